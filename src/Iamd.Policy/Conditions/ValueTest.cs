using System.Buffers.Text;

namespace Iamd.Policy;

/// <summary>One value of a condition, prepared: tests one value of a request.</summary>
internal abstract class ValueTest
{
    public abstract Verdict Test(string value, ContextKeys context);

    /// <summary>Adds the variables of the policy's value that the context leaves without a value.</summary>
    public virtual void AddMissing(ContextKeys context, ICollection<string> missing)
    {
    }
}

/// <summary>String operators with case.</summary>
internal sealed class StringTest(TextPattern pattern) : ValueTest
{
    public override Verdict Test(string value, ContextKeys context) => pattern.Test(value, context);

    public override void AddMissing(ContextKeys context, ICollection<string> missing) => pattern.AddMissing(context, missing);
}

/// <summary>String operators without case.</summary>
internal sealed class IgnoreCaseTest(TextPattern pattern) : ValueTest
{
    public override Verdict Test(string value, ContextKeys context) => pattern.Resolved(context) switch
    {
        null => Verdict.Unknown,
        string text => string.Equals(text, value, StringComparison.OrdinalIgnoreCase) ? Verdict.Yes : Verdict.No,
    };

    public override void AddMissing(ContextKeys context, ICollection<string> missing) => pattern.AddMissing(context, missing);
}

/// <summary>Numbers and dates: an order, and what of it is wanted.</summary>
internal sealed class OrderTest<T>(T? wanted, OrderTest<T>.Reader read, Predicate<int> accepts) : ValueTest
    where T : struct, IComparable<T>
{
    public delegate bool Reader(string text, out T value);

    public override Verdict Test(string value, ContextKeys context)
    {
        if (wanted is not { } limit || !read(value, out T actual))
            return Verdict.Unknown;
        return accepts(actual.CompareTo(limit)) ? Verdict.Yes : Verdict.No;
    }
}

/// <summary><c>Bool</c>; its value may be a variable.</summary>
internal sealed class BoolTest(TextPattern pattern) : ValueTest
{
    public override Verdict Test(string value, ContextKeys context)
    {
        if (pattern.Resolved(context) is not { } text
            || !ConditionValues.TryReadBool(text, out bool wanted)
            || !ConditionValues.TryReadBool(value, out bool actual))
            return Verdict.Unknown;
        return wanted == actual ? Verdict.Yes : Verdict.No;
    }

    public override void AddMissing(ContextKeys context, ICollection<string> missing) => pattern.AddMissing(context, missing);
}

/// <summary><c>BinaryEquals</c>: both sides are base64.</summary>
internal sealed class BinaryTest(byte[]? wanted) : ValueTest
{
    private const int MaxOnStack = 1024;

    public override Verdict Test(string value, ContextKeys context)
    {
        if (wanted is null || !Base64.IsValid(value, out int length))
            return Verdict.Unknown;
        if (length != wanted.Length)
            return Verdict.No;
        Span<byte> actual = length <= MaxOnStack ? stackalloc byte[MaxOnStack] : new byte[length];
        return Convert.TryFromBase64String(value, actual, out int written) && actual[..written].SequenceEqual(wanted)
            ? Verdict.Yes
            : Verdict.No;
    }
}

/// <summary><c>IpAddress</c>.</summary>
internal sealed class IpTest(IpRange? wanted) : ValueTest
{
    public override Verdict Test(string value, ContextKeys context)
    {
        if (wanted is not { } range || !IpRange.TryParseAddress(value, out IpRange address))
            return Verdict.Unknown;
        return range.Contains(address) ? Verdict.Yes : Verdict.No;
    }
}

/// <summary>ARN operators: each of the six segments by itself, the last one reaching to the end.</summary>
/// <remarks>IAM User Guide, "Amazon Resource Name (ARN) condition operators".</remarks>
internal sealed class ArnTest(TextPattern[] segments) : ValueTest
{
    private const int ArnSegments = 6;

    public override Verdict Test(string value, ContextKeys context)
    {
        if (segments.Length != ArnSegments || !value.StartsWith("arn:", StringComparison.Ordinal) || value.AsSpan().Count(':') < ArnSegments - 1)
            return Verdict.Unknown;
        Verdict all = Verdict.Yes;
        ReadOnlySpan<char> rest = value;
        for (int i = 0; i < ArnSegments; i++)
        {
            int end = i == ArnSegments - 1 ? rest.Length : rest.IndexOf(':');
            Verdict one = segments[i].Test(rest[..end], context);
            if (one == Verdict.Unknown)
                return Verdict.Unknown;
            if (one == Verdict.No)
                all = Verdict.No;
            rest = i == ArnSegments - 1 ? default : rest[(end + 1)..];
        }
        return all;
    }

    public override void AddMissing(ContextKeys context, ICollection<string> missing)
    {
        foreach (TextPattern segment in segments)
            segment.AddMissing(context, missing);
    }
}
