namespace Iamd.Policy;

/// <summary>What is checked of conditions when a policy is stored: values must be readable. Keys may be any text, a vendor or not.</summary>
internal static class ConditionRules
{
    public static string? Check(Statement statement)
    {
        foreach (ConditionTest test in statement.Conditions)
            foreach (string value in test.Values)
                if (!IsReadable(test.Operator, value))
                    return test.Operator == ConditionOperator.BinaryEquals ? "Syntax errors in policy." : "The policy failed legacy parsing";
        return null;
    }

    private static bool IsReadable(ConditionOperator value, string text) => value switch
    {
        ConditionOperator.NumericEquals or ConditionOperator.NumericNotEquals
            or ConditionOperator.NumericLessThan or ConditionOperator.NumericLessThanEquals
            or ConditionOperator.NumericGreaterThan or ConditionOperator.NumericGreaterThanEquals => ConditionValues.TryReadNumber(text, out _),
        ConditionOperator.DateEquals or ConditionOperator.DateNotEquals
            or ConditionOperator.DateLessThan or ConditionOperator.DateLessThanEquals
            or ConditionOperator.DateGreaterThan or ConditionOperator.DateGreaterThanEquals => StoredDate.IsReadable(text),
        ConditionOperator.IpAddress or ConditionOperator.NotIpAddress => IpRange.TryParse(text, out _),
        ConditionOperator.ArnEquals or ConditionOperator.ArnNotEquals or ConditionOperator.ArnLike or ConditionOperator.ArnNotLike =>
            text is "*" || (text.StartsWith("arn:", StringComparison.Ordinal) && TextPattern.CountColons(text, PolicyVersion.V2012) >= 5),
        ConditionOperator.BinaryEquals => System.Buffers.Text.Base64.IsValid(text),
        ConditionOperator.Bool or ConditionOperator.Null
            or ConditionOperator.StringEquals or ConditionOperator.StringNotEquals
            or ConditionOperator.StringEqualsIgnoreCase or ConditionOperator.StringNotEqualsIgnoreCase
            or ConditionOperator.StringLike or ConditionOperator.StringNotLike => true,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
