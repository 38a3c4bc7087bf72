using System.Globalization;
using System.Text;

namespace Iamd.Policy;

/// <summary>
/// Reads JSON (RFC 8259) and keeps the place of every value, which the framework's reader does not.
/// Strict: no comments, no trailing commas, no duplicate keys, no lone surrogates, bounded depth.
/// </summary>
internal sealed class JsonParser
{
    /// <summary>A policy needs seven levels; the rest is room for a policy inside a larger object.</summary>
    public const int MaxDepth = 32;

    private readonly string _text;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    // The way to the current value; its text is only made when something is wrong.
    private readonly (string? Name, int Index)[] _way = new (string?, int)[MaxDepth + 1];
    private int _depth;

    private JsonParser(string text) => _text = text;

    private TextPosition Here => new(_line, _at - _lineStart + 1);

    public static JsonNode Parse(string text)
    {
        JsonParser parser = new(text);
        parser.SkipWhite();
        JsonNode root = parser.ReadValue();
        parser.SkipWhite();
        if (parser._at < text.Length)
            throw parser.Fail("Nothing may follow the end of the document.");
        return root;
    }

    private PolicyFormatException Fail(string message) =>
        PolicyFormatException.At(Here, Path(), PolicyErrorKind.Json, message);

    private string Path()
    {
        StringBuilder path = new();
        foreach ((string? name, int index) in _way.AsSpan(0, _depth))
        {
            if (name is null)
                path.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else
                path.Append(path.Length == 0 ? "" : ".").Append(name);
        }
        return path.ToString();
    }

    private JsonNode ReadValue()
    {
        if (_at >= _text.Length)
            throw Fail("The text ends where a value is expected.");
        if (_depth > MaxDepth - 1)
            throw Fail("The document is nested too deeply.");
        return _text[_at] switch
        {
            '{' => ReadObject(),
            '[' => ReadArray(),
            '"' => ReadStringNode(),
            't' => ReadWord("true", JsonKind.Boolean),
            'f' => ReadWord("false", JsonKind.Boolean),
            'n' => ReadWord("null", JsonKind.Null),
            '-' or (>= '0' and <= '9') => ReadNumber(),
            _ => throw Fail($"Unexpected character {Show(_text[_at])}."),
        };
    }

    private JsonNode ReadObject()
    {
        TextPosition start = Here;
        int from = _at;
        List<JsonMember> members = [];
        HashSet<string>? seen = null;
        _at++;
        SkipWhite();
        if (TryTake('}'))
            return new JsonNode(JsonKind.Object, start) { End = Here, Source = from.._at };
        while (true)
        {
            if (_at >= _text.Length || _text[_at] != '"')
                throw Fail("A member's name in quotation marks is expected.");
            TextPosition position = Here;
            string name = ReadString();
            seen ??= new HashSet<string>(StringComparer.Ordinal);
            _way[_depth++] = (name, 0);
            if (!seen.Add(name))
                throw PolicyFormatException.At(position, Path(), PolicyErrorKind.DuplicateKey, $"The key '{name}' is there twice.");
            SkipWhite();
            Take(':');
            SkipWhite();
            members.Add(new JsonMember(name, position, ReadValue()));
            _depth--;
            SkipWhite();
            if (TryTake('}'))
                return new JsonNode(JsonKind.Object, start) { End = Here, Source = from.._at, Members = members };
            Take(',');
            SkipWhite();
        }
    }

    private JsonNode ReadArray()
    {
        TextPosition start = Here;
        List<JsonNode> items = [];
        _at++;
        SkipWhite();
        if (TryTake(']'))
            return new JsonNode(JsonKind.Array, start) { End = Here };
        while (true)
        {
            _way[_depth++] = (null, items.Count);
            items.Add(ReadValue());
            _depth--;
            SkipWhite();
            if (TryTake(']'))
                return new JsonNode(JsonKind.Array, start) { End = Here, Items = items };
            Take(',');
            SkipWhite();
        }
    }

    private JsonNode ReadStringNode()
    {
        TextPosition start = Here;
        string text = ReadString();
        return new JsonNode(JsonKind.String, start) { Text = text, End = Here };
    }

    private string ReadString()
    {
        _at++;
        int start = _at;
        StringBuilder? builder = null;
        while (true)
        {
            if (_at >= _text.Length)
                throw Fail("A string is not closed.");
            char c = _text[_at];
            if (c == '"')
            {
                string text = builder is null
                    ? _text[start.._at]
                    : builder.Append(_text, start, _at - start).ToString();
                if (HasLoneSurrogate(text))
                    throw Fail("A string holds half a surrogate pair.");
                _at++;
                return text;
            }
            if (c < ' ')
                throw Fail("A control character inside a string must be escaped.");
            if (c != '\\')
            {
                _at++;
                continue;
            }
            builder ??= new StringBuilder();
            builder.Append(_text, start, _at - start);
            builder.Append(ReadEscape());
            start = _at;
        }
    }

    private char ReadEscape()
    {
        if (_at + 1 >= _text.Length)
            throw Fail("A string is not closed.");
        char c = _text[_at + 1];
        if (c == 'u')
        {
            if (_at + 6 > _text.Length
                || !ushort.TryParse(_text.AsSpan(_at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
                throw Fail("An escape \\u needs four hexadecimal digits.");
            _at += 6;
            return (char)code;
        }
        char value = c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw Fail($"The escape \\{c} does not exist in JSON."),
        };
        _at += 2;
        return value;
    }

    private JsonNode ReadWord(string word, JsonKind kind)
    {
        TextPosition start = Here;
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
            throw Fail($"Unexpected character {Show(_text[_at])}.");
        _at += word.Length;
        return new JsonNode(kind, start) { Text = word, End = Here };
    }

    private JsonNode ReadNumber()
    {
        TextPosition start = Here;
        int from = _at;
        TryTake('-');
        if (!TryTake('0') && !TakeDigits())
            throw Fail("A number needs digits.");
        if (TryTake('.') && !TakeDigits())
            throw Fail("A number needs digits after its point.");
        if (TryTake('e') || TryTake('E'))
        {
            if (!TryTake('+'))
                TryTake('-');
            if (!TakeDigits())
                throw Fail("A number needs digits in its exponent.");
        }
        return new JsonNode(JsonKind.Number, start) { Text = _text[from.._at], End = Here };
    }

    private bool TakeDigits()
    {
        int from = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
        return _at > from;
    }

    private bool TryTake(char expected)
    {
        if (_at >= _text.Length || _text[_at] != expected)
            return false;
        _at++;
        return true;
    }

    private void Take(char expected)
    {
        if (!TryTake(expected))
            throw Fail(_at >= _text.Length ? $"The text ends where '{expected}' is expected." : $"'{expected}' is expected, not {Show(_text[_at])}.");
    }

    private void SkipWhite()
    {
        while (_at < _text.Length)
        {
            char c = _text[_at];
            if (c == '\n' || (c == '\r' && !(_at + 1 < _text.Length && _text[_at + 1] == '\n')))
            {
                _at++;
                _line++;
                _lineStart = _at;
            }
            else if (c is ' ' or '\t' or '\r')
                _at++;
            else
                return;
        }
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 >= text.Length || !char.IsLowSurrogate(text[i + 1]))
                return true;
            i++;
        }
        return false;
    }

    private static string Show(char c) => c is >= ' ' and < '\x7f'
        ? $"'{c}'"
        : string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4}");
}
