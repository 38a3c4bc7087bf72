using System.Security.Cryptography;
using Iamd.Accounts;

namespace Iamd.Server;

/// <summary>Random bytes of the operating system.</summary>
public sealed class SystemRandomness : IRandomness
{
    public static readonly SystemRandomness Instance = new();

    private SystemRandomness()
    {
    }

    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
