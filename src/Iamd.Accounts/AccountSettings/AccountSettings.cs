namespace Iamd.Accounts;

/// <summary>What holds for an account as a whole.</summary>
public sealed record AccountSettings : Entity
{
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Account alias, unique over all accounts; null when none is set.</summary>
    public string? Alias { get; init; }

    /// <summary>Null until one is set: then AWS's default rules hold for passwords.</summary>
    public PasswordPolicy? PasswordPolicy { get; init; }

    /// <summary>Ids of the latest deletions of service-linked roles, oldest first; each was finished when it was asked for.</summary>
    public ImmutableArray<string> ServiceLinkedRoleDeletions { get; init; } = [];

    /// <summary>Quotas that differ from AWS's defaults.</summary>
    public Quotas Quotas { get; init; } = Quotas.Defaults;
}

/// <summary>Rules for the passwords of an account's users.</summary>
/// <remarks>IAM API Reference, "UpdateAccountPasswordPolicy"; parameters that are left out take these defaults.</remarks>
public sealed record PasswordPolicy
{
    public int MinimumPasswordLength { get; init; } = 6;

    public bool RequireSymbols { get; init; }

    public bool RequireNumbers { get; init; }

    public bool RequireUppercaseCharacters { get; init; }

    public bool RequireLowercaseCharacters { get; init; }

    public bool AllowUsersToChangePassword { get; init; }

    /// <summary>Days until a password expires; null when it does not.</summary>
    public int? MaxPasswordAgeDays { get; init; }

    /// <summary>How many former passwords may not be used again, 1 to 24; null when any may.</summary>
    public int? PasswordReusePrevention { get; init; }

    /// <summary>An expired password can only be reset by an administrator; null when it was not said, as answers then leave it out.</summary>
    public bool? HardExpiry { get; init; }
}
