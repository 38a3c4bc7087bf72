using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace Iamd.Evaluation;

/// <summary>Cuts what <c>iamd evaluate</c> reads into requests: one JSON object over any lines, or JSON lines.</summary>
internal static class RequestTexts
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // How deep a request may be is for the one who decides it to say.
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    private enum Completeness
    {
        /// <summary>A JSON value.</summary>
        Whole,

        /// <summary>The beginning of a JSON value.</summary>
        Beginning,

        /// <summary>Neither.</summary>
        Broken,
    }

    /// <summary>
    /// The requests in their order; null stands for one that is not UTF-8. JSON lines come as soon as they are read:
    /// they are told from one object by the first line, which is a whole value, or nothing that an object begins with.
    /// </summary>
    public static async IAsyncEnumerable<string?> ReadAsync(PipeReader input)
    {
        List<byte[]> lines = [];
        bool first = true;
        bool isLines = false;
        await foreach (byte[] line in LinesAsync(input))
        {
            if (first && !IsBlank(line))
            {
                isLines = Read(line) != Completeness.Beginning;
                first = false;
            }
            if (first)
                continue;
            if (!isLines)
                lines.Add(line);
            else if (!IsBlank(line))
                yield return Decode(line);
        }
        foreach (string? text in Cut(lines))
            yield return text;
    }

    /// <summary>What began like one object may still be lines, the first of them broken off.</summary>
    private static IEnumerable<string?> Cut(List<byte[]> lines)
    {
        if (lines.Count == 0)
            return [];
        byte[] whole = [.. lines.SelectMany(line => line.Append((byte)'\n'))];
        return Read(whole) == Completeness.Whole || !lines.Exists(IsRequest)
            ? [Decode(whole)]
            : lines.Where(line => !IsBlank(line)).Select(Decode);
    }

    private static string? Decode(byte[] text)
    {
        try
        {
            return Strict.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsBlank(byte[] line) => line.AsSpan().IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0;

    private static bool IsRequest(byte[] line)
    {
        if (Read(line) != Completeness.Whole)
            return false;
        Utf8JsonReader reader = new(line, isFinalBlock: true, new JsonReaderState(AnyDepth));
        while (reader.Read())
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("request"u8))
                return true;
        return false;
    }

    private static Completeness Read(byte[] text)
    {
        Utf8JsonReader reader = new(text, isFinalBlock: false, new JsonReaderState(AnyDepth));
        bool whole = false;
        try
        {
            while (reader.Read())
                whole = reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        }
        catch (JsonException)
        {
            return Completeness.Broken;
        }
        return whole ? Completeness.Whole : Completeness.Beginning;
    }

    /// <summary>The lines without their ends.</summary>
    private static async IAsyncEnumerable<byte[]> LinesAsync(PipeReader input)
    {
        bool atStart = true;
        while (true)
        {
            ReadResult result = await input.ReadAsync();
            ReadOnlySequence<byte> rest = result.Buffer;
            while (rest.PositionOf((byte)'\n') is SequencePosition end)
            {
                yield return Take(rest.Slice(0, end));
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            if (result.IsCompleted)
            {
                if (!rest.IsEmpty)
                    yield return Take(rest);
                yield break;
            }
            input.AdvanceTo(rest.Start, rest.End);
        }

        byte[] Take(ReadOnlySequence<byte> line)
        {
            byte[] bytes = line.ToArray();
            bool marked = atStart && bytes.AsSpan().StartsWith(ByteOrderMark);
            atStart = false;
            return marked ? bytes[ByteOrderMark.Length..] : bytes;
        }
    }
}
