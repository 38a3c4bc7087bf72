namespace Iamd.Accounts;

/// <summary>One of the three kinds of identities, with what differs between them where policies hang on them.</summary>
/// <remarks>IAM User Guide, "IAM and AWS STS quotas"; the wording of quotas is as AWS answers.</remarks>
/// <param name="Name"><c>User</c>, <c>Group</c> or <c>Role</c>, as in the operations' names.</param>
/// <param name="AccessTo">What must be allowed, by action and name of the identity.</param>
/// <param name="Table">The identity of that name; null when there is none.</param>
/// <param name="Missing">The error when there is none of that name.</param>
/// <param name="MaxAttachments">How many managed policies may be attached.</param>
/// <param name="MaxInlineCharacters">How long all inline policies may be together.</param>
internal sealed record IdentityKind(
    string Name,
    Func<string, Account, string, Access> AccessTo,
    Func<Account, string, Identity?> Table,
    Func<string, AwsError> Missing,
    Func<Quotas, int> MaxAttachments,
    Func<Quotas, int> MaxInlineCharacters)
{
    public static readonly IdentityKind User = new(
        "User", Access.ToUser, (account, name) => account.Users.TryGet(name, out User? user) ? user : null, IamErrors.NoSuchUser,
        quotas => quotas.AttachedPoliciesPerUser, quotas => quotas.UserPolicyCharacters);

    public static readonly IdentityKind Group = new(
        "Group", Access.ToGroup, (account, name) => account.Groups.TryGet(name, out Group? group) ? group : null, IamErrors.NoSuchGroup,
        quotas => quotas.AttachedPoliciesPerGroup, quotas => quotas.GroupPolicyCharacters);

    public static readonly IdentityKind Role = new(
        "Role", Access.ToRole, (account, name) => account.Roles.TryGet(name, out Role? role) ? role : null, IamErrors.NoSuchRole,
        quotas => quotas.AttachedPoliciesPerRole, quotas => quotas.RolePolicyCharacters);

    /// <summary>The kind's name in the middle of a sentence.</summary>
    public string Noun => Name.ToLowerInvariant();

    /// <summary>The identity of that name.</summary>
    public Result<Identity> Find(Account account, string name) => Table(account, name) is Identity identity ? identity : Missing(name);

    /// <summary>The identity of that name, to be changed: a service-linked role cannot be.</summary>
    public Result<Identity> FindToChange(Account account, string name) => Table(account, name) switch
    {
        null => Missing(name),
        Role { LinkedService: not null } role => IamErrors.ProtectedRole(role.Name),
        Identity identity => identity,
    };

    /// <summary>What must be allowed to change the identity of that name, its present permissions boundary as a condition key.</summary>
    /// <remarks>Service Authorization Reference: <c>iam:PermissionsBoundary</c> is there for all actions that could widen what a user or role may do.</remarks>
    public Access AccessToChange(string action, Account account, string name, ImmutableArray<KeyValuePair<string, ContextValue>> keys)
    {
        string? boundary = (Table(account, name) as PrincipalIdentity)?.PermissionsBoundary;
        return AccessTo(action, account, name) with
        {
            Keys = boundary is null ? keys : keys.Add(new("iam:PermissionsBoundary", boundary)),
        };
    }
}
