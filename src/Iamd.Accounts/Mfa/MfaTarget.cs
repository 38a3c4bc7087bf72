using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>Whose MFA devices an operation is about: a user's or root's.</summary>
/// <remarks>
/// AWS manages root's devices in its console only, where root needs no name. Here root does it through the same operations as
/// anyone else: it leaves <c>UserName</c> out, or where the API demands one gives the account's number, which is root's unique id.
/// See <c>docs/differences-from-aws.md</c>.
/// </remarks>
internal readonly record struct MfaTarget
{
    private MfaTarget(User? user, RootUser? root)
    {
        User = user;
        Root = root;
    }

    /// <summary>The user; null for root.</summary>
    public User? User { get; }

    private RootUser? Root { get; }

    /// <summary>Unique id: what <see cref="MfaDevice.UserId"/> holds.</summary>
    public string Id => User?.Id ?? Root!.Id; // One of them is there.

    /// <summary>Name in answers: the user's, or for root the account's number.</summary>
    public string Name => User?.Name ?? Root!.Id; // One of them is there.

    /// <summary>Finds the target of a request.</summary>
    /// <param name="userName">As in the request; null for the caller's own devices.</param>
    public static Result<MfaTarget> Find(Account account, string? userName, Call call)
    {
        if (userName is not null && account.Users.TryGet(userName, out User? named))
            return new MfaTarget(named, null);
        return call.Caller switch
        {
            Caller.Root when userName is null || IsRootName(account, userName) => new MfaTarget(null, account.Root),
            Caller.IamUser own when userName is null => new MfaTarget(own.User, null),
            _ => userName is null ? IamErrors.UserNameMissing : IamErrors.NoSuchUser(userName),
        };
    }

    /// <summary>What the caller must be allowed to act on: the user, by ARN.</summary>
    public static Access Access(string action, Account account, string? userName, Call call)
    {
        if (userName is not null && !(call.Caller is Caller.Root && IsRootName(account, userName)))
            return Accounts.Access.ToUser(action, account, userName);
        return call.Caller is Caller.IamUser own ? Accounts.Access.To(action, own.User) : new Access(action, call.Caller.Arn);
    }

    /// <summary>Finds a device by its serial number, which is its ARN.</summary>
    public static bool TryFindDevice(Account account, string serialNumber, [NotNullWhen(true)] out MfaDevice? device) =>
        account.MfaDevices.TryGet(serialNumber[(serialNumber.LastIndexOf('/') + 1)..], out device)
        && string.Equals(device.Arn.ToString(), serialNumber, StringComparison.Ordinal);

    /// <summary>Finds a device that is enabled for this target.</summary>
    public Result<MfaDevice> FindDevice(Account account, string serialNumber)
    {
        if (!TryFindDevice(account, serialNumber, out MfaDevice? device))
            return IamErrors.NoSuchMfaDevice(serialNumber);
        return string.Equals(device.UserId, Id, StringComparison.Ordinal) ? device : MfaErrors.DeviceOfAnother;
    }

    private static bool IsRootName(Account account, string userName) =>
        string.Equals(userName, account.Id.ToString(), StringComparison.Ordinal) && !account.Users.Contains(userName);
}
