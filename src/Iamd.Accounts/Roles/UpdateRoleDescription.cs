namespace Iamd.Accounts;

/// <summary>IAM <c>UpdateRoleDescription</c>.</summary>
/// <remarks>IAM API Reference, "UpdateRoleDescription": allowed for service-linked roles, too. Fails with NoSuchEntity.</remarks>
public static class UpdateRoleDescription
{
    public static readonly Operation Operation = Operation.WriteWorld<Iam.UpdateRoleDescriptionRequest, Iam.UpdateRoleDescriptionResponse>(
        "iam",
        "UpdateRoleDescription",
        (_, account, request, _) => [IdentityKind.Role.AccessToChange("iam:UpdateRoleDescription", account, request.RoleName, [])],
        Apply);

    private static Outcome<Iam.UpdateRoleDescriptionResponse> Apply(World world, Account account, Iam.UpdateRoleDescriptionRequest request, Call call)
    {
        if (!account.Roles.TryGet(request.RoleName, out Role? role))
            return IamErrors.NoSuchRole(request.RoleName);
        Role changed = role with { Description = request.Description is "" ? null : request.Description };
        return new(
            new Iam.UpdateRoleDescriptionResponse { Role = changed.ToBareShape(world) with { Description = changed.Description } },
            Change.Put(changed));
    }
}
