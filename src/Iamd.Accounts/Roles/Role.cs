namespace Iamd.Accounts;

/// <summary>An IAM role.</summary>
/// <remarks>IAM User Guide, "IAM roles". Linux: a service account that others may become, as <c>sudo -u</c> lets them.</remarks>
public sealed record Role : PrincipalIdentity
{
    public required TrustPolicy TrustPolicy { get; init; }

    public string? Description { get; init; }

    /// <summary>Longest session in seconds, 3,600 to 43,200.</summary>
    public int MaxSessionDurationSeconds { get; init; } = 3600;

    /// <summary>Service that the role is linked to, such as <c>elasticbeanstalk.amazonaws.com</c>; null for ordinary roles.</summary>
    public string? LinkedService { get; init; }

    public override Arn Arn => Arn.Iam(Account, $"role{Path}{Name}");
}

/// <summary>Who may assume a role: the text, and the unique ids that its principals had when it was stored.</summary>
/// <param name="Document">The policy as it was put.</param>
/// <param name="PrincipalIds">User or role ARN in the text → unique id. A principal that is deleted and made again has another id and does not match.</param>
/// <remarks>IAM User Guide, "AWS JSON policy elements: Principal", IAM user principals.</remarks>
public sealed record TrustPolicy(Document Document, ImmutableSortedDictionary<string, string> PrincipalIds);
