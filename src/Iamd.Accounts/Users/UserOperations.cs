namespace Iamd.Accounts;

/// <summary>The operations on users.</summary>
internal static class UserOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        CreateUser.Operation,
        DeleteUser.Operation,
        GetUser.Operation,
        ListGroupsForUser.Operation,
        ListUsers.Operation,
        UpdateUser.Operation,
    ];

    /// <summary>The user with that name, or the error that there is none.</summary>
    public static Result<User> Find(Account account, string name) =>
        account.Users.TryGet(name, out User? user) ? user : IamErrors.NoSuchUser(name);

    /// <summary>The user with that name; without a name the caller itself, if it is a user.</summary>
    /// <remarks>IAM API Reference, e.g. "ListAccessKeys": without a user name it is found from the access key that signed the request.</remarks>
    public static Result<User> FindOrCaller(Account account, string? name, Call call) =>
        name is not null ? Find(account, name)
        : call.Caller is not Caller.IamUser caller ? IamErrors.UserNameMissing
        : account.TryGetById(caller.User.Id, out User? user) ? user
        : IamErrors.NoSuchUser(caller.User.Name);

    /// <summary>What <see cref="FindOrCaller"/> needs allowed. Nothing when there is no user to name: then the operation fails of itself.</summary>
    public static ImmutableArray<Access> AccessesToUserOrCaller(string action, Account account, string? name, Call call) =>
        name is not null ? [Access.ToUser(action, account, name)]
        : call.Caller is Caller.IamUser caller ? [Access.To(action, caller.User)]
        : [];
}
