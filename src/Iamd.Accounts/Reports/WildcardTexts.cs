namespace Iamd.Accounts;

/// <summary>Relations between texts in which <c>*</c> is any run of characters and <c>?</c> exactly one.</summary>
internal static class WildcardTexts
{
    /// <summary>Whether every text that <paramref name="inner"/> stands for is one that <paramref name="outer"/> stands for.</summary>
    /// <remarks>
    /// Reads the inner one as a plain text whose wildcards only wildcards stand for. That never says yes wrongly; it misses only
    /// pairs such as <c>?*</c> in <c>*?</c>, which policies do not have.
    /// </remarks>
    public static bool Covers(string outer, string inner)
    {
        bool[] reached = new bool[inner.Length + 1];
        reached[0] = true;
        foreach (char c in outer)
        {
            if (c == '*')
            {
                for (int i = 1; i <= inner.Length; i++)
                    reached[i] |= reached[i - 1];
                continue;
            }
            for (int i = inner.Length; i > 0; i--)
                reached[i] = reached[i - 1] && (c == inner[i - 1] || (c == '?' && inner[i - 1] != '*'));
            reached[0] = false;
        }
        return reached[inner.Length];
    }

    /// <summary>Whether there is a text that both stand for.</summary>
    public static bool Meet(string one, string other)
    {
        bool[,] meet = new bool[one.Length + 1, other.Length + 1];
        for (int i = one.Length; i >= 0; i--)
        {
            for (int j = other.Length; j >= 0; j--)
                meet[i, j] = MeetAt(one, i, other, j, meet);
        }
        return meet[0, 0];
    }

    /// <summary>Whether what is left of both stands for a common text; what is left of less is known.</summary>
    private static bool MeetAt(string one, int i, string other, int j, bool[,] meet)
    {
        bool oneEnds = i == one.Length;
        bool otherEnds = j == other.Length;
        if (oneEnds && otherEnds)
            return true;
        if (!oneEnds && one[i] == '*')
            return meet[i + 1, j] || (!otherEnds && meet[i, j + 1]);
        if (!otherEnds && other[j] == '*')
            return meet[i, j + 1] || (!oneEnds && meet[i + 1, j]);
        return !oneEnds && !otherEnds && (one[i] == other[j] || one[i] == '?' || other[j] == '?') && meet[i + 1, j + 1];
    }
}
