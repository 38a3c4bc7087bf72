namespace Iamd.Storage;

/// <summary>A data key as it is stored: encrypted under the master key.</summary>
/// <param name="Id">Number, never used twice.</param>
/// <param name="Bytes">Nonce (12 bytes), ciphertext, tag (16 bytes) of AES-256-GCM.</param>
/// <param name="UsableFrom">From when it may encrypt.</param>
public sealed record WrappedDataKey(int Id, ImmutableArray<byte> Bytes, DateTimeOffset UsableFrom)
{
    public bool Equals(WrappedDataKey? other) =>
        other is not null && Id == other.Id && UsableFrom == other.UsableFrom && Bytes.AsSpan().SequenceEqual(other.Bytes.AsSpan());

    public override int GetHashCode() => Id;
}
