using System.Security.Cryptography;
using System.Text;
using OtpNet;

namespace Iamd.Accounts;

/// <summary>The one-time passwords of virtual MFA devices: which are good now, and that none is good twice.</summary>
/// <remarks>
/// RFC 6238 (SHA-1, thirty seconds, six digits), section 5.2 on delay and reuse, section 6 on clocks that drift. A device's
/// drift is learned from the two consecutive codes that enable or resynchronize it, as IAM does it (IAM API Reference,
/// "EnableMFADevice": who sends old codes gets a device that is out of sync; "ResyncMFADevice").
/// </remarks>
public static class MfaCodes
{
    /// <summary>Length of a time step.</summary>
    public const int StepSeconds = 30;

    // One step of grace for the way from the device to here.
    private const int SignInSteps = 1;

    // Ten minutes either way: AWS names no number. Two codes in a row make guessing hopeless even so.
    private const int ResyncSteps = 20;

    /// <summary>Takes one code, as at a sign-in: the device with that code spent, or null when the code is not good.</summary>
    public static MfaDevice? Accept(MfaDevice device, string code, Call call)
    {
        Hotp codes = CodesOf(device, call);
        long now = Step(call.Now);
        // The best guess of the device's clock, and our own: a device may have been set right since.
        for (int offset = -SignInSteps; offset <= SignInSteps; offset++)
        {
            foreach (long step in (ReadOnlySpan<long>)[now + offset, now + device.DriftSteps + offset])
            {
                if (step > device.LastAcceptedStep && Matches(codes, step, code))
                    return device with { LastAcceptedStep = step };
            }
        }
        return null;
    }

    /// <summary>Takes two consecutive codes: the device synchronized and both codes spent, or null when they are not good.</summary>
    public static MfaDevice? Synchronize(MfaDevice device, string first, string second, Call call)
    {
        Hotp codes = CodesOf(device, call);
        long now = Step(call.Now);
        long from = Math.Max(now - ResyncSteps, device.LastAcceptedStep + 1);
        for (long step = from; step <= now + ResyncSteps; step++)
        {
            if (Matches(codes, step, first) && Matches(codes, step + 1, second))
                return device with { LastAcceptedStep = step + 1, DriftSteps = (int)(step + 1 - now) };
        }
        return null;
    }

    private static Hotp CodesOf(MfaDevice device, Call call) =>
        call.Keys.TryOpen(SecretKind.MfaSeed, device.Account, device.Id, device.Seed, out byte[]? seed)
            ? new Hotp(seed, OtpHashMode.Sha1, 6)
            : throw new InvalidOperationException($"The seed of {device.Arn} does not open.");

    private static long Step(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    private static bool Matches(Hotp codes, long step, string code) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(codes.ComputeHOTP(step)), Encoding.ASCII.GetBytes(code));
}
