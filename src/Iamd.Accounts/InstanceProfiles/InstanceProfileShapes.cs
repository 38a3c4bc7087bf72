namespace Iamd.Accounts;

/// <summary>Instance profiles as answers show them.</summary>
/// <remarks>IAM API Reference, "InstanceProfile": lists leave tags out.</remarks>
internal static class InstanceProfileShapes
{
    public static Iam.InstanceProfile ToListedShape(this InstanceProfile profile, World world, Account account) => new()
    {
        Path = profile.Path,
        InstanceProfileName = profile.Name,
        InstanceProfileId = profile.Id,
        Arn = profile.Arn.ToString(),
        CreateDate = profile.CreatedAt,
        Roles = profile.RoleId is string id && account.TryGetById(id, out Role? role) ? [role.ToBareShape(world)] : [],
    };
}
