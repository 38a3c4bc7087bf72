namespace Iamd.Accounts;

/// <summary>IAM <c>ListInstanceProfiles</c>.</summary>
/// <remarks>IAM API Reference, "ListInstanceProfiles".</remarks>
public static class ListInstanceProfiles
{
    public static readonly Operation Operation = Operation.ReadWorld<Iam.ListInstanceProfilesRequest, Iam.ListInstanceProfilesResponse>(
        "iam",
        "ListInstanceProfiles",
        (_, account, request, _) => [new Access("iam:ListInstanceProfiles", Arn.Iam(account.Id, $"instance-profile{request.PathPrefix ?? "/"}"))],
        Answer);

    private static Result<Iam.ListInstanceProfilesResponse> Answer(World world, Account account, Iam.ListInstanceProfilesRequest request, Call call) =>
        Paging.CutByName(account.InstanceProfiles, request.PathPrefix, request.MaxItems, request.Marker, "ListInstanceProfiles", call)
            .TryGet(out Page<InstanceProfile>? page, out AwsError? error)
            ? new Iam.ListInstanceProfilesResponse
            {
                InstanceProfiles = [.. page.Items.Select(profile => profile.ToListedShape(world, account))],
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            }
            : error;
}
