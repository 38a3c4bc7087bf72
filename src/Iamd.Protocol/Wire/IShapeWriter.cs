namespace Iamd.Protocol.Wire;

/// <summary>Writes the members of a structure to a wire format. Null is omitted, an empty list is written as such.</summary>
public interface IShapeWriter
{
    /// <summary>Writes a string.</summary>
    void String(ReadOnlySpan<byte> member, string? value);

    /// <summary>Writes an integer.</summary>
    void Integer(ReadOnlySpan<byte> member, int? value);

    /// <summary>Writes a boolean.</summary>
    void Boolean(ReadOnlySpan<byte> member, bool? value);

    /// <summary>Writes a moment in the format's own form.</summary>
    void Timestamp(ReadOnlySpan<byte> member, DateTimeOffset? value);

    /// <summary>Writes bytes in the format's own form.</summary>
    void Blob(ReadOnlySpan<byte> member, ReadOnlyMemory<byte>? value);

    /// <summary>Writes a structure.</summary>
    void Structure(ReadOnlySpan<byte> member, IOutputStructure? value);

    /// <summary>Writes a list of structures.</summary>
    void Structures(ReadOnlySpan<byte> member, IReadOnlyList<IOutputStructure>? values);

    /// <summary>Writes a list of strings.</summary>
    void Strings(ReadOnlySpan<byte> member, IReadOnlyList<string>? values);

    /// <summary>Writes a map to strings.</summary>
    void StringMap(ReadOnlySpan<byte> member, IReadOnlyDictionary<string, string>? values);

    /// <summary>Writes a map to integers.</summary>
    void IntegerMap(ReadOnlySpan<byte> member, IReadOnlyDictionary<string, int>? values);
}
