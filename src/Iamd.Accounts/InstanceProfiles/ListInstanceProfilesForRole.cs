namespace Iamd.Accounts;

/// <summary>IAM <c>ListInstanceProfilesForRole</c>.</summary>
/// <remarks>IAM API Reference, "ListInstanceProfilesForRole". Fails with NoSuchEntity.</remarks>
public static class ListInstanceProfilesForRole
{
    public static readonly Operation Operation = Operation.ReadWorld<Iam.ListInstanceProfilesForRoleRequest, Iam.ListInstanceProfilesForRoleResponse>(
        "iam",
        "ListInstanceProfilesForRole",
        (_, account, request, _) => [Access.ToRole("iam:ListInstanceProfilesForRole", account, request.RoleName)],
        Answer);

    private static Result<Iam.ListInstanceProfilesForRoleResponse> Answer(
        World world, Account account, Iam.ListInstanceProfilesForRoleRequest request, Call call)
    {
        if (!account.Roles.TryGet(request.RoleName, out Role? role))
            return IamErrors.NoSuchRole(request.RoleName);
        return Paging.Cut(
            after => account.ReferringTo<InstanceProfile>(ReferenceKind.InstanceProfileRole, role.Id, after),
            profile => profile.Name,
            request.MaxItems,
            request.Marker,
            $"ListInstanceProfilesForRole {role.Id}",
            call).TryGet(out Page<InstanceProfile>? page, out AwsError? error)
            ? new Iam.ListInstanceProfilesForRoleResponse
            {
                InstanceProfiles = [.. page.Items.Select(profile => profile.ToListedShape(world, account))],
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            }
            : error;
    }
}
