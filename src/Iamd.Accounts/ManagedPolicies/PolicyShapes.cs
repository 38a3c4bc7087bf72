using System.Globalization;

namespace Iamd.Accounts;

/// <summary>Managed policies as answers show them.</summary>
/// <remarks>IAM API Reference, "Policy": lists leave description and tags out, <c>CreatePolicy</c> the description.</remarks>
internal static class PolicyShapes
{
    /// <summary>How often a policy is used in an account: <c>AttachmentCount</c> and <c>PermissionsBoundaryUsageCount</c>.</summary>
    public static (int Attachments, int Boundaries) UsesOf(this Account account, string arn) =>
        (account.ReferrersTo(ReferenceKind.Attachment, arn).Count, account.ReferrersTo(ReferenceKind.Boundary, arn).Count);

    /// <summary>A policy as lists show it.</summary>
    public static Iam.Policy ToListedShape(this ManagedPolicy policy, Account account)
    {
        string arn = policy.Arn.ToString();
        (int attachments, int boundaries) = account.UsesOf(arn);
        return new Iam.Policy
        {
            PolicyName = policy.Name,
            PolicyId = policy.Id,
            Arn = arn,
            Path = policy.Path,
            DefaultVersionId = VersionId(policy.DefaultVersion),
            AttachmentCount = attachments,
            PermissionsBoundaryUsageCount = boundaries,
            IsAttachable = true,
            CreateDate = policy.CreatedAt,
            UpdateDate = policy.UpdatedAt,
        };
    }

    /// <summary>An AWS managed policy as lists show it.</summary>
    public static Iam.Policy ToListedShape(this Catalog.ManagedPolicy policy, Account account)
    {
        string arn = policy.Arn.ToString();
        (int attachments, int boundaries) = account.UsesOf(arn);
        return new Iam.Policy
        {
            PolicyName = policy.Name,
            PolicyId = policy.PolicyId,
            Arn = arn,
            Path = policy.Path,
            DefaultVersionId = policy.DefaultVersionId,
            AttachmentCount = attachments,
            PermissionsBoundaryUsageCount = boundaries,
            IsAttachable = policy.IsAttachable,
            CreateDate = policy.CreateDate,
            UpdateDate = policy.UpdateDate,
        };
    }

    /// <summary>A policy as <c>GetPolicy</c> shows it: whole, its tags listed even when there are none.</summary>
    public static Iam.Policy ToShape(this ManagedPolicySource source, Account account) => source switch
    {
        ManagedPolicySource.OfCustomer { Policy: var own } => own.ToListedShape(account) with
        {
            Description = own.Description,
            Tags = TagRules.OfOthers.Sorted(own.Tags).ToShapes(),
        },
        ManagedPolicySource.OfAws { Policy: var aws } => aws.ToListedShape(account) with { Description = aws.Description, Tags = [] },
        _ => throw new InvalidOperationException($"Unknown source {source.GetType()}."),
    };

    /// <summary>The versions of a policy, newest first, without their documents.</summary>
    public static IEnumerable<Iam.PolicyVersion> VersionShapes(this ManagedPolicySource source) => source switch
    {
        ManagedPolicySource.OfCustomer { Policy: var own } => own.Versions.Reverse().Select(version => version.ToShape(own)),
        ManagedPolicySource.OfAws { Policy: var aws } => aws.Versions.Select(version => new Iam.PolicyVersion
        {
            VersionId = version.VersionId,
            IsDefaultVersion = version.IsDefaultVersion,
            CreateDate = version.CreateDate,
        }),
        _ => throw new InvalidOperationException($"Unknown source {source.GetType()}."),
    };

    /// <summary>A version without its document.</summary>
    public static Iam.PolicyVersion ToShape(this PolicyVersion version, ManagedPolicy policy) => new()
    {
        VersionId = version.VersionId,
        IsDefaultVersion = version.Number == policy.DefaultVersion,
        CreateDate = version.CreatedAt,
    };

    /// <summary>The document of one version as it was put; null when there is no such version.</summary>
    public static string? DocumentOf(this ManagedPolicySource source, string versionId) => source switch
    {
        ManagedPolicySource.OfCustomer { Policy: var own } => own.Versions
            .FirstOrDefault(version => string.Equals(version.VersionId, versionId, StringComparison.Ordinal))?.Document.Text,
        ManagedPolicySource.OfAws { Policy: var aws } => aws.TryFindVersion(versionId, out Catalog.ManagedPolicyVersion? version) ? version.Document : null,
        _ => throw new InvalidOperationException($"Unknown source {source.GetType()}."),
    };

    /// <summary>The number in a version id such as <c>v3</c>; 0, which no version has, when there is none that fits.</summary>
    public static int VersionNumber(string versionId) =>
        int.TryParse(versionId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static string VersionId(int number) => string.Create(CultureInfo.InvariantCulture, $"v{number}");
}
