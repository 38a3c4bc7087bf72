using System.Diagnostics.CodeAnalysis;
using System.Text;
using Iamd.Protocol.Errors;

namespace Iamd.Protocol.Query;

/// <summary>The parameters of an AWS Query request, decoded and sorted by name.</summary>
/// <remarks>
/// Smithy, "AWS query protocol": an <c>application/x-www-form-urlencoded</c> body, or the query string of a GET. All names and values
/// share one buffer; a string is made only of what is read.
/// </remarks>
public sealed class QueryParameters
{
    /// <summary>The most parameters a request may have.</summary>
    public const int MaxParameters = 10_000;

    /// <summary>The longest name of a parameter, in UTF-16 code units.</summary>
    public const int MaxNameLength = 512;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly char[] _text;
    private readonly Entry[] _entries;
    private readonly int _count;

    private QueryParameters(char[] text, Entry[] entries, int count)
    {
        _text = text;
        _entries = entries;
        _count = count;
    }

    /// <summary>How many parameters there are.</summary>
    public int Count => _count;

    /// <summary>Decodes a query string and a form body; one of them is usually empty.</summary>
    /// <returns>The parameters, or <c>MalformedQueryString</c> or <c>MalformedInput</c>.</returns>
    public static Result<QueryParameters> Parse(ReadOnlySpan<byte> query, ReadOnlySpan<byte> body)
    {
        int pairs = (query.IsEmpty ? 0 : query.Count((byte)'&') + 1) + (body.IsEmpty ? 0 : body.Count((byte)'&') + 1);
        if (pairs > MaxParameters)
            return CommonErrors.MalformedInput($"The request has more than {MaxParameters} parameters.");

        Entry[] entries = new Entry[pairs];
        char[] text = new char[query.Length + body.Length];
        Builder builder = new(text, entries);
        if ((builder.Add(query) ?? builder.Add(body)) is { } error)
            return error;

        entries.AsSpan(0, builder.Count).Sort(new ByName(text));
        QueryParameters parameters = new(text, entries, builder.Count);
        for (int i = 1; i < parameters.Count; i++)
        {
            if (parameters.Name(i).SequenceEqual(parameters.Name(i - 1)))
                return CommonErrors.MalformedInput($"The parameter {parameters.Name(i)} occurs more than once.");
        }
        return parameters;
    }

    /// <summary>The value of a parameter, or null.</summary>
    public string? this[ReadOnlySpan<char> name] => TryGet(name, out ReadOnlySpan<char> value) ? value.ToString() : null;

    /// <summary>The value of a parameter.</summary>
    public bool TryGet(ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        int at = FirstFrom(name);
        bool found = at < _count && Name(at).SequenceEqual(name);
        value = found ? _text.AsSpan(_entries[at].ValueStart, _entries[at].ValueLength) : default;
        return found;
    }

    /// <summary>The first parameter that is not before <paramref name="name"/>, by ordinal comparison.</summary>
    internal int FirstFrom(ReadOnlySpan<char> name)
    {
        int low = 0;
        int high = _count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (Name(middle).SequenceCompareTo(name) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>The name of the parameter at a place in the sorted order.</summary>
    internal ReadOnlySpan<char> Name(int at) => _text.AsSpan(_entries[at].NameStart, _entries[at].NameLength);

    private record struct Entry(int NameStart, int NameLength, int ValueStart, int ValueLength);

    private readonly struct ByName(char[] text) : IComparer<Entry>
    {
        public int Compare(Entry x, Entry y) =>
            text.AsSpan(x.NameStart, x.NameLength).SequenceCompareTo(text.AsSpan(y.NameStart, y.NameLength));
    }

    private ref struct Builder(char[] text, Entry[] entries)
    {
        private int _used;

        public int Count { get; private set; }

        public AwsError? Add(ReadOnlySpan<byte> form)
        {
            while (!form.IsEmpty)
            {
                int end = form.IndexOf((byte)'&');
                ReadOnlySpan<byte> pair = end < 0 ? form : form[..end];
                form = end < 0 ? default : form[(end + 1)..];
                if (pair.IsEmpty)
                    continue;
                int equals = pair.IndexOf((byte)'=');
                ReadOnlySpan<byte> name = equals < 0 ? pair : pair[..equals];
                ReadOnlySpan<byte> value = equals < 0 ? default : pair[(equals + 1)..];
                if (!TryDecode(name, out int nameStart, out int nameLength, out AwsError? error)
                    || !TryDecode(value, out int valueStart, out int valueLength, out error))
                    return error;
                if (nameLength == 0)
                    return CommonErrors.MalformedQueryString("a parameter has no name.");
                if (nameLength > MaxNameLength)
                    return CommonErrors.MalformedInput($"The name of a parameter is longer than {MaxNameLength} characters.");
                entries[Count++] = new Entry(nameStart, nameLength, valueStart, valueLength);
            }
            return null;
        }

        private bool TryDecode(ReadOnlySpan<byte> encoded, out int start, out int length, [NotNullWhen(false)] out AwsError? error)
        {
            start = _used;
            length = 0;
            error = null;
            Span<char> target = text.AsSpan(_used);
            // Most names and values are plain ASCII.
            if (encoded.IndexOfAny((byte)'%', (byte)'+') < 0 && Ascii.IsValid(encoded))
            {
                Encoding.ASCII.GetChars(encoded, target);
                length = encoded.Length;
            }
            else
            {
                byte[] decoded = new byte[encoded.Length];
                if (!PercentEncoding.TryDecode(encoded, decoded, out int count))
                    error = CommonErrors.MalformedQueryString("a percent sign is not followed by two hexadecimal digits.");
                else if (!TryUtf8(decoded.AsSpan(0, count), target, out length))
                    error = CommonErrors.MalformedInput("The request contains bytes that are not UTF-8.");
            }
            if (error is null && target[..length].Contains('\0'))
                error = CommonErrors.MalformedInput("The request contains the character U+0000.");
            _used += length;
            return error is null;
        }

        private static bool TryUtf8(ReadOnlySpan<byte> bytes, Span<char> target, out int length)
        {
            try
            {
                return StrictUtf8.TryGetChars(bytes, target, out length);
            }
            catch (DecoderFallbackException)
            {
                length = 0;
                return false;
            }
        }
    }
}
