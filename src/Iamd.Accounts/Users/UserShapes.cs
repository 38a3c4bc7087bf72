namespace Iamd.Accounts;

/// <summary>Users as answers show them.</summary>
/// <remarks>IAM API Reference, "User".</remarks>
internal static class UserShapes
{
    /// <summary>A user as <c>CreateUser</c> and <c>GetUser</c> answer it, whole.</summary>
    public static Iam.User ToShape(this User user, Call call) => user.ToListedShape(call) with
    {
        PermissionsBoundary = user.BoundaryShape(),
        Tags = user.Tags.IsEmpty ? null : TagRules.OfPrincipals.Sorted(user.Tags).ToShapes(),
    };

    /// <summary>A user as lists show it: without tags and permissions boundary.</summary>
    public static Iam.User ToListedShape(this User user, Call call) => new()
    {
        Path = user.Path,
        UserName = user.Name,
        UserId = user.Id,
        Arn = user.Arn.ToString(),
        CreateDate = user.CreatedAt,
        PasswordLastUsed = call.Activity.PasswordLastUsed(user.Id),
    };

    /// <summary>Root as <c>GetUser</c> answers it: by account number, with the account's alias in place of a name.</summary>
    public static Iam.User ToShape(this RootUser root, Account account, Call call) => new()
    {
        Path = null!, // The model requires both, yet AWS leaves the path out for root, and the name where there is no alias.
        UserName = account.Settings.Alias!,
        UserId = root.Id,
        Arn = root.Arn.ToString(),
        CreateDate = root.CreatedAt,
        PasswordLastUsed = call.Activity.PasswordLastUsed(root.Id),
    };

    /// <summary>The permissions boundary of a user or role; null when it has none.</summary>
    public static Iam.AttachedPermissionsBoundary? BoundaryShape(this PrincipalIdentity principal) =>
        principal.PermissionsBoundary is string arn
            // The model's enumeration says PermissionsBoundaryPolicy; AWS answers Policy, as its own examples show.
            ? new Iam.AttachedPermissionsBoundary { PermissionsBoundaryType = "Policy", PermissionsBoundaryArn = arn }
            : null;
}
