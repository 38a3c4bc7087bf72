using System.Globalization;

namespace Iamd.Policy;

/// <summary>An IPv4 or IPv6 address with its prefix length, in the standard notation only.</summary>
/// <remarks>IAM User Guide, "IP address condition operators": CIDR; without a prefix it is one address.</remarks>
internal readonly record struct IpRange(UInt128 Address, int PrefixLength, bool IsV6)
{
    private int Bits => IsV6 ? 128 : 32;

    public bool Contains(IpRange other)
    {
        if (IsV6 != other.IsV6 || other.PrefixLength < PrefixLength)
            return false;
        // A shift by the whole width would be a shift by none.
        return PrefixLength == 0 || Address >> (Bits - PrefixLength) == other.Address >> (Bits - PrefixLength);
    }

    public static bool TryParse(ReadOnlySpan<char> text, out IpRange range)
    {
        int slash = text.IndexOf('/');
        if (slash < 0)
            return TryParseAddress(text, out range);
        if (!TryParseAddress(text[..slash], out range))
            return false;
        ReadOnlySpan<char> digits = text[(slash + 1)..];
        if (digits.Length is 0 or > 3
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int prefix)
            || prefix > range.Bits)
            return false;
        range = range with { PrefixLength = prefix };
        return true;
    }

    public static bool TryParseAddress(ReadOnlySpan<char> text, out IpRange address)
    {
        address = default;
        if (text.Contains(':'))
        {
            if (!TryReadV6(text, out UInt128 v6))
                return false;
            address = new IpRange(v6, 128, IsV6: true);
            return true;
        }
        if (!TryReadV4(text, out uint v4))
            return false;
        address = new IpRange(v4, 32, IsV6: false);
        return true;
    }

    private static bool TryReadV4(ReadOnlySpan<char> text, out uint address)
    {
        address = 0;
        for (int i = 0; i < 4; i++)
        {
            int end = i == 3 ? text.Length : text.IndexOf('.');
            if (end is < 1 or > 3
                || !byte.TryParse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out byte part)
                || (end > 1 && text[0] == '0'))
                return false;
            address = (address << 8) | part;
            text = i == 3 ? default : text[(end + 1)..];
        }
        return true;
    }

    private static bool TryReadV6(ReadOnlySpan<char> text, out UInt128 address)
    {
        address = 0;
        int gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0)
            return TryReadGroups(text, out address, out int all) && all == 8;
        if (!TryReadGroups(text[..gap], out UInt128 high, out int before)
            || !TryReadGroups(text[(gap + 2)..], out UInt128 low, out int after)
            || before + after > 7)
            return false;
        address = before == 0 ? low : (high << (16 * (8 - before))) | low;
        return true;
    }

    /// <summary>Groups of four hexadecimal digits between colons; the last may be an IPv4 address, which counts as two.</summary>
    private static bool TryReadGroups(ReadOnlySpan<char> text, out UInt128 value, out int count)
    {
        value = 0;
        count = 0;
        while (!text.IsEmpty)
        {
            int colon = text.IndexOf(':');
            ReadOnlySpan<char> group = colon < 0 ? text : text[..colon];
            if (colon < 0 && group.Contains('.'))
            {
                if (!TryReadV4(group, out uint v4))
                    return false;
                value = (value << 32) | v4;
                count += 2;
                return count <= 8;
            }
            if (group.Length is 0 or > 4
                || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort part)
                || colon == text.Length - 1)
                return false;
            value = (value << 16) | part;
            if (++count > 8)
                return false;
            text = colon < 0 ? default : text[(colon + 1)..];
        }
        return true;
    }
}
