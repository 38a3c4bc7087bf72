using static Iamd.Accounts.Tests.Sessions.SessionWorld;

namespace Iamd.Accounts.Tests.Sessions;

public class SessionTagTests
{
    private const string Us = "arn:aws:iam::111122223333:root";

    private readonly SessionWorld _world = new();
    private readonly Caller _alice;

    public SessionTagTests() => _alice = _world.AddUser("alice", Allows("sts:*"));

    [Theory] // what the trust policy allows, allowed
    [InlineData("sts:AssumeRole sts:TagSession", true)]
    [InlineData("sts:AssumeRole", false)]
    public void Passing_tags_needs_TagSession(string actions, bool allowed)
    {
        _world.AddRole("ops", Trusts(Us, actions));
        Sts.AssumeRoleRequest request = Request("ops") with { Tags = [Tag("team", "blue")] };
        if (allowed)
        {
            Caller session = _world.Daemon.Session(_world.Assume(request, _alice).Credentials!);
            Assert.Equal([new Tag("team", "blue")], RequestContexts.PrincipalTags(session));
        }
        else
        {
            Assert.Equal(
                new AwsError("AccessDenied", "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: sts:TagSession on resource: arn:aws:iam::111122223333:role/ops", 403),
                _world.Refused(request, _alice));
        }
    }

    [Theory] // tags, transitive keys, message
    [InlineData("team=blue Team=red", "", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")]
    [InlineData("team=blue", "stage", "The specified transitive tag key must be included in the requested tags.")]
    public void Tags_that_contradict_themselves_are_refused(string tags, string transitive, string message)
    {
        _world.AddRole("ops", Trusts(Us, "sts:AssumeRole sts:TagSession"));
        Assert.Equal(new AwsError("InvalidParameterValue", message, 400), _world.Refused(Tagged("ops", tags, transitive), _alice));
    }

    [Fact]
    public void Transitive_tags_pass_on_through_a_chain_and_cannot_be_changed()
    {
        foreach (string role in (string[])["one", "two", "three"])
            _world.AddRole(role, Trusts(Us, "sts:AssumeRole sts:TagSession"), Allows("sts:*"));
        Caller one = _world.Daemon.Session(_world.Assume(Tagged("one", "team=blue stage=test", "team"), _alice).Credentials!);
        Caller two = _world.Daemon.Session(_world.Assume(Tagged("two", "colour=red", ""), one).Credentials!);
        Caller three = _world.Daemon.Session(_world.Assume(Request("three"), two).Credentials!);
        Assert.Equal([new Tag("team", "blue"), new Tag("stage", "test")], RequestContexts.PrincipalTags(one));
        Assert.Equal([new Tag("team", "blue"), new Tag("colour", "red")], RequestContexts.PrincipalTags(two));
        Assert.Equal([new Tag("team", "blue")], RequestContexts.PrincipalTags(three));
        Assert.Equal(
            new AwsError("InvalidParameterValue", "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.", 400),
            _world.Refused(Tagged("two", "TEAM=red", ""), one));
    }

    [Fact]
    public void Tags_handed_on_need_TagSession_again()
    {
        _world.AddRole("one", Trusts(Us, "sts:AssumeRole sts:TagSession"), Allows("sts:*"));
        _world.AddRole("two", Trusts(Us));
        Caller one = _world.Daemon.Session(_world.Assume(Tagged("one", "team=blue", "team"), _alice).Credentials!);
        Assert.Contains("sts:TagSession", _world.Refused(Request("two"), one).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:RequestTag/team":"blue"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestTag/team":"red"}}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"sts:TransitiveTagKeys":["stage"]}}""", false)]
    public void Trust_policies_see_the_tags_passed(string condition, bool allowed)
    {
        _world.AddRole("ops", Trusts(Us, "sts:AssumeRole sts:TagSession", condition));
        Assert.Equal(allowed, _world.Daemon.Run("sts", "AssumeRole", Tagged("ops", "team=blue", "team"), _alice).Error is null);
    }

    [Fact]
    public void A_source_identity_needs_its_own_permission_and_stays_with_the_chain()
    {
        _world.AddRole("one", Trusts(Us, "sts:AssumeRole sts:SetSourceIdentity"), Allows("sts:*"));
        _world.AddRole("two", Trusts(Us, "sts:AssumeRole sts:SetSourceIdentity"), Allows("sts:*"));
        _world.AddRole("deaf", Trusts(Us));
        Sts.AssumeRoleResponse first = _world.Assume(Request("one") with { SourceIdentity = "alice" }, _alice);
        Assert.Equal("alice", first.SourceIdentity);
        Caller one = _world.Daemon.Session(first.Credentials!);
        Assert.Equal("alice", _world.Assume(Request("two"), one).SourceIdentity);
        Assert.Equal(
            new AwsError("ValidationError", "The source identity is already set for this assume role session", 400),
            _world.Refused(Request("two") with { SourceIdentity = "bob" }, one));
        Assert.Contains("sts:SetSourceIdentity", _world.Refused(Request("deaf"), one).Message, StringComparison.Ordinal);
        Assert.Contains("sts:SetSourceIdentity", _world.Refused(Request("deaf") with { SourceIdentity = "alice" }, _alice).Message, StringComparison.Ordinal);
    }

    [Theory] // given, role, denied; recorded AWS answers for the role that is there
    [InlineData("alice", "ops", null)]
    [InlineData(null, "ops", "sts:AssumeRole")]
    [InlineData("bob", "ops", "sts:SetSourceIdentity")]
    [InlineData(null, "nobody", "sts:AssumeRole")]
    [InlineData("bob", "nobody", "sts:SetSourceIdentity")]
    public void A_trust_policy_may_fix_the_source_identity(string? sourceIdentity, string role, string? denied)
    {
        _world.AddRole("ops", Trusts(Us, "sts:AssumeRole sts:SetSourceIdentity", """{"StringEquals":{"sts:SourceIdentity":"alice"}}"""));
        Sts.AssumeRoleRequest request = Request(role) with { SourceIdentity = sourceIdentity };
        if (denied is null)
        {
            Assert.Equal("alice", _world.Assume(request, _alice).SourceIdentity);
            return;
        }
        string message = $"User: arn:aws:iam::111122223333:user/alice is not authorized to perform: {denied} on resource: arn:aws:iam::111122223333:role/{role}";
        Assert.Equal(new AwsError("AccessDenied", message, 403), _world.Refused(request, _alice));
    }

    private static Sts.AssumeRoleRequest Tagged(string role, string tags, string transitive) => Request(role) with
    {
        Tags = [.. tags.Split(' ').Select(tag => tag.Split('=')).Select(pair => Tag(pair[0], pair[1]))],
        TransitiveTagKeys = transitive.Length == 0 ? [] : transitive.Split(' '),
    };

    private static Sts.Tag Tag(string key, string value) => new() { Key = key, Value = value };
}
