using Iamd.Protocol.Wire;

namespace Iamd.Protocol.Xml;

/// <summary>Writes shapes as the XML of AWS Query answers.</summary>
/// <remarks>
/// Smithy, "AWS query protocol", response serialization: lists of <c>member</c>, maps of <c>entry</c> with <c>key</c> and <c>value</c>.
/// Timestamps are in whole seconds as IAM and STS write them. What has no content is one empty tag.
/// </remarks>
internal sealed class XmlShapeWriter(Utf8Output output) : IShapeWriter
{
    // The start tag written last still lacks its bracket: '>' when content follows, '/>' when none does.
    private bool _startTagOpen;

    /// <inheritdoc/>
    public void String(ReadOnlySpan<byte> member, string? value)
    {
        if (value is null)
            return;
        Open(member);
        if (value.Length > 0)
        {
            CompleteStartTag();
            output.Text(value);
        }
        Close(member);
    }

    /// <inheritdoc/>
    public void Integer(ReadOnlySpan<byte> member, int? value)
    {
        if (value is null)
            return;
        Open(member);
        CompleteStartTag();
        output.Number(value.Value);
        Close(member);
    }

    /// <inheritdoc/>
    public void Boolean(ReadOnlySpan<byte> member, bool? value)
    {
        if (value is null)
            return;
        Open(member);
        CompleteStartTag();
        output.Raw(value.Value ? "true"u8 : "false"u8);
        Close(member);
    }

    /// <inheritdoc/>
    public void Timestamp(ReadOnlySpan<byte> member, DateTimeOffset? value)
    {
        if (value is null)
            return;
        Open(member);
        CompleteStartTag();
        output.Seconds(value.Value);
        Close(member);
    }

    /// <inheritdoc/>
    public void Blob(ReadOnlySpan<byte> member, ReadOnlyMemory<byte>? value)
    {
        if (value is null)
            return;
        Open(member);
        if (value.Value.Length > 0)
        {
            CompleteStartTag();
            output.Base64(value.Value.Span);
        }
        Close(member);
    }

    /// <inheritdoc/>
    public void Structure(ReadOnlySpan<byte> member, IOutputStructure? value)
    {
        if (value is null)
            return;
        Open(member);
        value.Write(this);
        Close(member);
    }

    /// <inheritdoc/>
    public void Structures(ReadOnlySpan<byte> member, IReadOnlyList<IOutputStructure>? values)
    {
        if (values is null)
            return;
        Open(member);
        for (int i = 0; i < values.Count; i++)
            Structure("member"u8, values[i]);
        Close(member);
    }

    /// <inheritdoc/>
    public void Strings(ReadOnlySpan<byte> member, IReadOnlyList<string>? values)
    {
        if (values is null)
            return;
        Open(member);
        for (int i = 0; i < values.Count; i++)
            String("member"u8, values[i]);
        Close(member);
    }

    /// <inheritdoc/>
    public void StringMap(ReadOnlySpan<byte> member, IReadOnlyDictionary<string, string>? values)
    {
        if (values is null)
            return;
        Open(member);
        foreach ((string key, string value) in values)
        {
            Open("entry"u8);
            String("key"u8, key);
            String("value"u8, value);
            Close("entry"u8);
        }
        Close(member);
    }

    /// <inheritdoc/>
    public void IntegerMap(ReadOnlySpan<byte> member, IReadOnlyDictionary<string, int>? values)
    {
        if (values is null)
            return;
        Open(member);
        foreach ((string key, int value) in values)
        {
            Open("entry"u8);
            String("key"u8, key);
            Integer("value"u8, value);
            Close("entry"u8);
        }
        Close(member);
    }

    /// <summary>Begins an element.</summary>
    public void Open(ReadOnlySpan<byte> name)
    {
        CompleteStartTag();
        output.Raw("<"u8);
        output.Raw(name);
        _startTagOpen = true;
    }

    /// <summary>Ends the element begun last.</summary>
    public void Close(ReadOnlySpan<byte> name)
    {
        if (_startTagOpen)
        {
            _startTagOpen = false;
            output.Raw("/>"u8);
            return;
        }
        output.Raw("</"u8);
        output.Raw(name);
        output.Raw(">"u8);
    }

    /// <summary>Says that the element begun last has content.</summary>
    public void CompleteStartTag()
    {
        if (!_startTagOpen)
            return;
        _startTagOpen = false;
        output.Raw(">"u8);
    }
}
