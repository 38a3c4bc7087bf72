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

    /// <summary>An access to an entity that is there: its ARN, its tags, and the label that denials name it by.</summary>
    public static Access To(string action, NamedEntity entity) =>
        new(action, entity.Arn) { ResourceTags = entity.Tags, ResourceLabel = Label(entity) };

    /// <summary>An access to a user by name; one that is not there is looked for at the root path.</summary>
    public static Access ToUser(string action, Account account, string name) =>
        To(action, account, account.Users, "user", name);

    /// <summary>An access to a group by name; one that is not there is looked for at the root path.</summary>
    public static Access ToGroup(string action, Account account, string name) =>
        To(action, account, account.Groups, "group", name);

    /// <summary>An access to a role by name; one that is not there is looked for at the root path.</summary>
    public static Access ToRole(string action, Account account, string name) =>
        To(action, account, account.Roles, "role", name);

    /// <summary>An access to a server certificate by name; one that is not there is looked for at the root path.</summary>
    public static Access ToServerCertificate(string action, Account account, string name) =>
        account.ServerCertificates.TryGet(name, out ServerCertificate? certificate)
            ? To(action, certificate)
            : new Access(action, Arn.Iam(account.Id, $"server-certificate/{name}")) { ResourceLabel = $"server certificate {name}" };

    /// <summary>How IAM's denials name the resource, such as <c>user alice</c>; null where they print what is in <see cref="Resource"/>.</summary>
    /// <remarks>Recorded answers: an entity that is there or looked for by name is named so; one to be made, and a list, by its ARN.</remarks>
    public string? ResourceLabel { get; init; }

    /// <summary>The account itself allows this to its users (<see cref="PasswordPolicy.AllowUsersToChangePassword"/>): only an explicit deny denies it.</summary>
    public bool AllowedByAccount { get; init; }

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

    private static Access To<T>(string action, Account account, Table<T> table, string kind, string name)
        where T : NamedEntity =>
        table.TryGet(name, out T? entity)
            ? To(action, entity)
            : new Access(action, Arn.Iam(account.Id, $"{kind}/{name}")) { ResourceLabel = $"{kind} {name}" };

    private static string? Label(NamedEntity entity) => entity switch
    {
        User => $"user {entity.Name}",
        Group => $"group {entity.Name}",
        Role => $"role {entity.Name}",
        InstanceProfile => $"instance profile {entity.Name}",
        ServerCertificate => $"server certificate {entity.Name}",
        ManagedPolicy => $"policy {entity.Arn}",
        _ => null,
    };
}
