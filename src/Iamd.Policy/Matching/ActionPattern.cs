namespace Iamd.Policy;

/// <summary>Actions are compared without regard to the case of ASCII letters; both sides are folded beforehand.</summary>
/// <remarks>IAM User Guide, "IAM JSON policy elements: Action".</remarks>
internal static class ActionPattern
{
    /// <summary>A pattern for folded actions. Null for one that is no action and can match nothing.</summary>
    public static TextPattern? Parse(string text)
    {
        TextPattern pattern = TextPattern.Wildcards(Fold(text), PolicyVersion.V2008);
        return pattern.MatchesAll || text.Contains(':', StringComparison.Ordinal) ? pattern : null;
    }

    // ToLowerInvariant would also fold letters such as the Kelvin sign into ASCII ones.
    public static string Fold(string text) =>
        text.AsSpan().ContainsAnyInRange('A', 'Z')
            ? string.Create(text.Length, text, static (folded, source) =>
            {
                for (int i = 0; i < source.Length; i++)
                    folded[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
            })
            : text;
}
