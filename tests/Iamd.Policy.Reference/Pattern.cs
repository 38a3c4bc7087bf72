using System.Text.RegularExpressions;

namespace Iamd.Policy.Reference;

/// <summary>A policy text that cannot be resolved: a variable has no value and no default.</summary>
public sealed class UnresolvableException : Exception
{
    public UnresolvableException()
    {
    }

    public UnresolvableException(string message)
        : base(message)
    {
    }

    public UnresolvableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Wildcards and policy variables, by the plainest means: replace, then compare character by character.</summary>
/// <remarks>IAM User Guide, "IAM policy elements: Variables and tags", "IAM JSON policy elements: Resource".</remarks>
public static partial class Pattern
{
    /// <summary>A character of a pattern that stands for itself, or null-like marks for the two wildcards.</summary>
    private readonly record struct Piece(string Text, bool IsStar, bool IsQuestion);

    [GeneratedRegex(@"\$\{(?<key>[^}']+?)\s*(,\s*'(?<default>[^']*)'\s*)?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable { get; }

    /// <summary>Whether the whole text is matched by a pattern with wildcards and variables.</summary>
    public static bool Matches(string pattern, string text, PolicyDocument policy, ContextKeys context) =>
        Matches(Pieces(pattern, policy, context, wildcards: true), Characters(text));

    /// <summary>The text with its variables replaced and its escapes undone; there are no wildcards in it.</summary>
    public static string Resolve(string text, PolicyDocument policy, ContextKeys context) =>
        string.Concat(Pieces(text, policy, context, wildcards: false).Select(piece => piece.Text));

    /// <summary>The patterns of an ARN's six parts; null when it has not six.</summary>
    public static bool? ArnMatches(string pattern, string arn, PolicyDocument policy, ContextKeys context)
    {
        List<List<Piece>> wanted = [[]];
        foreach (Piece piece in Pieces(pattern, policy, context, wildcards: true, isArn: true))
        {
            if (piece is { Text: ":", IsStar: false } && ReferenceEquals(piece.Text, PlainColon) && wanted.Count < 6)
                wanted.Add([]);
            else
                wanted[^1].Add(piece);
        }
        string[] actual = arn.Split(':', 6);
        if (wanted.Count != 6 || actual.Length != 6 || actual[0] != "arn")
            return null;
        return Enumerable.Range(0, 6).All(i => Matches(wanted[i], Characters(actual[i])));
    }

    private const string PlainColon = ":";

    private static List<Piece> Pieces(string text, PolicyDocument policy, ContextKeys context, bool wildcards, bool isArn = false)
    {
        List<Piece> pieces = [];
        if (policy.Version == PolicyVersion.V2008)
        {
            AddPlain(text);
            return pieces;
        }
        int at = 0;
        foreach (Match match in Variable.Matches(text))
        {
            AddPlain(text[at..match.Index]);
            at = match.Index + match.Length;
            string key = match.Groups["key"].Value.Trim();
            if (match.Value is "${*}" or "${?}" or "${$}")
                AddLiteral(key);
            else if (key.Length == 0 || key.EndsWith(','))
                AddPlain(match.Value);
            else if (context.TryGet(key, out ContextValue value) && value.Count == 1)
                AddLiteral(value[0]);
            else if (match.Groups["default"].Success)
                AddLiteral(match.Groups["default"].Value);
            else
                throw new UnresolvableException();
        }
        AddPlain(text[at..]);
        return pieces;

        void AddLiteral(string literal) => pieces.AddRange(Characters(literal).Select(c => new Piece(c, false, false)));

        void AddPlain(string plain)
        {
            foreach (string c in Characters(plain))
                pieces.Add(new Piece(isArn && c == ":" ? PlainColon : c, wildcards && c == "*", wildcards && c == "?"));
        }
    }

    private static bool Matches(List<Piece> pattern, List<string> text)
    {
        // reached[i]: the pattern so far matches the first i characters.
        bool[] reached = new bool[text.Count + 1];
        reached[0] = true;
        foreach (Piece piece in pattern)
        {
            bool[] next = new bool[text.Count + 1];
            for (int i = 0; i <= text.Count; i++)
            {
                if (piece.IsStar)
                    next[i] = reached[i] || (i > 0 && next[i - 1]);
                else if (i > 0)
                    next[i] = reached[i - 1] && (piece.IsQuestion || string.Equals(piece.Text, text[i - 1], StringComparison.Ordinal));
            }
            reached = next;
        }
        return reached[^1];
    }

    private static List<string> Characters(string text) => [.. text.EnumerateRunes().Select(rune => rune.ToString())];
}
