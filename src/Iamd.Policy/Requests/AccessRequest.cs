namespace Iamd.Policy;

/// <summary>One question: may this principal do this action on this resource, in this context?</summary>
public sealed record AccessRequest
{
    private readonly bool _arnHasAccount;
    private readonly AccountId? _arnAccount;

    /// <summary>Who asks.</summary>
    public required RequestPrincipal Principal { get; init; }

    /// <summary>The action, such as <c>s3:GetObject</c>; compared without regard to case.</summary>
    public required string Action
    {
        get;
        init
        {
            field = value;
            FoldedAction = ActionPattern.Fold(value);
        }
    }

    /// <summary>The resource's ARN, or <c>*</c>, which is taken literally.</summary>
    public required string Resource
    {
        get;
        init
        {
            field = value;
            string[] segments = value.Split(':', 6);
            _arnHasAccount = segments is ["arn", _, _, _, { Length: > 0 }, _];
            _arnAccount = _arnHasAccount && AccountId.TryParse(segments[4], out AccountId account) ? account : null;
        }
    }

    /// <summary>
    /// The account that owns the resource. When null it is the account in the ARN; where the ARN has none (buckets),
    /// the caller's own.
    /// </summary>
    public AccountId? ResourceAccount { get; init; }

    /// <summary>The account that owns the resource, by all that is known; null for an ARN whose account is no number.</summary>
    internal AccountId? Owner => ResourceAccount ?? (_arnHasAccount ? _arnAccount : Principal.Account);

    /// <summary>The action as patterns compare it.</summary>
    internal string FoldedAction { get; private init; } = "";

    /// <summary>The request context.</summary>
    public ContextKeys Context { get; init; } = ContextKeys.Empty;
}
