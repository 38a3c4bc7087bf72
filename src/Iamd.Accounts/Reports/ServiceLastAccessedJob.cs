namespace Iamd.Accounts;

/// <summary>
/// A report on last accesses, finished when it was asked for: the policies, identities and last calls of that moment. What can be
/// computed from them (the services, their names, the pages) is computed when it is read.
/// </summary>
/// <remarks>IAM API Reference, "GenerateServiceLastAccessedDetails".</remarks>
public sealed record ServiceLastAccessedJob : Entity
{
    /// <summary>So long a report can be read.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who asked for it (<see cref="OwnerIdOf"/>); nobody else can read it.</summary>
    public required string OwnerId { get; init; }

    /// <summary>Whether it tells of actions too.</summary>
    public required bool IsOnActions { get; init; }

    /// <summary>The policies whose services it lists.</summary>
    public required ImmutableArray<Document> Policies { get; init; }

    /// <summary>Unique ids of the users and roles that have those policies.</summary>
    public required ImmutableArray<string> IdentityIds { get; init; }

    /// <summary>The last calls of those users and roles.</summary>
    public ImmutableArray<IdentityActionUse> Uses { get; init; } = [];

    public bool IsExpired(DateTimeOffset now) => now > CreatedAt + Lifetime;

    /// <summary>A user's keys share its reports; of a session's others know nothing, not even those of the same role (recorded).</summary>
    public static string OwnerIdOf(Caller caller) => caller is Caller.RoleSession or Caller.FederatedUser ? caller.AccessKeyId : caller.UserId;

    /// <summary>The caller's report with that id.</summary>
    internal static Result<ServiceLastAccessedJob> Find(Account account, string id, Call call) =>
        account.TryGetById(id, out ServiceLastAccessedJob? job)
        && string.Equals(job.OwnerId, OwnerIdOf(call.Caller), StringComparison.Ordinal)
        && !job.IsExpired(call.Now)
            ? job
            : IamErrors.NoSuchJob(id);

    /// <summary>Cuts a page of one of the report's lists; a marker of another one is refused in other words than one that is none.</summary>
    /// <param name="list">Name of the list.</param>
    internal Result<Page<T>> Cut<T>(string list, IReadOnlyList<T> items, Func<T, string> place, int maxItems, string? marker, Call call)
    {
        string own = $"{Id} {list} ";
        bool isForeign = false;
        Result<Page<T>> cut = Paging.Cut(
            after =>
            {
                isForeign = after is not null && !after.StartsWith(own, StringComparison.Ordinal);
                return after is null ? items : items.SkipWhile(item => own + place(item) != after).Skip(1);
            },
            item => own + place(item),
            maxItems,
            marker,
            nameof(ServiceLastAccessedJob),
            call);
        return isForeign ? IamErrors.MarkerOfAnotherList : cut;
    }
}

/// <summary>Last call of an action by one user or role.</summary>
/// <param name="IdentityId">Its unique id.</param>
/// <param name="Service">Service prefix, such as <c>iam</c>.</param>
/// <param name="Action">Name without prefix, such as <c>GetUser</c>.</param>
public sealed record IdentityActionUse(string IdentityId, string Service, string Action, DateTimeOffset At, string Region);
