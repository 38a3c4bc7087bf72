namespace Iamd.Accounts;

/// <summary>IAM <c>ListRoles</c>.</summary>
/// <remarks>IAM API Reference, "ListRoles": tags, permissions boundaries and last use are left out.</remarks>
public static class ListRoles
{
    public static readonly Operation Operation = Operation.ReadWorld<Iam.ListRolesRequest, Iam.ListRolesResponse>(
        "iam",
        "ListRoles",
        (_, account, request, _) => [new Access("iam:ListRoles", Arn.Iam(account.Id, $"role{request.PathPrefix ?? "/"}"))],
        Answer);

    private static Result<Iam.ListRolesResponse> Answer(World world, Account account, Iam.ListRolesRequest request, Call call) =>
        Paging.CutByName(account.Roles, request.PathPrefix, request.MaxItems, request.Marker, "ListRoles", call).TryGet(out Page<Role>? page, out AwsError? error)
            ? new Iam.ListRolesResponse
            {
                Roles = [.. page.Items.Select(role => role.ToListedShape(world))],
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            }
            : error;
}
