namespace Iamd.Accounts;

/// <summary>IAM <c>CreateInstanceProfile</c>.</summary>
/// <remarks>IAM API Reference, "CreateInstanceProfile". Fails with InvalidInput, EntityAlreadyExists or LimitExceeded.</remarks>
public static class CreateInstanceProfile
{
    public static readonly Operation Operation = Operation.WriteWorld<Iam.CreateInstanceProfileRequest, Iam.CreateInstanceProfileResponse>(
        "iam", "CreateInstanceProfile", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(World world, Account account, Iam.CreateInstanceProfileRequest request, Call call)
    {
        Access create = new("iam:CreateInstanceProfile", Arn.Iam(account.Id, $"instance-profile{request.Path ?? "/"}{request.InstanceProfileName}"))
        {
            RequestTags = request.Tags.ToTags(),
        };
        // Tags at creation need the permission to tag as well.
        return request.Tags.Count == 0 ? [create] : [create, create with { Action = "iam:TagInstanceProfile" }];
    }

    private static Outcome<Iam.CreateInstanceProfileResponse> Apply(World world, Account account, Iam.CreateInstanceProfileRequest request, Call call)
    {
        if (!TagRules.OfOthers.Read(request.Tags).TryGet(out ImmutableArray<Tag> tags, out AwsError? error))
            return error;
        if (account.InstanceProfiles.Contains(request.InstanceProfileName))
            return IamErrors.InstanceProfileAlreadyExists(request.InstanceProfileName);
        if (account.InstanceProfiles.Count >= account.Quotas.InstanceProfiles)
            return IamErrors.LimitExceeded("InstanceProfilesPerAccount", account.Quotas.InstanceProfiles);

        InstanceProfile profile = new()
        {
            Account = account.Id,
            Id = call.NewUniqueId("AIPA"),
            Name = request.InstanceProfileName,
            Path = request.Path ?? "/",
            CreatedAt = call.Now,
            Tags = tags,
        };
        return new(
            new Iam.CreateInstanceProfileResponse { InstanceProfile = profile.ToListedShape(world, account) with { Tags = tags.ToShapesOrNull() } },
            Change.Put(profile));
    }
}
