namespace Iamd.Accounts;

/// <summary>A customer managed policy with its versions.</summary>
/// <remarks>IAM User Guide, "Managed policies and inline policies", "Versioning IAM policies".</remarks>
public sealed record ManagedPolicy : NamedEntity
{
    public string? Description { get; init; }

    /// <summary>Versions, oldest first; one to five.</summary>
    public required ImmutableArray<PolicyVersion> Versions { get; init; }

    /// <summary>Number of the version in force.</summary>
    public required int DefaultVersion { get; init; }

    /// <summary>Number of the newest version ever made; numbers are not used twice.</summary>
    public required int LatestVersion { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public override Arn Arn => Arn.Iam(Account, $"policy{Path}{Name}");

    /// <summary>The document in force.</summary>
    public Document DefaultDocument => Versions.First(version => version.Number == DefaultVersion).Document;
}

/// <summary>One version of a managed policy.</summary>
/// <param name="Number">1 for <c>v1</c>.</param>
public sealed record PolicyVersion(int Number, Document Document, DateTimeOffset CreatedAt)
{
    /// <summary>Version id as AWS writes it, such as <c>v1</c>.</summary>
    public string VersionId => $"v{Number}";
}
