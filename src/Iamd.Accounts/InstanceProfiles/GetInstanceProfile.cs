namespace Iamd.Accounts;

/// <summary>IAM <c>GetInstanceProfile</c>.</summary>
/// <remarks>IAM API Reference, "GetInstanceProfile". Fails with NoSuchEntity.</remarks>
public static class GetInstanceProfile
{
    public static readonly Operation Operation = Operation.ReadWorld<Iam.GetInstanceProfileRequest, Iam.GetInstanceProfileResponse>(
        "iam",
        "GetInstanceProfile",
        (_, account, request, _) => [InstanceProfileAccess.To("iam:GetInstanceProfile", account, request.InstanceProfileName)],
        Answer);

    // As recorded from AWS, the tags are listed even when there are none.
    private static Result<Iam.GetInstanceProfileResponse> Answer(World world, Account account, Iam.GetInstanceProfileRequest request, Call call) =>
        account.InstanceProfiles.TryGet(request.InstanceProfileName, out InstanceProfile? profile)
            ? new Iam.GetInstanceProfileResponse
            {
                InstanceProfile = profile.ToListedShape(world, account) with { Tags = TagRules.OfOthers.Sorted(profile.Tags).ToShapes() },
            }
            : IamErrors.NoSuchInstanceProfile(request.InstanceProfileName);
}
