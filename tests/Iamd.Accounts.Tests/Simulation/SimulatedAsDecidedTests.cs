namespace Iamd.Accounts.Tests.Simulation;

/// <summary>What the simulator said just before is what the daemon does: random principals, policies and calls.</summary>
public class SimulatedAsDecidedTests
{
    private const int Calls = 2000;
    private const int CallsAWorld = 100;

    private static readonly string[] Names = ["alice", "bob", "carol"];
    private static readonly string[] Actions = ["*", "iam:*", "iam:List*", "iam:Tag*", "iam:ListUserTags", "iam:TagUser", "iam:UntagRole", "iam:ListMFADevices", "s3:*"];

    private static readonly string[] Resources =
    [
        "*", "arn:aws:iam::*:user/*", "arn:aws:iam::111122223333:role/*", "arn:aws:iam::111122223333:user/${aws:username}",
        "arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:user/${aws:PrincipalTag/team}", "arn:aws:iam::444455556666:*",
    ];

    private static readonly string[] Conditions =
    [
        "{}", "{}", "{}",
        """{"StringEquals":{"aws:username":["alice","bob"]}}""",
        """{"StringLike":{"aws:PrincipalTag/team":"b*"}}""",
        """{"StringEquals":{"iam:ResourceTag/team":"${aws:PrincipalTag/team}"}}""",
        """{"StringEqualsIfExists":{"aws:RequestTag/team":"blue"}}""",
        """{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}""",
        """{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}""",
        """{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}}""",
        """{"StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}}""",
        """{"Null":{"aws:userid":"true"}}""",
    ];

    [Fact]
    public void A_call_is_allowed_when_the_simulator_said_so()
    {
        Random random = new(20261123);
        Daemon daemon = new();
        int allowed = 0;
        for (int i = 0; i < Calls; i++)
        {
            if (i % CallsAWorld == 0)
                daemon = NewWorld(random);
            Caller caller = Pick(random, Callers(daemon));
            (string name, object request) = Pick(random, Requests(random));
            string simulated = Simulate(daemon, caller, name, request);
            bool isAllowed = daemon.Run("iam", name, request, caller).Error?.Code != "AccessDenied";
            Assert.True((simulated == "allowed") == isAllowed, $"call {i}: {caller.Arn} {name} {request}: simulated {simulated}");
            allowed += isAllowed ? 1 : 0;
        }
        Assert.InRange(allowed, Calls / 10, Calls * 9 / 10);
    }

    private static string Simulate(Daemon daemon, Caller caller, string name, object request)
    {
        Assert.True(OperationTable.TryFind("iam", name, out Operation? operation));
        Access access = Assert.Single(operation.Accesses(daemon.World, daemon.Account, request, daemon.CallOf(caller)));
        List<Iam.ContextEntry> entries =
        [
            .. access.RequestTags.Select(tag => Entry($"aws:RequestTag/{tag.Key}", "string", tag.Value)),
        ];
        string[] keys = [.. access.RequestTags.Select(tag => tag.Key), .. access.RemovedTagKeys];
        if (keys.Length > 0)
            entries.Add(Entry("aws:TagKeys", "stringList", keys));
        if (caller is Caller.RoleSession)
            entries.Add(Entry("aws:userid", "string", caller.UserId));
        return daemon.Iam<Iam.SimulatePrincipalPolicyResponse>("SimulatePrincipalPolicy", new Iam.SimulatePrincipalPolicyRequest
        {
            PolicySourceArn = caller is Caller.RoleSession session ? session.Role.Arn.ToString() : caller.Arn.ToString(),
            ActionNames = [access.Action],
            ResourceArns = [access.Resource],
            ContextEntries = entries,
        }).EvaluationResults!.Single().EvalDecision;
    }

    private static Daemon NewWorld(Random random)
    {
        Daemon daemon = new();
        Group group = Entities.Group("devs") with { InlinePolicies = Policies(random, 1) };
        daemon.Put(group);
        daemon.Put(Entities.Policy("limit", Policy(random)));
        foreach (string name in Names)
        {
            daemon.Put(Entities.User(name) with
            {
                InlinePolicies = Policies(random, random.Next(3)),
                GroupIds = random.Next(2) == 0 ? [] : [group.Id],
                PermissionsBoundary = Boundary(random),
                Tags = Tags(random),
            });
            daemon.Put(Entities.Role(name) with { InlinePolicies = Policies(random, random.Next(3)), PermissionsBoundary = Boundary(random), Tags = Tags(random) });
        }
        return daemon;
    }

    private static Caller[] Callers(Daemon daemon) =>
    [
        .. Names.Select(daemon.User),
        .. daemon.Account.Roles.Select(role => SessionOf(daemon, role)),
    ];

    private static Caller.RoleSession SessionOf(Daemon daemon, Role role)
    {
        SessionClaims claims = new()
        {
            Kind = SessionKind.Role,
            Account = role.Account,
            PrincipalId = role.Id,
            AccessKeyId = "ASIAROLE",
            SecretAccessKey = "",
            Name = "work",
            IssuedAt = daemon.Now,
            ExpiresAt = daemon.Now.AddHours(1),
        };
        return new Caller.RoleSession(role, claims) { AccessKeyId = claims.AccessKeyId, Session = claims };
    }

    private static (string Name, object Request)[] Requests(Random random)
    {
        string name = Pick(random, Names);
        Iam.Tag tag = new() { Key = Pick(random, ["team", "stage"]), Value = Pick(random, ["blue", "red"]) };
        return
        [
            ("ListUserTags", new Iam.ListUserTagsRequest { UserName = name }),
            ("TagUser", new Iam.TagUserRequest { UserName = name, Tags = [tag] }),
            ("UntagUser", new Iam.UntagUserRequest { UserName = name, TagKeys = [tag.Key] }),
            ("ListRoleTags", new Iam.ListRoleTagsRequest { RoleName = name }),
            ("TagRole", new Iam.TagRoleRequest { RoleName = name, Tags = [tag] }),
            ("UntagRole", new Iam.UntagRoleRequest { RoleName = name, TagKeys = [tag.Key] }),
            ("ListMFADevices", new Iam.ListMFADevicesRequest { UserName = name }),
            ("GetContextKeysForPrincipalPolicy", new Iam.GetContextKeysForPrincipalPolicyRequest { PolicySourceArn = $"arn:aws:iam::111122223333:role/{name}" }),
        ];
    }

    private static ImmutableSortedDictionary<string, Document> Policies(Random random, int count) =>
        Enumerable.Range(0, count).ToImmutableSortedDictionary(i => $"p{i}", _ => Entities.Document(Policy(random)), StringComparer.Ordinal);

    private static string Policy(Random random)
    {
        IEnumerable<string> statements = Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
            $$"""{"Effect":"{{(random.Next(5) == 0 ? "Deny" : "Allow")}}","{{(random.Next(6) == 0 ? "NotAction" : "Action")}}":["{{Pick(random, Actions)}}","{{Pick(random, Actions)}}"],"Resource":"{{Pick(random, Resources)}}","Condition":{{Pick(random, Conditions)}}}""");
        return $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
    }

    private static string? Boundary(Random random) => random.Next(4) == 0 ? "arn:aws:iam::111122223333:policy/limit" : null;

    private static ImmutableArray<Tag> Tags(Random random) => random.Next(2) == 0 ? [] : [new Tag("team", Pick(random, ["blue", "red", "alice"]))];

    private static Iam.ContextEntry Entry(string key, string type, params string[] values) =>
        new() { ContextKeyName = key, ContextKeyType = type, ContextKeyValues = values };

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];
}
