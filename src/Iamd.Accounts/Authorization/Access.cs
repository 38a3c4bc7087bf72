namespace Iamd.Accounts;

/// <summary>One thing that must be allowed: an action on a resource, with the condition keys that AWS documents for it.</summary>
/// <param name="Action">Such as <c>iam:CreateUser</c>.</param>
/// <param name="Resource">ARN, or <c>*</c> for actions without resource types.</param>
/// <remarks>Service Authorization Reference, "Actions, resources, and condition keys for AWS Identity and Access Management (IAM)" and "… Security Token Service".</remarks>
public sealed record Access(string Action, string Resource)
{
    public Access(string action, Arn resource)
        : this(action, resource.ToString())
    {
    }

    /// <summary>An access to an entity that is there: its ARN and its tags.</summary>
    public static Access To(string action, NamedEntity entity) => new(action, entity.Arn) { ResourceTags = entity.Tags };

    /// <summary>Account that owns the resource; null for the caller's own.</summary>
    public AccountId? ResourceAccount { get; init; }

    /// <summary>Tags of the resource: <c>aws:ResourceTag/…</c> and <c>iam:ResourceTag/…</c>.</summary>
    public ImmutableArray<Tag> ResourceTags { get; init; } = [];

    /// <summary>Tags in the request: <c>aws:RequestTag/…</c> and <c>aws:TagKeys</c>.</summary>
    public ImmutableArray<Tag> RequestTags { get; init; } = [];

    /// <summary>Keys of tags that the request removes: <c>aws:TagKeys</c> alone.</summary>
    public ImmutableArray<string> RemovedTagKeys { get; init; } = [];

    /// <summary>Further condition keys, such as <c>iam:PolicyARN</c>.</summary>
    public ImmutableArray<KeyValuePair<string, ContextValue>> Keys { get; init; } = [];

    /// <summary>For a role's trust policy: what the caller must be allowed by it. Null for all other accesses.</summary>
    public Role? TrustedBy { get; init; }
}
