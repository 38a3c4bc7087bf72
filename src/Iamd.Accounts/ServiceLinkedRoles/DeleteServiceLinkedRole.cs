namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteServiceLinkedRole</c>. No service here uses the role, so the deletion is finished when it is answered.</summary>
/// <remarks>IAM API Reference, "DeleteServiceLinkedRole". Fails with NoSuchEntity.</remarks>
public static class DeleteServiceLinkedRole
{
    // AWS forgets its deletion tasks, too; the latest are enough for those who wait for one.
    private const int DeletionsKept = 100;

    public static readonly Operation Operation = Operation.Write<Iam.DeleteServiceLinkedRoleRequest, Iam.DeleteServiceLinkedRoleResponse>(
        "iam",
        "DeleteServiceLinkedRole",
        (account, request, _) => [Access.ToRole("iam:DeleteServiceLinkedRole", account, request.RoleName)],
        Apply);

    private static Outcome<Iam.DeleteServiceLinkedRoleResponse> Apply(Account account, Iam.DeleteServiceLinkedRoleRequest request, Call call)
    {
        if (!account.Roles.TryGet(request.RoleName, out Role? role) || role.LinkedService is null)
            return IamErrors.NoSuchRole(request.RoleName);
        Span<byte> random = stackalloc byte[16];
        call.Randomness.Fill(random);
        string task = $"task/aws-service-role/{role.LinkedService}/{role.Name}/{new Guid(random)}";
        ImmutableArray<string> deletions = account.Settings.ServiceLinkedRoleDeletions.Add(task);
        AccountSettings settings = account.Settings with
        {
            ServiceLinkedRoleDeletions = deletions.Length > DeletionsKept ? deletions.RemoveAt(0) : deletions,
        };
        return new(new Iam.DeleteServiceLinkedRoleResponse { DeletionTaskId = task }, Change.Delete(role), Change.Put(settings));
    }
}
