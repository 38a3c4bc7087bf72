namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteInstanceProfile</c>.</summary>
/// <remarks>IAM API Reference, "DeleteInstanceProfile". Fails with NoSuchEntity or DeleteConflict.</remarks>
public static class DeleteInstanceProfile
{
    public static readonly Operation Operation = Operation.Write<Iam.DeleteInstanceProfileRequest, Iam.DeleteInstanceProfileResponse>(
        "iam",
        "DeleteInstanceProfile",
        (account, request, _) => [InstanceProfileAccess.To("iam:DeleteInstanceProfile", account, request.InstanceProfileName)],
        Apply);

    private static Outcome<Iam.DeleteInstanceProfileResponse> Apply(Account account, Iam.DeleteInstanceProfileRequest request, Call call)
    {
        if (!account.InstanceProfiles.TryGet(request.InstanceProfileName, out InstanceProfile? profile))
            return IamErrors.NoSuchInstanceProfile(request.InstanceProfileName);
        return profile.RoleId is null
            ? new Outcome<Iam.DeleteInstanceProfileResponse>(new Iam.DeleteInstanceProfileResponse(), Change.Delete(profile))
            : IamErrors.DeleteConflict("Cannot delete entity, must remove roles from instance profile first.");
    }
}
