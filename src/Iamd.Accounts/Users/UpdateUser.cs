namespace Iamd.Accounts;

/// <summary>IAM <c>UpdateUser</c>: another name, another path, or both. All that hangs on the user stays, as does its unique id.</summary>
/// <remarks>IAM API Reference, "UpdateUser"; IAM User Guide, "Rename an IAM user". Fails with NoSuchEntity or EntityAlreadyExists.</remarks>
public static class UpdateUser
{
    public static readonly Operation Operation =
        Operation.Write<Iam.UpdateUserRequest, Iam.UpdateUserResponse>("iam", "UpdateUser", Accesses, Apply);

    /// <summary>The caller must be allowed it on the user as it is and on the user as it will be.</summary>
    private static ImmutableArray<Access> Accesses(Account account, Iam.UpdateUserRequest request, Call call)
    {
        Access before = Access.ToUser("iam:UpdateUser", account, request.UserName);
        if (!account.Users.TryGet(request.UserName, out User? user))
            return [before];
        User renamed = Renamed(user, request);
        return renamed == user ? [before] : [before, Access.To("iam:UpdateUser", renamed)];
    }

    private static Outcome<Iam.UpdateUserResponse> Apply(Account account, Iam.UpdateUserRequest request, Call call)
    {
        if (!UserOperations.Find(account, request.UserName).TryGet(out User? user, out AwsError? error))
            return error;
        User renamed = Renamed(user, request);
        // A name in other letter case is still the same user's.
        if (account.Users.TryGet(renamed.Name, out User? holder) && !string.Equals(holder.Id, user.Id, StringComparison.Ordinal))
            return IamErrors.UserAlreadyExists(renamed.Name);
        return renamed == user ? new(new Iam.UpdateUserResponse()) : new(new Iam.UpdateUserResponse(), Change.Put(renamed));
    }

    private static User Renamed(User user, Iam.UpdateUserRequest request) =>
        user with { Name = request.NewUserName ?? user.Name, Path = request.NewPath ?? user.Path };
}
