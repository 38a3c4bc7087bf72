using System.Globalization;
using System.Text.RegularExpressions;

namespace Iamd.Policy;

/// <summary>The dates with which IAM stores a policy: far more than those that it can compare.</summary>
/// <remarks>
/// Undocumented; recorded AWS answers show a lenient ISO 8601 with one or two digits a field, a lower-case <c>t</c>, an offset of
/// hours alone, nothing after the <c>T</c> (<c>01T</c>), at most nine digits of a fraction, and seconds since 1970 in 64 bits.
/// </remarks>
internal static partial class StoredDate
{
    public static bool IsReadable(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        || (text.Length > 0 && Form().Match(text) is { Success: true } match && IsInRange(match));

    private static bool IsInRange(Match match)
    {
        // Only the length of February depends on the year, and every 400 years are alike.
        int year = 2000 + (Number(match, "year") % 400);
        int month = Number(match, "month", 1);
        return month is >= 1 and <= 12
            && Number(match, "day", 1) is int day && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && Number(match, "hour") <= 23 && Number(match, "minute") <= 59 && Number(match, "second") <= 59
            && Number(match, "zonehour") <= 23 && Number(match, "zoneminute") <= 59;
    }

    private static int Number(Match match, string group, int absent = 0) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, provider: CultureInfo.InvariantCulture) : absent;

    [GeneratedRegex(
        @"\A(?:[+-]?(?<year>[0-9]{1,9})(?:-(?<month>[0-9]{1,2})(?:-(?<day>[0-9]{1,2}))?)?)?"
        + @"(?:[Tt](?:(?<hour>[0-9]{1,2})(?::(?<minute>[0-9]{1,2})(?::(?<second>[0-9]{1,2}))?)?(?:[.,][0-9]{1,9})?)?"
        + @"(?:[Zz]|[+-](?<zonehour>[0-9]{2})(?::?(?<zoneminute>[0-9]{2}))?)?)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
