namespace Iamd.Accounts;

/// <summary>IAM <c>CreateUser</c>.</summary>
/// <remarks>IAM API Reference, "CreateUser". Fails with InvalidInput, EntityAlreadyExists, NoSuchEntity (the boundary) or LimitExceeded.</remarks>
public static class CreateUser
{
    public static readonly Operation Operation =
        Operation.Write<Iam.CreateUserRequest, Iam.CreateUserResponse>("iam", "CreateUser", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.CreateUserRequest request, Call call)
    {
        Access create = new("iam:CreateUser", Arn.Iam(account.Id, $"user{request.Path ?? "/"}{request.UserName}"))
        {
            RequestTags = request.Tags.ToTags(),
            Keys = request.PermissionsBoundary is string boundary
                ? [KeyValuePair.Create<string, ContextValue>("iam:PermissionsBoundary", boundary)]
                : [],
        };
        // Tags at creation need the permission to tag as well: AWS denies with iam:TagUser in its message.
        return request.Tags.Count == 0 ? [create] : [create, create with { Action = "iam:TagUser", Keys = [] }];
    }

    private static Outcome<Iam.CreateUserResponse> Apply(Account account, Iam.CreateUserRequest request, Call call)
    {
        if (!request.Tags.ToDistinctTags().TryGet(out ImmutableArray<Tag> tags, out AwsError? error))
            return error;
        if (account.Users.Contains(request.UserName))
            return IamErrors.UserAlreadyExists(request.UserName);
        if (request.PermissionsBoundary is string boundary && PermissionsBoundaries.Check(account, boundary, IdentityKind.User) is AwsError refused)
            return refused;
        if (account.Users.Count >= account.Quotas.Users)
            return IamErrors.LimitExceeded("UsersPerAccount", account.Quotas.Users);

        User user = new()
        {
            Account = account.Id,
            Id = call.NewUniqueId("AIDA"),
            Name = request.UserName,
            Path = request.Path ?? "/",
            CreatedAt = call.Now,
            PermissionsBoundary = request.PermissionsBoundary,
            Tags = tags,
        };
        return new(new Iam.CreateUserResponse { User = user.ToShape(call) }, Change.Put(user));
    }
}
