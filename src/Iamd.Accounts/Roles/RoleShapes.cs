namespace Iamd.Accounts;

/// <summary>Roles as answers show them; each operation shows something else of them.</summary>
/// <remarks>IAM API Reference, "Role"; which members stand where is as recorded from AWS.</remarks>
internal static class RoleShapes
{
    /// <summary>What all answers show: names, ids and the trust policy.</summary>
    public static Iam.Role ToBareShape(this Role role, World world) => new()
    {
        Path = role.Path,
        RoleName = role.Name,
        RoleId = role.Id,
        Arn = role.Arn.ToString(),
        CreateDate = role.CreatedAt,
        AssumeRolePolicyDocument = PolicyEncoding.Encode(TrustPolicies.Text(world, role.TrustPolicy)),
    };

    /// <summary>A role as <c>CreateRole</c> answers it.</summary>
    public static Iam.Role ToCreatedShape(this Role role, World world) => role.ToBareShape(world) with
    {
        PermissionsBoundary = role.BoundaryShape(),
        Tags = role.Tags.ToShapesOrNull(),
    };

    /// <summary>A role as lists show it.</summary>
    public static Iam.Role ToListedShape(this Role role, World world) => role.ToBareShape(world) with
    {
        Description = role.Description,
        MaxSessionDuration = role.MaxSessionDurationSeconds,
    };

    /// <summary>A role whole, as <c>GetRole</c> answers it; one never used has an empty <c>RoleLastUsed</c>.</summary>
    public static Iam.Role ToShape(this Role role, World world, Call call)
    {
        RoleUse? use = call.Activity.RoleLastUsed(role.Id);
        return role.ToListedShape(world) with
        {
            PermissionsBoundary = role.BoundaryShape(),
            Tags = role.Tags.IsEmpty ? null : TagRules.OfPrincipals.Sorted(role.Tags).ToShapes(),
            RoleLastUsed = new Iam.RoleLastUsed { LastUsedDate = use?.At, Region = use?.Region },
        };
    }
}
