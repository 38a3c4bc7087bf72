using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>The MFA that comes with a request for a session: a serial number and a code.</summary>
/// <remarks>STS API Reference, "AssumeRole" and "GetSessionToken", SerialNumber and TokenCode.</remarks>
internal static class SessionMfa
{
    /// <summary>Checks the code against a device of the caller's.</summary>
    /// <param name="device">The device with the code spent, to be put; null when no MFA was given.</param>
    /// <returns>False and the error when MFA was given and is not good.</returns>
    public static bool TryAccept(
        Account account, string? serialNumber, string? tokenCode, Call call, out MfaDevice? device, [NotNullWhen(false)] out AwsError? error)
    {
        device = null;
        error = (serialNumber, tokenCode) switch
        {
            (null, null) => null,
            (null, _) or (_, null) => StsErrors.MfaIncomplete,
            _ => Accept(account, serialNumber, tokenCode, call, out device),
        };
        return error is null;
    }

    private static AwsError? Accept(Account account, string serialNumber, string tokenCode, Call call, out MfaDevice? device)
    {
        device = null;
        string? id = call.Caller switch
        {
            Caller.IamUser user => user.User.Id,
            Caller.Root root => root.User.Id,
            _ => null, // A role session or a federated user has no devices.
        };
        if (id is null
            || !MfaTarget.TryFindDevice(account, serialNumber, out MfaDevice? found)
            || !string.Equals(found.UserId, id, StringComparison.Ordinal))
            return StsErrors.NoSuchMfaDevice;
        device = MfaCodes.Accept(found, tokenCode, call);
        return device is null ? StsErrors.InvalidMfaCode : null;
    }
}
