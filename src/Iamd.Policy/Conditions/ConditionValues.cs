using System.Globalization;

namespace Iamd.Policy;

/// <summary>Reads the values that conditions compare.</summary>
/// <remarks>IAM User Guide, "IAM JSON policy elements: Condition operators".</remarks>
internal static class ConditionValues
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary><c>true</c> or <c>false</c>, in any case.</summary>
    public static bool TryReadBool(string text, out bool value)
    {
        value = string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
        return value || string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An integer or a decimal number of up to 28 digits.</summary>
    public static bool TryReadNumber(string text, out decimal value) =>
        decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out value);

    /// <summary>
    /// A date of the W3C's profile of ISO 8601 (from the year alone down to fractions of a second; without a zone it is UTC),
    /// or seconds since 1970. Four digits are a year.
    /// </summary>
    public static bool TryReadDate(string text, out long ticks) =>
        text.Length != 4 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds)
            ? TryFromEpoch(seconds, out ticks)
            : TryReadIsoDate(text, out ticks);

    private static bool TryFromEpoch(long seconds, out long ticks)
    {
        const long MinSeconds = -62135596800, MaxSeconds = 253402300799;
        ticks = 0;
        if (seconds is < MinSeconds or > MaxSeconds)
            return false;
        ticks = DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond);
        return true;
    }

    private static bool TryReadIsoDate(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        int month = 1, day = 1;
        if (!TryTakeDigits(ref text, 4, out int year) || year == 0
            || (TryTake(ref text, '-') && (!TryTakeDigits(ref text, 2, out month)
                || (TryTake(ref text, '-') && !TryTakeDigits(ref text, 2, out day)))))
            return false;
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
        if (text.IsEmpty)
            return true;
        if (!TryTake(ref text, 'T') || !TryReadTime(ref text, out long time) || !TryReadZone(text, out long offset))
            return false;
        ticks += time - offset;
        return true;
    }

    private static bool TryReadTime(ref ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        int second = 0;
        if (!TryTakeDigits(ref text, 2, out int hour) || !TryTake(ref text, ':') || !TryTakeDigits(ref text, 2, out int minute)
            || (TryTake(ref text, ':') && !TryTakeDigits(ref text, 2, out second))
            || hour > 23 || minute > 59 || second > 59)
            return false;
        ticks = new TimeSpan(hour, minute, second).Ticks;
        if (!TryTake(ref text, '.'))
            return true;
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        long unit = TimeSpan.TicksPerSecond;
        foreach (char digit in text[..digits])
            ticks += (digit - '0') * (unit /= 10);
        text = text[digits..];
        return digits > 0;
    }

    private static bool TryReadZone(ReadOnlySpan<char> text, out long offset)
    {
        offset = 0;
        if (text is [] or ['Z'])
            return true;
        int sign = text[0] == '-' ? -1 : 1;
        if (!TryTake(ref text, '+') && !TryTake(ref text, '-'))
            return false;
        if (!TryTakeDigits(ref text, 2, out int hours))
            return false;
        TryTake(ref text, ':');
        if (!TryTakeDigits(ref text, 2, out int minutes) || !text.IsEmpty || hours > 23 || minutes > 59)
            return false;
        offset = sign * new TimeSpan(hours, minutes, 0).Ticks;
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<char> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected)
            return false;
        text = text[1..];
        return true;
    }

    private static bool TryTakeDigits(ref ReadOnlySpan<char> text, int count, out int value)
    {
        value = 0;
        if (text.Length < count || !int.TryParse(text[..count], NumberStyles.None, CultureInfo.InvariantCulture, out value))
            return false;
        text = text[count..];
        return true;
    }
}
