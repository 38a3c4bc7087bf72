namespace Iamd.Accounts;

/// <summary>An SSH public key of a user, for CodeCommit and what else takes it. Linux: a line of <c>authorized_keys</c>.</summary>
/// <remarks>IAM API Reference, "SSHPublicKey".</remarks>
public sealed record SSHPublicKey
{
    /// <summary>Unique id, <c>APKA…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The key in SSH's own form (RFC 4253, section 6.6, <c>ssh-rsa</c>); its comment is not kept.</summary>
    public required ImmutableArray<byte> Blob { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public bool IsActive { get; init; } = true;
}
