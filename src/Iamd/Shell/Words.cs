namespace Iamd.Shell;

/// <summary>Words of a shell's command line.</summary>
internal static class Words
{
    /// <summary>A word that a POSIX shell takes as it is.</summary>
    public static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A word that fish takes as it is.</summary>
    public static string QuoteForFish(string word) =>
        $"'{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
