namespace Iamd.Accounts;

/// <summary>A virtual MFA device: a seed for time-based one-time passwords, unassigned or enabled for one user.</summary>
/// <remarks>IAM User Guide, "Assign a virtual MFA device"; RFC 6238 with six digits and thirty seconds.</remarks>
public sealed record MfaDevice : NamedEntity
{
    /// <summary>The seed, encrypted.</summary>
    public required SealedSecret Seed { get; init; }

    /// <summary>Id of the user that the device is enabled for (root: the account id); null when unassigned.</summary>
    public string? UserId { get; init; }

    public DateTimeOffset? EnabledAt { get; init; }

    /// <summary>Time step of the last accepted code; it and earlier ones are not accepted again.</summary>
    public long LastAcceptedStep { get; init; }

    /// <summary>How many time steps the device's clock was ahead when it was last synchronized; negative when behind.</summary>
    public int DriftSteps { get; init; }

    /// <summary>The serial number is the ARN.</summary>
    public override Arn Arn => Arn.Iam(Account, $"mfa{Path}{Name}");

    internal override IEnumerable<Reference> References =>
        UserId is null ? [] : [new Reference(ReferenceKind.MfaUser, UserId)];
}
