namespace Iamd.Accounts;

/// <summary>Anything that an account holds and that the journal stores as one row: (account, kind, id).</summary>
public abstract record Entity
{
    /// <summary>The account that holds it.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Unique id, never used twice, such as <c>AIDA…</c> for a user.</summary>
    /// <remarks>IAM User Guide, "IAM identifiers", unique identifiers.</remarks>
    public required string Id { get; init; }

    /// <summary>What this entity refers to; the account keeps the way back (<see cref="Account.ReferrersTo"/>).</summary>
    internal virtual IEnumerable<Reference> References => [];
}

/// <summary>An entity with a path and a name that is unique among its kind regardless of case.</summary>
public abstract record NamedEntity : Entity
{
    /// <summary>The name as it was written.</summary>
    public required string Name { get; init; }

    /// <summary>Path, beginning and ending in a slash; <c>/</c> when none was given.</summary>
    public string Path { get; init; } = "/";

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Tags in the order in which their keys were first set.</summary>
    public ImmutableArray<Tag> Tags { get; init; } = [];

    /// <summary>The ARN, made from account, path and name.</summary>
    public abstract Arn Arn { get; }
}

/// <summary>An IAM identity: a user, group or role. Policies hang on it.</summary>
/// <remarks>IAM User Guide, "IAM identities".</remarks>
public abstract record Identity : NamedEntity
{
    /// <summary>Attached managed policies by ARN, in the order in which they were attached.</summary>
    public ImmutableArray<string> AttachedPolicies { get; init; } = [];

    /// <summary>Inline policies by name. Unlike entities, their names are told apart by case.</summary>
    public ImmutableSortedDictionary<string, Document> InlinePolicies { get; init; } = NoInlinePolicies;

    private static readonly ImmutableSortedDictionary<string, Document> NoInlinePolicies =
        ImmutableSortedDictionary.Create<string, Document>(StringComparer.Ordinal);

    internal override IEnumerable<Reference> References =>
        AttachedPolicies.Select(arn => new Reference(ReferenceKind.Attachment, arn));
}

/// <summary>An identity that can make calls and have a permissions boundary: a user or a role.</summary>
public abstract record PrincipalIdentity : Identity
{
    /// <summary>ARN of the managed policy that limits this principal; null when none does.</summary>
    public string? PermissionsBoundary { get; init; }

    internal override IEnumerable<Reference> References =>
        PermissionsBoundary is null
            ? base.References
            : base.References.Append(new Reference(ReferenceKind.Boundary, PermissionsBoundary));
}

/// <summary>A tag.</summary>
/// <remarks>IAM User Guide, "Tags for IAM resources": keys are unique without regard to case and keep their case.</remarks>
public readonly record struct Tag(string Key, string Value);
