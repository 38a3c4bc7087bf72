namespace Iamd.Accounts;

/// <summary>IAM <c>GetAccountAuthorizationDetails</c>: users, groups, roles and policies with all that hangs on them, in pages over the four lists together.</summary>
/// <remarks>IAM API Reference, "GetAccountAuthorizationDetails". Of AWS's managed policies those are shown that the account uses.</remarks>
public static class GetAccountAuthorizationDetails
{
    public static readonly Operation Operation =
        Operation.ReadWorld<Iam.GetAccountAuthorizationDetailsRequest, Iam.GetAccountAuthorizationDetailsResponse>(
            "iam", "GetAccountAuthorizationDetails", Accesses, Answer);

    /// <summary>What <c>Filter</c> may name, in the order in which the pages go through it.</summary>
    private static readonly ImmutableArray<Kind> Kinds =
    [
        new("User", (account, after) => account.Users.After(after)),
        new("Group", (account, after) => account.Groups.After(after)),
        new("Role", (account, after) => account.Roles.After(after)),
        new("LocalManagedPolicy", (account, after) => account.ManagedPolicies.After(after)),
        new("AWSManagedPolicy", (account, after) => AwsManagedPolicies.InUse(account)
            .Where(policy => after is null || string.Compare(policy.Name, after, StringComparison.OrdinalIgnoreCase) > 0)),
    ];

    private static ImmutableArray<Access> Accesses(World world, Account account, Iam.GetAccountAuthorizationDetailsRequest request, Call call) =>
        [new Access("iam:GetAccountAuthorizationDetails", "*")];

    private static Result<Iam.GetAccountAuthorizationDetailsResponse> Answer(
        World world, Account account, Iam.GetAccountAuthorizationDetailsRequest request, Call call)
    {
        ImmutableArray<Kind> asked = request.Filter.Count == 0
            ? Kinds
            : [.. Kinds.Where(kind => request.Filter.Contains(kind.Name, StringComparer.Ordinal))];
        Result<Page<Item>> cut = Paging.Cut(
            after => After(account, asked, after),
            item => item.Key,
            request.MaxItems,
            request.Marker,
            $"GetAccountAuthorizationDetails {string.Join(' ', asked.Select(kind => kind.Name))}",
            call);
        if (!cut.TryGet(out Page<Item>? page, out AwsError? error))
            return error;

        object[] entities = [.. page.Items.Select(item => item.Entity)];
        return new Iam.GetAccountAuthorizationDetailsResponse
        {
            UserDetailList = [.. entities.OfType<User>().Select(user => user.ToDetail(account))],
            GroupDetailList = [.. entities.OfType<Group>().Select(group => group.ToDetail())],
            RoleDetailList = [.. entities.OfType<Role>().Select(role => role.ToDetail(world, account, call))],
            Policies =
            [
                .. entities.OfType<ManagedPolicy>().Select(policy => policy.ToDetail(account)),
                .. entities.OfType<Catalog.ManagedPolicy>().Select(policy => policy.ToDetail(account)),
            ],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    private static IEnumerable<Item> After(Account account, ImmutableArray<Kind> asked, string? after)
    {
        string? kindOfLast = after?.Split(' ', 2)[0];
        string? nameOfLast = after?.Split(' ', 2)[1];
        bool reached = after is null;
        foreach (Kind kind in asked)
        {
            bool isKindOfLast = string.Equals(kind.Name, kindOfLast, StringComparison.Ordinal);
            reached |= isKindOfLast;
            if (!reached)
                continue;
            foreach (object entity in kind.After(account, isKindOfLast ? nameOfLast : null))
                yield return new Item(kind.Name, entity);
        }
    }

    /// <summary>A kind of entities, sorted by name, with a seek by name.</summary>
    private sealed record Kind(string Name, Func<Account, string?, IEnumerable<object>> After);

    /// <summary>An entity of some kind, and where it stands in the whole.</summary>
    private sealed record Item(string KindName, object Entity)
    {
        public string Key => $"{KindName} {(Entity is Catalog.ManagedPolicy policy ? policy.Name : ((NamedEntity)Entity).Name)}";
    }
}
