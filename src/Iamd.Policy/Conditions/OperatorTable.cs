using System.Collections.Frozen;

namespace Iamd.Policy;

/// <summary>How an operator reads its values, and whether it is negated.</summary>
/// <param name="Compile">From a policy's value to its test; runs once a policy.</param>
/// <param name="Negated">It holds when no listed value matches (NOR), or when the key is absent.</param>
internal sealed record OperatorRow(Func<string, PolicyVersion, ValueTest> Compile, bool Negated = false);

/// <summary>All operators but <c>Null</c>, which looks at the key and not at values.</summary>
/// <remarks>IAM User Guide, "IAM JSON policy elements: Condition operators".</remarks>
internal static class OperatorTable
{
    private static readonly OperatorRow Exactly = new((text, version) => new StringTest(TextPattern.Literal(text, version)));
    private static readonly OperatorRow IgnoringCase = new((text, version) => new IgnoreCaseTest(TextPattern.Literal(text, version)));
    private static readonly OperatorRow Like = new((text, version) => new StringTest(TextPattern.Wildcards(text, version)));
    private static readonly OperatorRow ArnLike = new((text, version) => new ArnTest(TextPattern.ArnSegments(text, version)));
    private static readonly OperatorRow InRange = new((text, _) => new IpTest(IpRange.TryParse(text, out IpRange range) ? range : null));
    private static readonly OperatorRow NumberIs = Number(order => order == 0);
    private static readonly OperatorRow DateIs = Date(order => order == 0);

    private static readonly FrozenDictionary<ConditionOperator, OperatorRow> Rows = new Dictionary<ConditionOperator, OperatorRow>
    {
        [ConditionOperator.StringEquals] = Exactly,
        [ConditionOperator.StringNotEquals] = Exactly with { Negated = true },
        [ConditionOperator.StringEqualsIgnoreCase] = IgnoringCase,
        [ConditionOperator.StringNotEqualsIgnoreCase] = IgnoringCase with { Negated = true },
        [ConditionOperator.StringLike] = Like,
        [ConditionOperator.StringNotLike] = Like with { Negated = true },
        [ConditionOperator.NumericEquals] = NumberIs,
        [ConditionOperator.NumericNotEquals] = NumberIs with { Negated = true },
        [ConditionOperator.NumericLessThan] = Number(order => order < 0),
        [ConditionOperator.NumericLessThanEquals] = Number(order => order <= 0),
        [ConditionOperator.NumericGreaterThan] = Number(order => order > 0),
        [ConditionOperator.NumericGreaterThanEquals] = Number(order => order >= 0),
        [ConditionOperator.DateEquals] = DateIs,
        [ConditionOperator.DateNotEquals] = DateIs with { Negated = true },
        [ConditionOperator.DateLessThan] = Date(order => order < 0),
        [ConditionOperator.DateLessThanEquals] = Date(order => order <= 0),
        [ConditionOperator.DateGreaterThan] = Date(order => order > 0),
        [ConditionOperator.DateGreaterThanEquals] = Date(order => order >= 0),
        [ConditionOperator.Bool] = new((text, version) => new BoolTest(TextPattern.Literal(text, version))),
        [ConditionOperator.BinaryEquals] = new((text, _) => new BinaryTest(Bytes(text))),
        [ConditionOperator.IpAddress] = InRange,
        [ConditionOperator.NotIpAddress] = InRange with { Negated = true },
        // AWS documents ArnEquals and ArnLike as identical, wildcards included.
        [ConditionOperator.ArnEquals] = ArnLike,
        [ConditionOperator.ArnNotEquals] = ArnLike with { Negated = true },
        [ConditionOperator.ArnLike] = ArnLike,
        [ConditionOperator.ArnNotLike] = ArnLike with { Negated = true },
    }.ToFrozenDictionary();

    public static OperatorRow Row(ConditionOperator value) => Rows[value];

    private static OperatorRow Number(Predicate<int> accepts) => new((text, _) => new OrderTest<decimal>(
        ConditionValues.TryReadNumber(text, out decimal number) ? number : null, ConditionValues.TryReadNumber, accepts));

    private static OperatorRow Date(Predicate<int> accepts) => new((text, _) => new OrderTest<long>(
        ConditionValues.TryReadDate(text, out long ticks) ? ticks : null, ConditionValues.TryReadDate, accepts));

    private static byte[]? Bytes(string base64)
    {
        byte[] buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out int length) ? buffer[..length] : null;
    }
}
