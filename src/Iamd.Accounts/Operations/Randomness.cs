namespace Iamd.Accounts;

/// <summary>Where fresh random bytes come from; passed in, so that an operation can be run again with the same ones.</summary>
public interface IRandomness
{
    /// <summary>Fills the span with cryptographically strong random bytes.</summary>
    void Fill(Span<byte> bytes);
}
