namespace Iamd.Accounts;

/// <summary>IAM <c>CreateRole</c>.</summary>
/// <remarks>IAM API Reference, "CreateRole". Fails with InvalidInput, MalformedPolicyDocument, EntityAlreadyExists, NoSuchEntity (the boundary) or LimitExceeded.</remarks>
public static class CreateRole
{
    public static readonly Operation Operation =
        Operation.WriteWorld<Iam.CreateRoleRequest, Iam.CreateRoleResponse>("iam", "CreateRole", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(World world, Account account, Iam.CreateRoleRequest request, Call call)
    {
        Access create = new("iam:CreateRole", Arn.Iam(account.Id, $"role{request.Path ?? "/"}{request.RoleName}"))
        {
            RequestTags = request.Tags.ToTags(),
            Keys = request.PermissionsBoundary is string boundary ? [new("iam:PermissionsBoundary", boundary)] : [],
        };
        // Tags at creation need the permission to tag as well.
        return request.Tags.Count == 0 ? [create] : [create, create with { Action = "iam:TagRole", Keys = [] }];
    }

    private static Outcome<Iam.CreateRoleResponse> Apply(World world, Account account, Iam.CreateRoleRequest request, Call call)
    {
        if (request.Path is string path && path.StartsWith("/aws-service-role/", StringComparison.Ordinal))
            return IamErrors.InvalidInput("Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles");
        if (!TagRules.OfPrincipals.Read(request.Tags).TryGet(out ImmutableArray<Tag> tags, out AwsError? error)
            || !TrustPolicies.Read(world, account, request.AssumeRolePolicyDocument).TryGet(out TrustPolicy? trust, out error))
            return error;
        if (account.Roles.Contains(request.RoleName))
            return IamErrors.RoleAlreadyExists(request.RoleName);
        if (request.PermissionsBoundary is string boundary && PermissionsBoundaries.Check(account, boundary, IdentityKind.Role) is AwsError refused)
            return refused;
        if (account.Roles.Count >= account.Quotas.Roles)
            return IamErrors.LimitExceeded("RolesPerAccount", account.Quotas.Roles);

        Role role = new()
        {
            Account = account.Id,
            Id = call.NewUniqueId("AROA"),
            Name = request.RoleName,
            Path = request.Path ?? "/",
            CreatedAt = call.Now,
            TrustPolicy = trust,
            Description = request.Description is "" ? null : request.Description,
            MaxSessionDurationSeconds = request.MaxSessionDuration ?? Role.DefaultSessionDurationSeconds,
            PermissionsBoundary = request.PermissionsBoundary,
            Tags = tags,
        };
        return new(new Iam.CreateRoleResponse { Role = role.ToCreatedShape(world) }, Change.Put(role));
    }
}
