namespace Iamd.Accounts;

/// <summary>IAM <c>CreateGroup</c>. Linux: <c>groupadd</c>.</summary>
/// <remarks>IAM API Reference, "CreateGroup". Fails with EntityAlreadyExists or LimitExceeded.</remarks>
public static class CreateGroup
{
    public static readonly Operation Operation =
        Operation.Write<Iam.CreateGroupRequest, Iam.CreateGroupResponse>("iam", "CreateGroup", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.CreateGroupRequest request, Call call) =>
        [new Access("iam:CreateGroup", Arn.Iam(account.Id, $"group{request.Path ?? "/"}{request.GroupName}"))];

    private static Outcome<Iam.CreateGroupResponse> Apply(Account account, Iam.CreateGroupRequest request, Call call)
    {
        if (account.Groups.Contains(request.GroupName))
            return IamErrors.GroupAlreadyExists(request.GroupName);
        if (account.Groups.Count >= account.Quotas.Groups)
            return IamErrors.LimitExceeded("GroupsPerAccount", account.Quotas.Groups);

        Group group = new()
        {
            Account = account.Id,
            Id = call.NewUniqueId("AGPA"),
            Name = request.GroupName,
            Path = request.Path ?? "/",
            CreatedAt = call.Now,
        };
        return new(new Iam.CreateGroupResponse { Group = group.ToShape() }, Change.Put(group));
    }
}
