using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Iamd.Protocol.Wire;

/// <summary>The characters of a pattern of the form <c>[…]+</c> or <c>[…]*</c>.</summary>
internal sealed class CharacterSet
{
    private readonly SearchValues<char> _characters;
    private readonly HashSet<char> _categories;

    private CharacterSet(SearchValues<char> characters, HashSet<char> categories)
    {
        _characters = characters;
        _categories = categories;
    }

    /// <summary>Parses a pattern that is one bracket expression repeated; anything else is not a character set.</summary>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out CharacterSet? set, out bool allowsEmpty)
    {
        set = null;
        allowsEmpty = pattern.EndsWith("]*", StringComparison.Ordinal);
        bool bracketed = pattern.StartsWith('[') && !pattern.StartsWith("[^", StringComparison.Ordinal)
            && (allowsEmpty || pattern.EndsWith("]+", StringComparison.Ordinal));
        if (!bracketed || pattern.AsSpan(1, pattern.Length - 3).ContainsAny('[', ']'))
            return false;

        SortedSet<char> characters = [];
        HashSet<char> categories = [];
        int at = 1;
        int end = pattern.Length - 2;
        while (at < end)
        {
            if (pattern[at] == '\\' && pattern[at + 1] == 'w')
            {
                characters.UnionWith("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
                at += 2;
                continue;
            }
            if (pattern[at] == '\\' && pattern[at + 1] == 'd')
            {
                characters.UnionWith("0123456789");
                at += 2;
                continue;
            }
            if (pattern[at] == '\\' && pattern[at + 1] == 'p')
            {
                categories.Add(pattern[at + 3]);
                at += 5;
                continue;
            }
            char first = One(pattern, ref at);
            char last = first;
            // A hyphen at the end of the set stands for itself.
            if (at + 1 < end && pattern[at] == '-')
            {
                at++;
                last = One(pattern, ref at);
            }
            for (int c = first; c <= last; c++)
                characters.Add((char)c);
        }
        set = new CharacterSet(SearchValues.Create([.. characters]), categories);
        return true;
    }

    /// <summary>Whether every character is in the set.</summary>
    public bool ContainsAll(ReadOnlySpan<char> value)
    {
        int other = value.IndexOfAnyExcept(_characters);
        if (other < 0)
            return true;
        if (_categories.Count == 0)
            return false;
        foreach (Rune rune in value[other..].EnumerateRunes())
        {
            bool member = (rune.IsBmp && _characters.Contains((char)rune.Value)) || _categories.Contains(Category(rune));
            if (!member)
                return false;
        }
        return true;
    }

    private static char One(string pattern, ref int at)
    {
        if (pattern[at] != '\\')
            return pattern[at++];
        if (pattern[at + 1] == 'u')
        {
            char code = (char)ushort.Parse(pattern.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            at += 6;
            return code;
        }
        at += 2;
        return pattern[at - 1];
    }

    // The first letter of the category's name: L, Z and N are those that patterns use.
    private static char Category(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        <= UnicodeCategory.OtherLetter => 'L',
        <= UnicodeCategory.EnclosingMark => 'M',
        <= UnicodeCategory.OtherNumber => 'N',
        <= UnicodeCategory.ParagraphSeparator => 'Z',
        _ => 'C',
    };
}
