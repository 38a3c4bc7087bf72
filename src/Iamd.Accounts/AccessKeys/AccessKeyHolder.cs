using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>Whom long-term access keys belong to: a user, or root, which manages its own by leaving out the user name.</summary>
/// <param name="User">The user; null for root.</param>
internal readonly record struct AccessKeyHolder(Account Account, User? User)
{
    /// <summary>The holder that a request means.</summary>
    public static Result<AccessKeyHolder> Find(Account account, string? userName, Call call)
    {
        if (userName is null && call.Caller is Caller.Root)
            return new AccessKeyHolder(account, null);
        return UserOperations.FindOrCaller(account, userName, call).TryGet(out User? user, out AwsError? error)
            ? new AccessKeyHolder(account, user)
            : error;
    }

    public ImmutableArray<AccessKey> Keys => User?.AccessKeys ?? Account.Root.AccessKeys;

    /// <summary>The user's name; for root AWS leaves out the element, although the model requires it in one place.</summary>
    public string? UserName => User?.Name;

    public bool TryGetKey(string accessKeyId, [NotNullWhen(true)] out AccessKey? key)
    {
        key = Keys.FirstOrDefault(candidate => string.Equals(candidate.Id, accessKeyId, StringComparison.Ordinal));
        return key is not null;
    }

    /// <summary>The change that gives the holder these keys.</summary>
    public Change With(ImmutableArray<AccessKey> keys) =>
        Change.Put(User is not null ? User with { AccessKeys = keys } : Account.Root with { AccessKeys = keys });
}
