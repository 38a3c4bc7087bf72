using static Iamd.Accounts.Tests.Sessions.SessionWorld;

namespace Iamd.Accounts.Tests.Sessions;

public class AssumeRoleTests
{
    private const string Alice = "arn:aws:iam::111122223333:user/alice";
    private const string Us = "arn:aws:iam::111122223333:root";

    private readonly SessionWorld _world = new();

    [Fact]
    public void A_session_has_the_roles_id_and_name_and_lasts_an_hour()
    {
        Caller alice = _world.AddUser("alice");
        _world.AddRole("ops", Trusts(Alice));
        Sts.AssumeRoleResponse response = _world.Assume(Request("ops"), alice);
        Assert.Equal("AROAops:work", response.AssumedRoleUser!.AssumedRoleId);
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/ops/work", response.AssumedRoleUser.Arn);
        Assert.Equal(_world.Daemon.Now.AddHours(1), response.Credentials!.Expiration);
        Assert.Matches("^ASIA[A-Z2-7]{16}$", response.Credentials.AccessKeyId);
        Assert.Equal(40, response.Credentials.SecretAccessKey.Length);
        Assert.Null(response.PackedPolicySize);
    }

    [Theory] // identity side, trusted principal, allowed
    [InlineData("silent", Alice, true)]
    [InlineData("allow", Us, true)]
    [InlineData("silent", Us, false)]
    [InlineData("allow", "arn:aws:iam::444455556666:root", false)]
    [InlineData("deny", Alice, false)]
    public void Within_an_account_the_trust_policy_names_the_caller_or_leaves_it_to_policies(string identity, string trusted, bool allowed)
    {
        Caller alice = _world.AddUser("alice", identity switch
        {
            "allow" => Allows("sts:AssumeRole"),
            "deny" => """{"Effect":"Deny","Action":"sts:*","Resource":"*"}""",
            _ => null,
        });
        _world.AddRole("ops", Trusts(trusted));
        if (allowed)
            _world.Assume(Request("ops"), alice);
        else
            Assert.Equal(("AccessDenied", 403), (_world.Refused(Request("ops"), alice).Code, _world.Refused(Request("ops"), alice).Status));
    }

    [Theory] // identity side, trusted principal, allowed
    [InlineData("allow", "arn:aws:iam::444455556666:root", true)]
    [InlineData("allow", "arn:aws:iam::444455556666:user/eve", true)]
    [InlineData("silent", "arn:aws:iam::444455556666:user/eve", false)]
    [InlineData("allow", Us, false)]
    public void Across_accounts_both_sides_must_allow(string identity, string trusted, bool allowed)
    {
        Caller eve = _world.AddUser("eve", identity == "allow" ? Allows("sts:AssumeRole") : null, Other);
        _world.AddRole("ops", Trusts(trusted));
        if (allowed)
        {
            Assert.Equal("arn:aws:sts::111122223333:assumed-role/ops/work", _world.Assume(Request("ops"), eve).AssumedRoleUser!.Arn);
        }
        else
        {
            Assert.Equal(
                new AwsError("AccessDenied", "User: arn:aws:iam::444455556666:user/eve is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/ops", 403),
                _world.Refused(Request("ops"), eve));
        }
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/nobody")]
    [InlineData("arn:aws:iam::111122223333:role/path/ops")]
    [InlineData("arn:aws:iam::777788889999:role/ops")]
    public void A_role_that_is_not_there_reads_like_one_that_does_not_trust(string roleArn)
    {
        Caller admin = _world.AddUser("alice", Allows("*"));
        Caller nobody = _world.AddUser("bob");
        _world.AddRole("ops", Trusts(Us));
        Sts.AssumeRoleRequest request = Request("ops") with { RoleArn = roleArn };
        Assert.Equal($"User: {Alice} is not authorized to perform: sts:AssumeRole on resource: {roleArn}", _world.Refused(request, admin).Message);
        Assert.Equal($"User: arn:aws:iam::111122223333:user/bob is not authorized to perform: sts:AssumeRole on resource: {roleArn}", _world.Refused(request, nobody).Message);
    }

    [Theory] // recorded AWS answers
    [InlineData("nothing-valid-in-here", "nothing-valid-in-here is invalid")]
    [InlineData("arn::b:::something/test-role", "arn::b:::something/test-role is invalid")]
    [InlineData("arn:a::::something/test-role", "arn:a::::something/test-role is invalid")]
    [InlineData("arn:a:::something/test-role", "arn:a:::something/test-role is invalid")]
    [InlineData("arn:a:a::aaaaaaaaaa:", "arn:a:a::aaaaaaaaaa: is invalid")]
    [InlineData("arn:aws:iam:111122223333:role/ops", "arn:aws:iam:111122223333:role/ops is invalid")]
    [InlineData("arn:aws:iam::111122223333:saml-provider/ops", "Request ARN is invalid")]
    [InlineData("arn:aws:iam::111122223333:user/ops", "Request ARN is invalid")]
    [InlineData("arn:aws:s3:::not-a-role-at-all", "Request ARN is invalid")]
    public void What_is_no_ARN_of_a_role_is_refused_before_any_policy_is_asked(string roleArn, string message)
    {
        Caller nobody = _world.AddUser("bob");
        Assert.Equal(new AwsError("ValidationError", message, 400), _world.Refused(Request("ops") with { RoleArn = roleArn }, nobody));
    }

    [Fact]
    public void Root_may_not_assume_roles()
    {
        _world.AddRole("ops", Trusts(Us));
        Assert.Equal(new AwsError("AccessDenied", "Roles may not be assumed by root accounts.", 403), _world.Refused(Request("ops"), _world.Daemon.Root));
    }

    [Theory] // external id given, allowed
    [InlineData("secret-1", true)]
    [InlineData("secret-2", false)]
    [InlineData(null, false)]
    public void A_trust_policy_may_ask_for_an_external_id(string? externalId, bool allowed)
    {
        Caller alice = _world.AddUser("alice");
        _world.AddRole("ops", Trusts(Alice, condition: """{"StringEquals":{"sts:ExternalId":"secret-1"}}"""));
        Sts.AssumeRoleRequest request = Request("ops") with { ExternalId = externalId };
        Assert.Equal(allowed, _world.Daemon.Run("sts", "AssumeRole", request, alice).Error is null);
    }

    [Theory]
    [InlineData("work", true)]
    [InlineData("play", false)]
    public void A_trust_policy_may_fix_the_session_name(string name, bool allowed)
    {
        Caller alice = _world.AddUser("alice");
        _world.AddRole("ops", Trusts(Alice, condition: """{"StringLike":{"sts:RoleSessionName":"wor?"}}"""));
        Assert.Equal(allowed, _world.Daemon.Run("sts", "AssumeRole", Request("ops") with { RoleSessionName = name }, alice).Error is null);
    }

    [Theory] // asked for, the role's maximum, the caller is itself a role, error
    [InlineData(900, 3600, false, null)]
    [InlineData(43200, 43200, false, null)]
    [InlineData(3601, 3600, false, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")]
    [InlineData(3600, 43200, true, null)]
    [InlineData(3601, 43200, true, "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.")]
    public void A_session_lasts_as_long_as_the_role_allows_and_an_hour_in_a_chain(int seconds, int max, bool chained, string? message)
    {
        Caller caller = _world.AddUser("alice", Allows("sts:AssumeRole"));
        _world.AddRole("first", Trusts(Us), Allows("sts:AssumeRole"));
        _world.AddRole("ops", Trusts(Us), maxSeconds: max);
        if (chained)
            caller = _world.AssumeAs("first", caller);
        Sts.AssumeRoleRequest request = Request("ops") with { DurationSeconds = seconds };
        if (message is null)
            Assert.Equal(_world.Daemon.Now.AddSeconds(seconds), _world.Assume(request, caller).Credentials!.Expiration);
        else
            Assert.Equal(new AwsError("ValidationError", message, 400), _world.Refused(request, caller));
    }

    [Fact]
    public void A_role_made_again_does_not_revive_its_sessions()
    {
        Caller alice = _world.AddUser("alice");
        Role role = _world.AddRole("ops", Trusts(Alice));
        Sts.Credentials credentials = _world.Assume(Request("ops"), alice).Credentials!;
        Assert.True(SessionToken.TryOpen(credentials.SessionToken, credentials.AccessKeyId, _world.Daemon.Keys, out SessionClaims? claims));
        World without = _world.Daemon.World.Apply([Change.Delete(role)]);
        Assert.False(Callers.TryFind(without, claims, out _));
        Assert.False(Callers.TryFind(without.Put(role with { Id = "AROAagain" }), claims, out _));
    }

    [Fact]
    public void A_user_made_again_is_not_trusted_in_place_of_the_former()
    {
        _world.AddUser("alice");
        _world.AddRole("ops", Trusts(Alice));
        User former = _world.Daemon.Account.Users.Single();
        User again = former with { Id = "AIDAagain" };
        Caller caller = new Caller.IamUser(again) { AccessKeyId = "AKIAUSER" };
        Assert.Equal("AccessDenied", _world.Refused(Request("ops"), caller).Code);
    }

    [Theory] // role's policy, inline session policy, managed session policy, may list users
    [InlineData(true, null, null, true)]
    [InlineData(true, "iam:*", null, true)]
    [InlineData(true, "s3:*", null, false)]
    [InlineData(true, "s3:*", "arn:aws:iam::aws:policy/IAMReadOnlyAccess", true)]
    [InlineData(false, "iam:*", "arn:aws:iam::aws:policy/IAMReadOnlyAccess", false)]
    public void Session_policies_narrow_what_the_role_may_do(bool roleAllows, string? inline, string? managed, bool allowed)
    {
        Caller alice = _world.AddUser("alice");
        _world.AddRole("ops", Trusts(Alice), roleAllows ? Allows("iam:*") : null);
        Sts.AssumeRoleRequest request = Request("ops") with
        {
            Policy = inline is null ? null : Document(Allows(inline)),
            PolicyArns = managed is null ? [] : [new Sts.PolicyDescriptorType { Arn = managed }],
        };
        Sts.AssumeRoleResponse response = _world.Assume(request, alice);
        Caller session = _world.Daemon.Session(response.Credentials!);
        Assert.Equal(allowed, _world.Daemon.Run("iam", "ListVirtualMFADevices", new Iam.ListVirtualMFADevicesRequest(), session).Error is null);
        Assert.Equal(inline is null && managed is null, response.PackedPolicySize is null);
        Assert.InRange(response.PackedPolicySize ?? 1, 1, 100);
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[""", "MalformedPolicyDocument")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Maybe","Action":"*","Resource":"*"}]}""", "MalformedPolicyDocument")]
    public void A_session_policy_must_be_a_policy(string policy, string code)
    {
        Caller alice = _world.AddUser("alice");
        _world.AddRole("ops", Trusts(Alice));
        Assert.Equal(code, _world.Refused(Request("ops") with { Policy = policy }, alice).Code);
    }

    [Fact]
    public void Policies_that_do_not_fit_are_refused()
    {
        Caller alice = _world.AddUser("alice");
        _world.AddRole("ops", Trusts(Alice));
        string text = Document(Allows("iam:*", $"arn:aws:iam::*:user/{new string('x', 2100)}"));
        AwsError error = _world.Refused(Request("ops") with { Policy = text }, alice);
        Assert.Equal("PackedPolicyTooLarge", error.Code);
        Assert.Equal("Packed policy consumes 108% of allotted space, please use smaller policy.", error.Message);
        AwsError missing = _world.Refused(Request("ops") with { PolicyArns = [new Sts.PolicyDescriptorType { Arn = "arn:aws:iam::111122223333:policy/none" }] }, alice);
        Assert.Equal("MalformedPolicyDocument", missing.Code);
    }
}
