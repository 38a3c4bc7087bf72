namespace Iamd.Accounts;

/// <summary>IAM <c>UpdateRole</c>: what is left out stays as it is.</summary>
/// <remarks>IAM API Reference, "UpdateRole"; IAM User Guide, "Editing a service-linked role": its description alone can be edited. Fails with NoSuchEntity or UnmodifiableEntity.</remarks>
public static class UpdateRole
{
    public static readonly Operation Operation = Operation.Write<Iam.UpdateRoleRequest, Iam.UpdateRoleResponse>(
        "iam",
        "UpdateRole",
        (account, request, _) => [IdentityKind.Role.AccessToChange("iam:UpdateRole", account, request.RoleName, [])],
        Apply);

    private static Outcome<Iam.UpdateRoleResponse> Apply(Account account, Iam.UpdateRoleRequest request, Call call)
    {
        if (!account.Roles.TryGet(request.RoleName, out Role? role))
            return IamErrors.NoSuchRole(request.RoleName);
        if (role.LinkedService is not null && request.MaxSessionDuration is not null)
            return IamErrors.ProtectedRole(role.Name);
        Role changed = role with
        {
            Description = request.Description switch { null => role.Description, "" => null, string text => text },
            MaxSessionDurationSeconds = request.MaxSessionDuration ?? role.MaxSessionDurationSeconds,
        };
        return new(new Iam.UpdateRoleResponse(), Change.Put(changed));
    }
}
