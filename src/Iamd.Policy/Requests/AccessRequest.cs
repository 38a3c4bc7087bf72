namespace Iamd.Policy;

/// <summary>One question: may this principal do this action on this resource, in this context?</summary>
public sealed record AccessRequest
{
    /// <summary>Who asks.</summary>
    public required RequestPrincipal Principal { get; init; }

    /// <summary>The action, such as <c>s3:GetObject</c>; compared without regard to case.</summary>
    public required string Action { get; init; }

    /// <summary>The resource's ARN, or <c>*</c>, which is taken literally.</summary>
    public required string Resource { get; init; }

    /// <summary>
    /// The account that owns the resource. When null it is the account in the ARN; where the ARN has none (buckets),
    /// the caller's own.
    /// </summary>
    public AccountId? ResourceAccount { get; init; }

    /// <summary>The request context.</summary>
    public ContextKeys Context { get; init; } = ContextKeys.Empty;
}
