namespace Iamd.Accounts.Tests.Sessions;

/// <summary>Two accounts with users and roles, and short ways to ask STS.</summary>
internal sealed class SessionWorld
{
    public static readonly AccountId Other = AccountId.Parse("444455556666");

    public SessionWorld() => Daemon.AddAccount(Other);

    public Daemon Daemon { get; } = new();

    /// <summary>Puts a user with one inline policy of one statement, or with none.</summary>
    public Caller AddUser(string name, string? statement = null, AccountId? account = null)
    {
        User user = Entities.User(name) with { Account = account ?? Daemon.AccountId, Id = $"AIDA{name}{account}" };
        Daemon.Put(statement is null ? user : user with { InlinePolicies = Inline(statement) });
        return new Caller.IamUser(user with { InlinePolicies = statement is null ? user.InlinePolicies : Inline(statement) }) { AccessKeyId = "AKIAUSER" };
    }

    /// <summary>Puts a role.</summary>
    /// <param name="trust">Statements of its trust policy; user and role ARNs of the first account are bound to ids.</param>
    /// <param name="statement">A statement of its inline policy; it has none when null.</param>
    public Role AddRole(string name, string trust, string? statement = null, int maxSeconds = 3600, AccountId? account = null, string id = "")
    {
        Role role = Entities.Role(name) with
        {
            Account = account ?? Daemon.AccountId,
            Id = $"AROA{name}{id}",
            MaxSessionDurationSeconds = maxSeconds,
            TrustPolicy = new TrustPolicy(Entities.Document(Document(trust)), Bound(trust)),
        };
        Daemon.Put(statement is null ? role : role with { InlinePolicies = Inline(statement) });
        return role;
    }

    public Sts.AssumeRoleResponse Assume(Sts.AssumeRoleRequest request, Caller caller) =>
        Daemon.Sts<Sts.AssumeRoleResponse>("AssumeRole", request, caller);

    /// <summary>Assumes a role of the first account; the session as a caller.</summary>
    public Caller AssumeAs(string role, Caller caller, Func<Sts.AssumeRoleRequest, Sts.AssumeRoleRequest>? with = null) =>
        Daemon.Session(Assume(with?.Invoke(Request(role)) ?? Request(role), caller).Credentials!);

    public AwsError Refused(Sts.AssumeRoleRequest request, Caller caller) => Daemon.StsError("AssumeRole", request, caller);

    public static Sts.AssumeRoleRequest Request(string role, AccountId? account = null) =>
        new() { RoleArn = $"arn:aws:iam::{account ?? Daemon.AccountId}:role/{role}", RoleSessionName = "work" };

    /// <summary>A trust statement.</summary>
    public static string Trusts(string principal, string actions = "sts:AssumeRole", string condition = "{}") =>
        $$"""{"Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":["{{actions.Replace(" ", "\",\"", StringComparison.Ordinal)}}"],"Condition":{{condition}}}""";

    public static string Allows(string action, string resource = "*") =>
        $$"""{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}""";

    public static string Document(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";

    private static ImmutableSortedDictionary<string, Document> Inline(string statement) =>
        ImmutableSortedDictionary<string, Document>.Empty.Add("inline", Entities.Document(Document(statement)));

    private ImmutableSortedDictionary<string, string> Bound(string trust) =>
        Daemon.World.Accounts
            .SelectMany(account => account.Users.Cast<NamedEntity>().Concat(account.Roles))
            .Where(entity => trust.Contains($"\"{entity.Arn}\"", StringComparison.Ordinal))
            .ToImmutableSortedDictionary(entity => entity.Arn.ToString(), entity => entity.Id, StringComparer.Ordinal);
}
