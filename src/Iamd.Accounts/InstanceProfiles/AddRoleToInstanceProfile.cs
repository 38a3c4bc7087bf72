namespace Iamd.Accounts;

/// <summary>IAM <c>AddRoleToInstanceProfile</c>: passes a role to EC2, so the caller needs <c>iam:PassRole</c>, too.</summary>
/// <remarks>
/// IAM API Reference, "AddRoleToInstanceProfile"; IAM User Guide, "Grant a user permissions to pass a role to an AWS service".
/// Fails with NoSuchEntity, UnmodifiableEntity or LimitExceeded.
/// </remarks>
public static class AddRoleToInstanceProfile
{
    private const int RolesPerInstanceProfile = 1;

    public static readonly Operation Operation = Operation.Write<Iam.AddRoleToInstanceProfileRequest, Iam.AddRoleToInstanceProfileResponse>(
        "iam", "AddRoleToInstanceProfile", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.AddRoleToInstanceProfileRequest request, Call call) =>
    [
        InstanceProfileAccess.To("iam:AddRoleToInstanceProfile", account, request.InstanceProfileName),
        Access.ToRole("iam:PassRole", account, request.RoleName) with
        {
            ResourceLabel = null,
            Keys = [new("iam:PassedToService", "ec2.amazonaws.com")],
        },
    ];

    private static Outcome<Iam.AddRoleToInstanceProfileResponse> Apply(Account account, Iam.AddRoleToInstanceProfileRequest request, Call call)
    {
        if (!account.InstanceProfiles.TryGet(request.InstanceProfileName, out InstanceProfile? profile))
            return IamErrors.NoSuchInstanceProfile(request.InstanceProfileName);
        if (!IdentityKind.Role.FindToChange(account, request.RoleName).TryGet(out Identity? role, out AwsError? error))
            return error;
        return profile.RoleId is null
            ? new Outcome<Iam.AddRoleToInstanceProfileResponse>(new Iam.AddRoleToInstanceProfileResponse(), Change.Put(profile with { RoleId = role.Id }))
            : IamErrors.LimitExceeded("InstanceSessionsPerInstanceProfile", RolesPerInstanceProfile);
    }
}
