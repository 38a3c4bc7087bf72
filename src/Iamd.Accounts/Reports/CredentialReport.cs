namespace Iamd.Accounts;

/// <summary>The account's last credential report, finished when it was asked for. An account has one at most.</summary>
/// <remarks>IAM User Guide, "Generate credential reports for your AWS account".</remarks>
public sealed record CredentialReport : Entity
{
    /// <summary>The id of every account's report.</summary>
    public const string TheId = "credential-report";

    /// <summary>For so long it is given out again instead of a new one.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(4);

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The comma-separated values (<see cref="CredentialReportRows"/>).</summary>
    public required string Content { get; init; }

    public bool IsExpired(DateTimeOffset now) => now > GeneratedAt + Lifetime;
}
