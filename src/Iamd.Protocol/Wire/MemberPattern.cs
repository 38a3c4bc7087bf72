using System.Text.RegularExpressions;

namespace Iamd.Protocol.Wire;

/// <summary>A pattern of the model, which the whole string must match.</summary>
/// <remarks>
/// The models' patterns are Java's: <c>\w</c> and <c>\d</c> are ASCII, where .NET's take any letter or digit, and the match is
/// of the whole string, where .NET's <c>$</c> lets a line feed follow. Almost all are one set of characters; these are
/// looked up, the others run as a regular expression built at first use.
/// </remarks>
/// <param name="text">The pattern as the model and the error message have it.</param>
public sealed class MemberPattern(string text)
{
    private readonly Lazy<Func<string, bool>> _match = new(() => Compile(text));

    /// <summary>The pattern as the model and the error message have it.</summary>
    public string Text { get; } = text;

    /// <summary>Whether the whole string matches.</summary>
    public bool IsMatch(string value) => _match.Value(value);

    private static Func<string, bool> Compile(string text)
    {
        if (CharacterSet.TryParse(text, out CharacterSet? set, out bool allowsEmpty))
            return value => (allowsEmpty || value.Length > 0) && set.ContainsAll(value);
        string ascii = text.Replace(@"\w", "[a-zA-Z0-9_]", StringComparison.Ordinal).Replace(@"\d", "[0-9]", StringComparison.Ordinal);
        Regex regex = new($@"\A(?:{ascii})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return regex.IsMatch;
    }
}
