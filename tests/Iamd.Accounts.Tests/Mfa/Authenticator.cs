using System.Text;
using OtpNet;

namespace Iamd.Accounts.Tests.Mfa;

/// <summary>The app on somebody's phone: a seed and a clock of its own.</summary>
internal sealed class Authenticator(Daemon daemon, ReadOnlyMemory<byte> base32)
{
    private readonly Totp _codes = new(Base32Encoding.ToBytes(Encoding.ASCII.GetString(base32.Span)));

    /// <summary>How far the phone's clock is ahead of the daemon's.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>The code that is shown now, or some steps later.</summary>
    public string Code(int steps = 0) => _codes.ComputeTotp((daemon.Now + Ahead).UtcDateTime.AddSeconds(30 * steps));
}
