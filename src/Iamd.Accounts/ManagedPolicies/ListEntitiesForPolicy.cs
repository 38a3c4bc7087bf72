namespace Iamd.Accounts;

/// <summary>IAM <c>ListEntitiesForPolicy</c>: groups, then users, then roles, each by name.</summary>
/// <remarks>IAM API Reference, "ListEntitiesForPolicy". Fails with InvalidInput or NoSuchEntity.</remarks>
public static class ListEntitiesForPolicy
{
    public static readonly Operation Operation = Operation.Read<Iam.ListEntitiesForPolicyRequest, Iam.ListEntitiesForPolicyResponse>(
        "iam",
        "ListEntitiesForPolicy",
        (account, request, _) => [PolicyArns.AccessTo("iam:ListEntitiesForPolicy", account, request.PolicyArn)],
        Answer);

    private static Result<Iam.ListEntitiesForPolicyResponse> Answer(Account account, Iam.ListEntitiesForPolicyRequest request, Call call)
    {
        string arn = request.PolicyArn;
        if (!PolicyArns.Find(account, arn, IamErrors.NoSuchAttachablePolicy(arn)).TryGet(out _, out AwsError? error)
            || !Paging.Cut(
                after => After(account, request, after),
                Key,
                request.MaxItems,
                request.Marker,
                $"ListEntitiesForPolicy {arn} {request.EntityFilter} {request.PathPrefix} {request.PolicyUsageFilter}",
                call).TryGet(out Page<Identity>? page, out error))
            return error;
        return new Iam.ListEntitiesForPolicyResponse
        {
            PolicyGroups = [.. page.Items.OfType<Group>().Select(group => new Iam.PolicyGroup { GroupName = group.Name, GroupId = group.Id })],
            PolicyUsers = [.. page.Items.OfType<User>().Select(user => new Iam.PolicyUser { UserName = user.Name, UserId = user.Id })],
            PolicyRoles = [.. page.Items.OfType<Role>().Select(role => new Iam.PolicyRole { RoleName = role.Name, RoleId = role.Id })],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    private static IEnumerable<Identity> After(Account account, Iam.ListEntitiesForPolicyRequest request, string? after)
    {
        IEnumerable<Identity> identities =
        [
            .. Uses<Group>(account, request, Iam.EntityType.Group),
            .. Uses<User>(account, request, Iam.EntityType.User),
            .. Uses<Role>(account, request, Iam.EntityType.Role),
        ];
        return identities
            .Where(identity => identity.Path.StartsWith(request.PathPrefix ?? "/", StringComparison.Ordinal))
            .Where(identity => after is null || string.Compare(Key(identity), after, StringComparison.OrdinalIgnoreCase) > 0);
    }

    /// <summary>The identities of one kind that use the policy, by name; one that does in both ways comes once.</summary>
    private static IEnumerable<Identity> Uses<T>(Account account, Iam.ListEntitiesForPolicyRequest request, string kind)
        where T : Identity
    {
        if (request.EntityFilter is string filter && !string.Equals(filter, kind, StringComparison.Ordinal))
            return [];
        IEnumerable<Identity> attached = request.PolicyUsageFilter == Iam.PolicyUsageType.PermissionsBoundary
            ? []
            : account.ReferringTo<T>(ReferenceKind.Attachment, request.PolicyArn);
        IEnumerable<Identity> limited = request.PolicyUsageFilter == Iam.PolicyUsageType.PermissionsPolicy
            ? []
            : account.ReferringTo<T>(ReferenceKind.Boundary, request.PolicyArn);
        return attached.UnionBy(limited, identity => identity.Id, StringComparer.Ordinal).OrderBy(identity => identity.Name, StringComparer.OrdinalIgnoreCase);
    }

    private static string Key(Identity identity) => identity switch
    {
        Group => "0" + identity.Name,
        User => "1" + identity.Name,
        _ => "2" + identity.Name,
    };
}
