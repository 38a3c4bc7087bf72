using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Iamd.Policy.Reference;

/// <summary>The Condition element, operator by operator as its page describes it.</summary>
/// <remarks>IAM User Guide, "IAM JSON policy elements: Condition operators" and "Set operators for multivalued context keys".</remarks>
public static partial class Condition
{
    [GeneratedRegex(@"\A[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"\A(?<y>[0-9]{4})(-(?<M>[0-9]{2})(-(?<d>[0-9]{2}))?)?(?<t>T(?<h>[0-9]{2}):(?<m>[0-9]{2})(:(?<s>[0-9]{2}))?(?<f>\.[0-9]+)?(?<z>Z|[+-][0-9]{2}:?[0-9]{2})?)?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsoDate { get; }

    public static bool Holds(ConditionTest test, Effect effect, PolicyDocument policy, ContextKeys context)
    {
        string[]? values = context.TryGet(test.Key, out ContextValue found) && found.Count > 0 ? [.. found.Values] : null;

        if (test.Operator == ConditionOperator.Null)
            return test.Values.Any(wanted => string.Equals(wanted, values is null ? "true" : "false", StringComparison.OrdinalIgnoreCase));

        // "...IfExists": if the key is not present, evaluate the condition element as true.
        if (values is null && test.IfExists)
            return true;

        bool isEmpty = values is null || (values.Length == 1 && values[0].Length == 0);
        return test.Quantifier switch
        {
            // Also true if there are no keys in the request, or if they resolve to an empty data set such as an empty string.
            SetQuantifier.ForAllValues => isEmpty || values!.All(One),
            SetQuantifier.ForAnyValue => !isEmpty && values!.Any(One),
            // A missing key does not match, except that a negated operator is then true.
            _ when values is null => IsNegated(test.Operator),
            // A multivalued key requires a set operator; without one, no value is compared.
            _ when values.Length > 1 => IsNegated(test.Operator) && effect == Effect.Deny,
            _ => One(values[0]),
        };

        bool One(string value)
        {
            bool?[] results = [.. test.Values.Select(wanted => Compare(test.Operator, wanted, value, policy, context))];
            if (!IsNegated(test.Operator))
                return results.Contains(true);
            // NOR, and what cannot be compared must not allow.
            return !results.Contains(true) && (!results.Contains(null) || effect == Effect.Deny);
        }
    }

    private static bool IsNegated(ConditionOperator value) => value.ToString().Contains("Not", StringComparison.Ordinal);

    /// <summary>Whether the value is what the operator's positive form asks for; null when that cannot be told.</summary>
    private static bool? Compare(ConditionOperator value, string wanted, string actual, PolicyDocument policy, ContextKeys context)
    {
        try
        {
            return value.ToString().Replace("Not", "", StringComparison.Ordinal) switch
            {
                "StringEquals" => Pattern.Resolve(wanted, policy, context) == actual,
                "StringEqualsIgnoreCase" => string.Equals(Pattern.Resolve(wanted, policy, context), actual, StringComparison.OrdinalIgnoreCase),
                "StringLike" => Pattern.Matches(wanted, actual, policy, context),
                "ArnEquals" or "ArnLike" => Pattern.ArnMatches(wanted, actual, policy, context),
                "Bool" => ReadBool(Pattern.Resolve(wanted, policy, context)) is { } left && ReadBool(actual) is { } right ? left == right : null,
                "BinaryEquals" => ReadBytes(wanted) is { } left && ReadBytes(actual) is { } right ? left.SequenceEqual(right) : null,
                "IpAddress" => InRange(wanted, actual),
                string name when name.StartsWith("Numeric", StringComparison.Ordinal) => Ordered(name["Numeric".Length..], ReadNumber(wanted), ReadNumber(actual)),
                string name when name.StartsWith("Date", StringComparison.Ordinal) => Ordered(name["Date".Length..], ReadDate(wanted), ReadDate(actual)),
                string name => throw new InvalidOperationException(name),
            };
        }
        catch (UnresolvableException)
        {
            return null;
        }
    }

    private static bool? Ordered(string relation, decimal? wanted, decimal? actual)
    {
        if (wanted is null || actual is null)
            return null;
        return relation switch
        {
            "Equals" => actual == wanted,
            "LessThan" => actual < wanted,
            "LessThanEquals" => actual <= wanted,
            "GreaterThan" => actual > wanted,
            "GreaterThanEquals" => actual >= wanted,
            _ => throw new InvalidOperationException(relation),
        };
    }

    private static bool? ReadBool(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        _ => null,
    };

    private static byte[]? ReadBytes(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static decimal? ReadNumber(string text)
    {
        if (!Number.IsMatch(text))
            return null;
        try
        {
            return decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Seconds since 1970.</summary>
    private static decimal? ReadDate(string text)
    {
        if (text.Length != 4 && text.TrimStart('-', '+') is { Length: > 0 and < 13 } digits && digits.All(char.IsAsciiDigit) && text.Length - digits.Length < 2)
            return decimal.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) is >= -62135596800m and <= 253402300799m and var seconds ? seconds : null;
        Match match = IsoDate.Match(text);
        if (!match.Success)
            return null;
        int Part(string name, int otherwise) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : otherwise;
        try
        {
            DateTime day = new(Part("y", 1), Part("M", 1), Part("d", 1), Part("h", 0), Part("m", 0), Part("s", 0), DateTimeKind.Utc);
            decimal result = (decimal)(day - DateTime.UnixEpoch).TotalSeconds;
            if (match.Groups["f"].Success)
            {
                // The clock that is compared with counts ticks of 100 nanoseconds.
                string fraction = match.Groups["f"].Value[1..].PadRight(7, '0')[..7];
                result += decimal.Parse(fraction, CultureInfo.InvariantCulture) / 10_000_000m;
            }
            if (match.Groups["z"].Value is { Length: > 1 } zone)
            {
                string hhmm = zone[1..].Replace(":", "", StringComparison.Ordinal);
                int hours = int.Parse(hhmm[..2], CultureInfo.InvariantCulture), minutes = int.Parse(hhmm[2..], CultureInfo.InvariantCulture);
                if (hours > 23 || minutes > 59)
                    return null;
                result -= (zone[0] == '-' ? -1 : 1) * ((hours * 3600) + (minutes * 60));
            }
            return result;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static bool? InRange(string range, string address)
    {
        string[] parts = range.Split('/');
        if (parts.Length > 2 || ReadAddress(parts[0]) is not { } network || ReadAddress(address) is not { } actual)
            return null;
        int bits = network.Bits;
        if (parts.Length == 2 && (!Regex.IsMatch(parts[1], @"\A[0-9]{1,3}\z", RegexOptions.None, TimeSpan.FromSeconds(1))
            || (bits = int.Parse(parts[1], CultureInfo.InvariantCulture)) > network.Bits))
            return null;
        int shift = network.Bits - bits;
        return network.Bits == actual.Bits && network.Number >> shift == actual.Number >> shift;
    }

    private static (BigInteger Number, int Bits)? ReadAddress(string text)
    {
        bool looksV4 = Regex.IsMatch(text, @"\A(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}\z", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        bool looksV6 = Regex.IsMatch(text, @"\A[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\z", RegexOptions.None, TimeSpan.FromSeconds(1));
        if ((!looksV4 && !looksV6) || !IPAddress.TryParse(text, out IPAddress? address))
            return null;
        byte[] bytes = address.GetAddressBytes();
        return (new BigInteger(bytes, isUnsigned: true, isBigEndian: true), bytes.Length * 8);
    }
}
