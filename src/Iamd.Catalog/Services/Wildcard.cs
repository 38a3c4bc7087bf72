namespace Iamd.Catalog;

/// <summary>Matches the wildcards of a policy's <c>Action</c> element, without regard to case.</summary>
internal static class Wildcard
{
    public static bool IsMatch(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        int at = 0;
        int next = 0;
        // Where to go on after the last `*` when what follows it does not fit here: it takes one character more.
        int resumeText = 0;
        int resumePattern = -1;
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
            {
                resumePattern = ++next;
                resumeText = at;
            }
            else if (next < pattern.Length
                && (pattern[next] == '?' || char.ToUpperInvariant(pattern[next]) == char.ToUpperInvariant(text[at])))
            {
                next++;
                at++;
            }
            else if (resumePattern >= 0)
            {
                next = resumePattern;
                at = ++resumeText;
            }
            else
            {
                return false;
            }
        }
        return pattern[next..].TrimStart('*').IsEmpty;
    }
}
