namespace Iamd.Accounts;

/// <summary>Entities as <c>GetAccountAuthorizationDetails</c> shows them.</summary>
/// <remarks>
/// IAM API Reference, "UserDetail", "GroupDetail", "RoleDetail", "ManagedPolicyDetail". Which lists stand there when they are
/// empty is as recorded from AWS: all but a user's inline policies. Descriptions of policies are left out.
/// </remarks>
internal static class AuthorizationDetails
{
    public static Iam.UserDetail ToDetail(this User user, Account account) => new()
    {
        Path = user.Path,
        UserName = user.Name,
        UserId = user.Id,
        Arn = user.Arn.ToString(),
        CreateDate = user.CreatedAt,
        UserPolicyList = user.InlinePolicies.IsEmpty ? null : InlinePolicies(user),
        GroupList = [.. GroupOperations.Of(account, user).Select(group => group.Name)],
        AttachedManagedPolicies = AttachedPolicies(user),
        PermissionsBoundary = user.BoundaryShape(),
        Tags = TagRules.OfPrincipals.Sorted(user.Tags).ToShapes(),
    };

    public static Iam.GroupDetail ToDetail(this Group group) => new()
    {
        Path = group.Path,
        GroupName = group.Name,
        GroupId = group.Id,
        Arn = group.Arn.ToString(),
        CreateDate = group.CreatedAt,
        GroupPolicyList = InlinePolicies(group),
        AttachedManagedPolicies = AttachedPolicies(group),
    };

    public static Iam.RoleDetail ToDetail(this Role role, World world, Account account, Call call)
    {
        Iam.Role whole = role.ToShape(world, call);
        return new Iam.RoleDetail
        {
            Path = whole.Path,
            RoleName = whole.RoleName,
            RoleId = whole.RoleId,
            Arn = whole.Arn,
            CreateDate = whole.CreateDate,
            AssumeRolePolicyDocument = whole.AssumeRolePolicyDocument,
            InstanceProfileList =
            [
                .. account.ReferringTo<InstanceProfile>(ReferenceKind.InstanceProfileRole, role.Id)
                    .Select(profile => profile.ToListedShape(world, account)),
            ],
            RolePolicyList = InlinePolicies(role),
            AttachedManagedPolicies = AttachedPolicies(role),
            PermissionsBoundary = whole.PermissionsBoundary,
            Tags = whole.Tags ?? [],
            RoleLastUsed = whole.RoleLastUsed,
        };
    }

    public static Iam.ManagedPolicyDetail ToDetail(this ManagedPolicy policy, Account account) =>
        Detail(new ManagedPolicySource.OfCustomer(policy), policy.ToListedShape(account));

    public static Iam.ManagedPolicyDetail ToDetail(this Catalog.ManagedPolicy policy, Account account) =>
        Detail(new ManagedPolicySource.OfAws(policy), policy.ToListedShape(account));

    private static Iam.ManagedPolicyDetail Detail(ManagedPolicySource source, Iam.Policy policy) => new()
    {
        PolicyName = policy.PolicyName,
        PolicyId = policy.PolicyId,
        Arn = policy.Arn,
        Path = policy.Path,
        DefaultVersionId = policy.DefaultVersionId,
        AttachmentCount = policy.AttachmentCount,
        PermissionsBoundaryUsageCount = policy.PermissionsBoundaryUsageCount,
        IsAttachable = policy.IsAttachable,
        CreateDate = policy.CreateDate,
        UpdateDate = policy.UpdateDate,
        PolicyVersionList =
        [
            .. source.VersionShapes().Select(version => version with
            {
                Document = source.DocumentOf(version.VersionId!) is string text ? PolicyEncoding.Encode(text) : null, // Every version has an id.
            }),
        ],
    };

    private static Iam.PolicyDetail[] InlinePolicies(Identity identity) =>
        [.. identity.InlinePolicies.Select(policy => new Iam.PolicyDetail { PolicyName = policy.Key, PolicyDocument = PolicyEncoding.Encode(policy.Value) })];

    private static Iam.AttachedPolicy[] AttachedPolicies(Identity identity) =>
        [.. identity.AttachedPolicies.Select(arn => new Iam.AttachedPolicy { PolicyName = arn[(arn.LastIndexOf('/') + 1)..], PolicyArn = arn })];
}
