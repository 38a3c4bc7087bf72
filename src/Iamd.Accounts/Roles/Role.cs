namespace Iamd.Accounts;

/// <summary>An IAM role.</summary>
/// <remarks>IAM User Guide, "IAM roles". Linux: a service account that others may become, as <c>sudo -u</c> lets them.</remarks>
public sealed record Role : PrincipalIdentity
{
    /// <summary>Longest session of a role that was made without saying how long.</summary>
    public const int DefaultSessionDurationSeconds = 3600;

    public required TrustPolicy TrustPolicy { get; init; }

    public string? Description { get; init; }

    /// <summary>Longest session in seconds, 3,600 to 43,200.</summary>
    public int MaxSessionDurationSeconds { get; init; } = DefaultSessionDurationSeconds;

    /// <summary>Service that the role is linked to, such as <c>elasticbeanstalk.amazonaws.com</c>; null for ordinary roles.</summary>
    public string? LinkedService { get; init; }

    public override Arn Arn => Arn.Iam(Account, $"role{Path}{Name}");
}

/// <summary>Who may assume a role: the text, and the unique ids that its principals had when it was stored.</summary>
/// <remarks>IAM User Guide, "AWS JSON policy elements: Principal", IAM user principals.</remarks>
public sealed class TrustPolicy : IEquatable<TrustPolicy>
{
    private CompiledPolicy? _compiled;

    /// <param name="document">The policy as it was put.</param>
    /// <param name="principalIds">User or role ARN in the text → unique id.</param>
    public TrustPolicy(Document document, ImmutableSortedDictionary<string, string> principalIds)
    {
        Document = document;
        PrincipalIds = principalIds;
    }

    /// <summary>The policy as it was put.</summary>
    public Document Document { get; }

    /// <summary>User or role ARN in the text → unique id. A principal that is deleted and made again has another id and does not match.</summary>
    public ImmutableSortedDictionary<string, string> PrincipalIds { get; }

    /// <summary>The policy ready to decide, its principals bound.</summary>
    public CompiledPolicy Compiled => _compiled ??= CompiledPolicy.Compile(
        Document.Policy, new PrincipalBindings(PrincipalIds.ToImmutableDictionary(StringComparer.Ordinal)));

    public bool Equals(TrustPolicy? other) =>
        other is not null && Document.Equals(other.Document) && PrincipalIds.SequenceEqual(other.PrincipalIds);

    public override bool Equals(object? obj) => Equals(obj as TrustPolicy);

    public override int GetHashCode() => Document.GetHashCode();
}
