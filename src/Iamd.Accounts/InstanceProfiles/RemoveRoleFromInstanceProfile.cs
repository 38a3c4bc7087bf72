namespace Iamd.Accounts;

/// <summary>IAM <c>RemoveRoleFromInstanceProfile</c>.</summary>
/// <remarks>IAM API Reference, "RemoveRoleFromInstanceProfile". Fails with NoSuchEntity.</remarks>
public static class RemoveRoleFromInstanceProfile
{
    public static readonly Operation Operation = Operation.Write<Iam.RemoveRoleFromInstanceProfileRequest, Iam.RemoveRoleFromInstanceProfileResponse>(
        "iam",
        "RemoveRoleFromInstanceProfile",
        (account, request, _) => [InstanceProfileAccess.To("iam:RemoveRoleFromInstanceProfile", account, request.InstanceProfileName)],
        Apply);

    private static Outcome<Iam.RemoveRoleFromInstanceProfileResponse> Apply(Account account, Iam.RemoveRoleFromInstanceProfileRequest request, Call call)
    {
        if (!account.InstanceProfiles.TryGet(request.InstanceProfileName, out InstanceProfile? profile))
            return IamErrors.NoSuchInstanceProfile(request.InstanceProfileName);
        if (!account.Roles.TryGet(request.RoleName, out Role? role))
            return IamErrors.NoSuchRole(request.RoleName);
        return string.Equals(profile.RoleId, role.Id, StringComparison.Ordinal)
            ? new Outcome<Iam.RemoveRoleFromInstanceProfileResponse>(
                new Iam.RemoveRoleFromInstanceProfileResponse(), Change.Put(profile with { RoleId = null }))
            : IamErrors.NoSuchEntity($"Role {role.Name} in Instance Profile {profile.Name} cannot be found.");
    }
}
