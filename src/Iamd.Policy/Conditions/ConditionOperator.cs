using System.Collections.Frozen;

namespace Iamd.Policy;

/// <summary>The condition operators of the policy language, without prefix and suffix.</summary>
/// <remarks>IAM User Guide, "IAM JSON policy elements: Condition operators".</remarks>
public enum ConditionOperator
{
    StringEquals,
    StringNotEquals,
    StringEqualsIgnoreCase,
    StringNotEqualsIgnoreCase,
    StringLike,
    StringNotLike,
    NumericEquals,
    NumericNotEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    DateEquals,
    DateNotEquals,
    DateLessThan,
    DateLessThanEquals,
    DateGreaterThan,
    DateGreaterThanEquals,
    Bool,
    BinaryEquals,
    IpAddress,
    NotIpAddress,
    ArnEquals,
    ArnNotEquals,
    ArnLike,
    ArnNotLike,
    Null,
}

/// <summary>Reads operators as policies write them: <c>ForAllValues:StringLikeIfExists</c>.</summary>
public static class ConditionOperators
{
    private const string AllValues = "ForAllValues:";
    private const string AnyValue = "ForAnyValue:";
    private const string IfExistsSuffix = "IfExists";

    private static readonly FrozenDictionary<string, ConditionOperator> ByName =
        Enum.GetValues<ConditionOperator>().ToFrozenDictionary(value => value.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads prefix, operator and suffix. <c>NullIfExists</c> does not exist.</summary>
    public static bool TryParse(string text, out ConditionOperator value, out SetQuantifier quantifier, out bool ifExists)
    {
        ArgumentNullException.ThrowIfNull(text);
        string name = text;
        quantifier = SetQuantifier.None;
        if (TryCutPrefix(AllValues, ref name))
            quantifier = SetQuantifier.ForAllValues;
        else if (TryCutPrefix(AnyValue, ref name))
            quantifier = SetQuantifier.ForAnyValue;

        ifExists = name.EndsWith(IfExistsSuffix, StringComparison.OrdinalIgnoreCase);
        if (ifExists)
            name = name[..^IfExistsSuffix.Length];
        return ByName.TryGetValue(name, out value) && !(ifExists && value == ConditionOperator.Null);
    }

    private static bool TryCutPrefix(string prefix, ref string name)
    {
        if (!name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            return false;
        name = name[prefix.Length..];
        return true;
    }
}
