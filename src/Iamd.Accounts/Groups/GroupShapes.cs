namespace Iamd.Accounts;

/// <summary>Groups as answers show them.</summary>
/// <remarks>IAM API Reference, "Group".</remarks>
internal static class GroupShapes
{
    public static Iam.Group ToShape(this Group group) => new()
    {
        Path = group.Path,
        GroupName = group.Name,
        GroupId = group.Id,
        Arn = group.Arn.ToString(),
        CreateDate = group.CreatedAt,
    };
}
