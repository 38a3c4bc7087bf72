namespace Iamd.Accounts;

/// <summary>A secret that must be read back, encrypted under a data key.</summary>
/// <param name="DataKeyId">Which data key.</param>
/// <param name="Bytes">Nonce (12 bytes), ciphertext, tag (16 bytes) of AES-256-GCM.</param>
public sealed record SealedSecret(int DataKeyId, ImmutableArray<byte> Bytes)
{
    public bool Equals(SealedSecret? other) =>
        other is not null && DataKeyId == other.DataKeyId && Bytes.AsSpan().SequenceEqual(other.Bytes.AsSpan());

    public override int GetHashCode() => HashCode.Combine(DataKeyId, Bytes.Length);
}
