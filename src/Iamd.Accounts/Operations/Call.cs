using System.Net;

namespace Iamd.Accounts;

/// <summary>Whatever an operation may not fetch itself: who calls, how, when, and with what prepared.</summary>
public sealed record Call
{
    public required Caller Caller { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required IRandomness Randomness { get; init; }

    public required DataKeys Keys { get; init; }

    public required IActivity Activity { get; init; }

    public required Transport Transport { get; init; }

    /// <summary>Password hashes that were made before the turn, as the operation asked (<see cref="PasswordToHash"/>).</summary>
    public ImmutableArray<HashedPassword> HashedPasswords { get; init; } = [];

    /// <summary>A new unique id of the caller's account.</summary>
    public string NewUniqueId(string prefix) => Randomness.NewUniqueId(prefix, Caller.Account);
}

/// <summary>Facts of how a call came in, which conditions can ask for.</summary>
public sealed record Transport
{
    public required string RequestId { get; init; }

    /// <summary>The caller's address: <c>aws:SourceIp</c>.</summary>
    public required IPAddress SourceIp { get; init; }

    /// <summary><c>aws:UserAgent</c>; null when the header is missing.</summary>
    public string? UserAgent { get; init; }

    /// <summary><c>aws:Referer</c>; null when the header is missing.</summary>
    public string? Referer { get; init; }

    /// <summary><c>aws:SecureTransport</c>: the call came over TLS.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Region of the credential scope: <c>aws:RequestedRegion</c>.</summary>
    public string Region { get; init; } = "us-east-1";
}

/// <summary>What was last used when. Gathered outside the world; may lag by a minute.</summary>
public interface IActivity
{
    /// <summary>Last use of an access key; null when it was never used.</summary>
    AccessKeyUse? AccessKeyLastUsed(string accessKeyId);

    /// <summary>Last console sign-in with a password, by the user's unique id (root: the account id).</summary>
    DateTimeOffset? PasswordLastUsed(string principalId);

    /// <summary>Last use of a role, by its unique id.</summary>
    RoleUse? RoleLastUsed(string roleId);

    /// <summary>The actions that a user or role, by its unique id, ever called, each with its last call, allowed or not.</summary>
    ImmutableArray<ActionUse> ActionsUsed(string principalId);
}

/// <summary>Last use of an access key.</summary>
public sealed record AccessKeyUse(DateTimeOffset At, string Region, string Service);

/// <summary>Last use of a role.</summary>
public sealed record RoleUse(DateTimeOffset At, string Region);

/// <summary>Last call of an action.</summary>
/// <param name="Service">Service prefix, such as <c>iam</c>.</param>
/// <param name="Action">Name without prefix, such as <c>GetUser</c>.</param>
public sealed record ActionUse(string Service, string Action, DateTimeOffset At, string Region);

/// <summary>A password that must be hashed before the operation can run: hashing is slow and does not belong in the turn.</summary>
public sealed record PasswordToHash(string Password, ImmutableArray<byte> Salt)
{
    /// <summary>Never the password: this may be logged.</summary>
    public override string ToString() => nameof(PasswordToHash);
}

/// <summary>A password with its Argon2id hash under that salt.</summary>
public sealed record HashedPassword(string Password, ImmutableArray<byte> Salt, ImmutableArray<byte> Hash)
{
    /// <summary>Never the password: this may be logged.</summary>
    public override string ToString() => nameof(HashedPassword);
}
