using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Iamd.Protocol.Xml;

/// <summary>Writes XML text as UTF-8 into a buffer, a chunk at a time.</summary>
internal sealed class Utf8Output(IBufferWriter<byte> output)
{
    private const int ChunkSize = 1024;

    // What may stand in text and in attribute values as it is. The rest is escaped, or replaced when XML 1.0 has no place for it.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "\t\n !#$%'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private Memory<byte> _chunk = Memory<byte>.Empty;
    private int _used;

    /// <summary>Bytes that are markup or known to be plain.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            Span<byte> room = Room(Math.Min(bytes.Length, ChunkSize));
            int count = Math.Min(bytes.Length, room.Length);
            bytes[..count].CopyTo(room);
            _used += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Markup given as a string of ASCII characters.</summary>
    public void Ascii(string text)
    {
        Encoding.ASCII.GetBytes(text, Room(text.Length));
        _used += text.Length;
    }

    /// <summary>Text, escaped.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            int plain = text.IndexOfAnyExcept(Plain);
            if (plain < 0)
                plain = text.Length;
            PlainText(text[..plain]);
            text = text[plain..];
            if (text.Length == 0)
                return;
            Rune.DecodeFromUtf16(text, out Rune rune, out int read);
            Escaped(rune);
            text = text[read..];
        }
    }

    /// <summary>A number.</summary>
    public void Number(int value)
    {
        Utf8Formatter.TryFormat(value, Room(11), out int written);
        _used += written;
    }

    /// <summary>A moment in whole seconds, <c>2026-11-23T20:00:00Z</c>.</summary>
    public void Seconds(DateTimeOffset moment)
    {
        Span<byte> room = Room(20);
        moment.UtcDateTime.TryFormat(room, out int written, "yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        _used += written;
    }

    /// <summary>Bytes in Base64.</summary>
    public void Base64(ReadOnlySpan<byte> bytes)
    {
        int length = System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length);
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, Room(length), out _, out int written);
        _used += written;
    }

    /// <summary>Hands what was written to the buffer.</summary>
    public void Flush()
    {
        output.Advance(_used);
        _chunk = Memory<byte>.Empty;
        _used = 0;
    }

    private void PlainText(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            Span<byte> room = Room(Math.Min(text.Length, ChunkSize));
            int count = Math.Min(text.Length, room.Length);
            System.Text.Ascii.FromUtf16(text[..count], room, out _);
            _used += count;
            text = text[count..];
        }
    }

    private void Escaped(Rune rune)
    {
        switch (rune.Value)
        {
            case '&':
                Raw("&amp;"u8);
                break;
            case '<':
                Raw("&lt;"u8);
                break;
            case '>':
                Raw("&gt;"u8);
                break;
            case '"':
                Raw("&quot;"u8);
                break;
            case '\r':
                // As it is, a parser would turn it into a line feed.
                Raw("&#xD;"u8);
                break;
            case < 0x20 or 0xFFFE or 0xFFFF:
                // XML 1.0 has no way to write these, not even as references (section 2.2, "Characters").
                Encode(Rune.ReplacementChar);
                break;
            default:
                Encode(rune);
                break;
        }
    }

    private void Encode(Rune rune)
    {
        // Room may begin a new chunk, so it comes before the count is read.
        Span<byte> room = Room(4);
        _used += rune.EncodeToUtf8(room);
    }

    private Span<byte> Room(int size)
    {
        if (_chunk.Length - _used < size)
        {
            Flush();
            _chunk = output.GetMemory(Math.Max(size, ChunkSize));
        }
        return _chunk.Span[_used..];
    }
}
