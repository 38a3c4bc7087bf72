namespace Iamd.Accounts;

/// <summary>The operations on groups and memberships.</summary>
internal static class GroupOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        AddUserToGroup.Operation,
        CreateGroup.Operation,
        DeleteGroup.Operation,
        GetGroup.Operation,
        ListGroups.Operation,
        RemoveUserFromGroup.Operation,
        UpdateGroup.Operation,
    ];

    /// <summary>The group with that name, or the error that there is none.</summary>
    public static Result<Group> Find(Account account, string name) =>
        account.Groups.TryGet(name, out Group? group) ? group : IamErrors.NoSuchGroup(name);

    /// <summary>The groups that a user is in, sorted by name.</summary>
    public static IEnumerable<Group> Of(Account account, User user) =>
        user.GroupIds
            .Select(id => account.TryGetById(id, out Group? group)
                ? group
                : throw new InvalidOperationException($"{user.Arn} is in the group {id}, which is not there."))
            .OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase);
}
