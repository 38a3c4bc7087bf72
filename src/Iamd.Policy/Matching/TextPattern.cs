using System.Runtime.InteropServices;
using System.Text;

namespace Iamd.Policy;

/// <summary>
/// A text of a policy prepared for matching: <c>*</c> is any run of characters, <c>?</c> exactly one, a policy variable
/// is the literal text of its context key. Matching is iterative, allocates nothing, and takes at most the product of
/// both lengths in steps.
/// </summary>
/// <remarks>IAM User Guide, "IAM JSON policy elements: Resource", "… Action" and "… Variables and tags".</remarks>
internal sealed class TextPattern
{
    private enum Shape
    {
        Exact,
        Any,
        Prefix,
        Tokens,
    }

    private enum TokenKind
    {
        Text,
        One,
        Run,
        Variable,
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Token(TokenKind Kind, string Text, string? Default = null);

    private readonly Shape _shape;
    private readonly string _head;
    private readonly Token[] _tokens;

    private TextPattern(List<Token> tokens)
    {
        _tokens = [.. tokens];
        HasVariables = tokens.Exists(token => token.Kind == TokenKind.Variable);
        _head = _tokens is [{ Kind: TokenKind.Text } first, ..] ? first.Text : "";
        _shape = _tokens switch
        {
            [] or [{ Kind: TokenKind.Text }] => Shape.Exact,
            [{ Kind: TokenKind.Run }] => Shape.Any,
            [{ Kind: TokenKind.Text }, { Kind: TokenKind.Run }] => Shape.Prefix,
            _ => Shape.Tokens,
        };
    }

    /// <summary>The literal text before the first wildcard or variable: what an index over patterns is built by.</summary>
    public string Head => _head;

    /// <summary>Whether nothing but the head itself matches.</summary>
    public bool IsExact => _shape == Shape.Exact;

    /// <summary>Whether everything matches.</summary>
    public bool MatchesAll => _shape == Shape.Any;

    public bool HasVariables { get; }

    /// <summary>A pattern with wildcards and, from version 2012-10-17 on, variables.</summary>
    public static TextPattern Wildcards(string text, PolicyVersion version) =>
        new(Tokenize(PartsOf(text, version), wildcards: true));

    /// <summary>A text without wildcards, but with variables from version 2012-10-17 on.</summary>
    public static TextPattern Literal(string text, PolicyVersion version) =>
        new(Tokenize(PartsOf(text, version), wildcards: false));

    /// <summary>The segments of an ARN pattern, split at its first five colons; colons inside variables do not count.</summary>
    public static TextPattern[] ArnSegments(string text, PolicyVersion version)
    {
        List<List<PolicyVariables.Part>> segments = [[]];
        foreach (PolicyVariables.Part part in PartsOf(text, version))
        {
            if (part.Kind != PolicyVariables.PartKind.Plain)
            {
                segments[^1].Add(part);
                continue;
            }
            string[] pieces = part.Text.Split(':', 7 - segments.Count);
            segments[^1].Add(part with { Text = pieces[0] });
            foreach (string piece in pieces.AsSpan(1))
                segments.Add([part with { Text = piece }]);
        }
        return [.. segments.Select(segment => new TextPattern(Tokenize(segment, wildcards: true)))];
    }

    /// <summary>How many colons the text has outside variables.</summary>
    public static int CountColons(string text, PolicyVersion version) =>
        PartsOf(text, version).Where(part => part.Kind == PolicyVariables.PartKind.Plain).Sum(part => part.Text.AsSpan().Count(':'));

    /// <summary>Whether the value matches; false where a variable has no value.</summary>
    public bool Matches(ReadOnlySpan<char> value, ContextKeys context) => _shape switch
    {
        Shape.Exact => value.SequenceEqual(_head),
        Shape.Any => true,
        Shape.Prefix => value.StartsWith(_head, StringComparison.Ordinal),
        Shape.Tokens => value.StartsWith(_head, StringComparison.Ordinal) && Resolves(context) && Run(value, context),
        _ => throw new InvalidOperationException("No such shape of pattern."),
    };

    /// <summary>As <see cref="Matches"/>, telling a mismatch from a variable without a value.</summary>
    public Verdict Test(ReadOnlySpan<char> value, ContextKeys context)
    {
        if (HasVariables && !Resolves(context))
            return Verdict.Unknown;
        return Matches(value, context) ? Verdict.Yes : Verdict.No;
    }

    /// <summary>Adds the variables that have neither a value nor a default.</summary>
    public void AddMissing(ContextKeys context, ICollection<string> missing)
    {
        foreach (Token token in _tokens)
            if (token.Kind == TokenKind.Variable && Resolve(token, context) is null)
                missing.Add(token.Text);
    }

    /// <summary>The text with its variables replaced; null where one has no value. For explanations and comparisons without wildcards.</summary>
    public string? Resolved(ContextKeys context)
    {
        if (!HasVariables)
            return _head;
        StringBuilder text = new();
        foreach (Token token in _tokens)
        {
            string? piece = token.Kind == TokenKind.Variable ? Resolve(token, context) : token.Text;
            if (piece is null)
                return null;
            text.Append(piece);
        }
        return text.ToString();
    }

    private static List<PolicyVariables.Part> PartsOf(string text, PolicyVersion version) => version == PolicyVersion.V2008
        ? [new PolicyVariables.Part(PolicyVariables.PartKind.Plain, text, null)]
        : PolicyVariables.Split(text);

    private static List<Token> Tokenize(IEnumerable<PolicyVariables.Part> parts, bool wildcards)
    {
        List<Token> tokens = [];
        StringBuilder literal = new();
        foreach (PolicyVariables.Part part in parts)
        {
            switch (part.Kind)
            {
                case PolicyVariables.PartKind.Escape:
                    literal.Append(part.Text);
                    break;
                case PolicyVariables.PartKind.Variable:
                    Flush();
                    tokens.Add(new Token(TokenKind.Variable, part.Text, part.Default));
                    break;
                case PolicyVariables.PartKind.Plain:
                    AddPlain(part.Text);
                    break;
            }
        }
        Flush();
        return tokens;

        void AddPlain(string text)
        {
            foreach (char c in text)
            {
                if (!wildcards || c is not ('*' or '?'))
                {
                    literal.Append(c);
                    continue;
                }
                Flush();
                if (c == '?')
                    tokens.Add(new Token(TokenKind.One, ""));
                else if (tokens is not [.., { Kind: TokenKind.Run }])
                    tokens.Add(new Token(TokenKind.Run, ""));
            }
        }

        void Flush()
        {
            if (literal.Length > 0)
                tokens.Add(new Token(TokenKind.Text, literal.ToString()));
            literal.Clear();
        }
    }

    private bool Resolves(ContextKeys context)
    {
        if (!HasVariables)
            return true;
        foreach (Token token in _tokens)
            if (token.Kind == TokenKind.Variable && Resolve(token, context) is null)
                return false;
        return true;
    }

    // A multivalued key cannot stand as a variable: there is no telling which of its values is meant.
    private static string? Resolve(Token variable, ContextKeys context) =>
        context.TryGet(variable.Text, out ContextValue value) && value.Count == 1 ? value[0] : variable.Default;

    private bool Run(ReadOnlySpan<char> value, ContextKeys context)
    {
        int token = 0;
        int at = 0;
        int retryToken = -1;
        int retryAt = 0;
        while (true)
        {
            if (token == _tokens.Length)
            {
                if (at == value.Length)
                    return true;
            }
            else if (_tokens[token].Kind == TokenKind.Run)
            {
                retryToken = ++token;
                retryAt = at;
                if (token == _tokens.Length)
                    return true;
                continue;
            }
            else if (TryConsume(_tokens[token], value[at..], context, out int consumed))
            {
                at += consumed;
                token++;
                continue;
            }

            // Only the last run need be widened: whatever an earlier one could take, the last can take as well.
            if (retryToken < 0 || retryAt >= value.Length)
                return false;
            retryAt += CharacterLength(value[retryAt..]);
            at = retryAt;
            token = retryToken;
        }
    }

    private static bool TryConsume(Token token, ReadOnlySpan<char> value, ContextKeys context, out int consumed)
    {
        if (token.Kind == TokenKind.One)
        {
            consumed = value.IsEmpty ? 0 : CharacterLength(value);
            return consumed > 0;
        }
        string? text = token.Kind == TokenKind.Variable ? Resolve(token, context) : token.Text;
        consumed = text?.Length ?? 0;
        return text is not null && value.StartsWith(text, StringComparison.Ordinal);
    }

    private static int CharacterLength(ReadOnlySpan<char> value) =>
        value.Length > 1 && char.IsSurrogatePair(value[0], value[1]) ? 2 : 1;
}
