using System.Web;

namespace Iamd.Accounts.Tests;

public sealed class AuthorizationDetailsTests
{
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";

    private readonly Daemon _daemon = new();

    [Fact]
    public void An_empty_account_answers_four_empty_lists()
    {
        Iam.GetAccountAuthorizationDetailsResponse details = Get();
        Assert.Equal([], details.UserDetailList);
        Assert.Equal([], details.GroupDetailList);
        Assert.Equal([], details.RoleDetailList);
        Assert.Equal([], details.Policies);
        Assert.Equal((false, null), (details.IsTruncated, details.Marker));
    }

    [Fact]
    public void A_user_with_nothing_has_all_lists_but_that_of_inline_policies()
    {
        _daemon.AddUser("alice");
        Iam.UserDetail user = Assert.Single(Get().UserDetailList!);
        Assert.Equal(("alice", "AIDAalice", "/", "arn:aws:iam::111122223333:user/alice"), (user.UserName, user.UserId, user.Path, user.Arn));
        Assert.Null(user.UserPolicyList);
        Assert.Null(user.PermissionsBoundary);
        Assert.Equal([], user.GroupList);
        Assert.Equal([], user.AttachedManagedPolicies);
        Assert.Equal([], user.Tags);
    }

    [Fact]
    public void A_user_is_shown_with_all_that_hangs_on_it()
    {
        Group writers = _daemon.AddGroup("writers");
        Group admins = _daemon.AddGroup("Admins");
        _daemon.Put(_daemon.AddUser("alice", Entities.AllowAll) with
        {
            GroupIds = [writers.Id, admins.Id],
            AttachedPolicies = [ReadOnly],
            PermissionsBoundary = ReadOnly,
            Tags = [new Tag("team", "blue"), new Tag("age", "7")],
        });
        Iam.UserDetail user = Assert.Single(Get("User").UserDetailList!);
        Iam.PolicyDetail inline = Assert.Single(user.UserPolicyList!);
        Assert.Equal(("inline", Entities.AllowAll), (inline.PolicyName, HttpUtility.UrlDecode(inline.PolicyDocument)));
        Assert.StartsWith("%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B", inline.PolicyDocument);
        Assert.Equal(["Admins", "writers"], user.GroupList);
        Assert.Equal([new Iam.AttachedPolicy { PolicyName = "ReadOnlyAccess", PolicyArn = ReadOnly }], user.AttachedManagedPolicies);
        Assert.Equal(ReadOnly, user.PermissionsBoundary?.PermissionsBoundaryArn);
        Assert.Equal([("age", "7"), ("team", "blue")], user.Tags!.Select(tag => (tag.Key, tag.Value)));
    }

    [Fact]
    public void A_group_is_shown_with_its_policies()
    {
        Group group = _daemon.AddGroup("readers");
        Iam.GroupDetail bare = Assert.Single(Get().GroupDetailList!);
        Assert.Equal([], bare.GroupPolicyList);
        Assert.Equal([], bare.AttachedManagedPolicies);

        _daemon.Put(group with { AttachedPolicies = [ReadOnly], InlinePolicies = group.InlinePolicies.Add("own", Entities.Document(Entities.AllowAll)) });
        Iam.GroupDetail detail = Assert.Single(Get().GroupDetailList!);
        Assert.Equal("own", Assert.Single(detail.GroupPolicyList!).PolicyName);
        Assert.Equal(ReadOnly, Assert.Single(detail.AttachedManagedPolicies!).PolicyArn);
    }

    [Fact]
    public void A_role_is_shown_with_its_instance_profiles_and_last_use()
    {
        Role role = _daemon.AddRole("app", "/my-path/");
        Iam.RoleDetail bare = Assert.Single(Get().RoleDetailList!);
        Assert.Equal(("app", "/my-path/", Entities.TrustEc2), (bare.RoleName, bare.Path, HttpUtility.UrlDecode(bare.AssumeRolePolicyDocument)));
        Assert.Equal(new Iam.RoleLastUsed(), bare.RoleLastUsed);
        Assert.Equal([], bare.InstanceProfileList);
        Assert.Equal([], bare.RolePolicyList);
        Assert.Equal([], bare.AttachedManagedPolicies);
        Assert.Equal([], bare.Tags);

        DateTimeOffset at = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        _daemon.Activity.Roles[role.Id] = new RoleUse(at, "us-east-1");
        _daemon.Put(Entities.InstanceProfile("machine") with { RoleId = role.Id }, role with { Tags = [new Tag("team", "blue")] });
        Iam.RoleDetail detail = Assert.Single(Get("Role").RoleDetailList!);
        Assert.Equal(new Iam.RoleLastUsed { LastUsedDate = at, Region = "us-east-1" }, detail.RoleLastUsed);
        Iam.InstanceProfile profile = Assert.Single(detail.InstanceProfileList!);
        Assert.Equal("machine", profile.InstanceProfileName);
        Iam.Role inProfile = Assert.Single(profile.Roles);
        Assert.Equal(("app", null, null), (inProfile.RoleName, inProfile.MaxSessionDuration, inProfile.RoleLastUsed));
        Assert.Equal("team", Assert.Single(detail.Tags!).Key);
    }

    [Fact]
    public void A_policy_is_shown_with_its_uses_and_the_documents_of_all_its_versions()
    {
        ManagedPolicy policy = Entities.Policy("own") with { Description = "mine" };
        string other = Samples.Allow("s3:*");
        policy = policy with { Versions = policy.Versions.Add(new PolicyVersion(2, Entities.Document(other), _daemon.Now)), LatestVersion = 2 };
        _daemon.Put(policy);
        _daemon.Put(_daemon.AddUser("alice") with { AttachedPolicies = [policy.Arn.ToString()], PermissionsBoundary = policy.Arn.ToString() });

        Iam.ManagedPolicyDetail detail = Assert.Single(Get("LocalManagedPolicy").Policies!);
        Assert.Equal(
            ("own", "arn:aws:iam::111122223333:policy/own", "v1", 1, 1, true, null),
            (detail.PolicyName, detail.Arn, detail.DefaultVersionId, detail.AttachmentCount, detail.PermissionsBoundaryUsageCount, detail.IsAttachable, detail.Description));
        Assert.Equal(
            [("v2", false, other), ("v1", true, Entities.AllowAll)],
            detail.PolicyVersionList!.Select(version => (version.VersionId, version.IsDefaultVersion!.Value, HttpUtility.UrlDecode(version.Document))));
    }

    [Fact]
    public void Of_AWS_policies_those_are_shown_that_are_attached_or_a_boundary()
    {
        _daemon.Put(
            Entities.User("alice") with { AttachedPolicies = [ReadOnly], PermissionsBoundary = "arn:aws:iam::aws:policy/PowerUserAccess" },
            Entities.Group("readers") with { AttachedPolicies = [ReadOnly] });
        IReadOnlyList<Iam.ManagedPolicyDetail> policies = Get("AWSManagedPolicy").Policies!;
        Assert.Equal(
            [("PowerUserAccess", 0, 1), ("ReadOnlyAccess", 2, 0)],
            policies.Select(policy => (policy.PolicyName, policy.AttachmentCount!.Value, policy.PermissionsBoundaryUsageCount!.Value)));
        Iam.PolicyVersion inForce = policies[1].PolicyVersionList!.Single(version => version.IsDefaultVersion!.Value);
        Assert.Equal(policies[1].DefaultVersionId, inForce.VersionId);
        Assert.StartsWith("%7B%0A%20%20%20%20%22Version%22", inForce.Document);
    }

    [Theory]
    [InlineData("User", "u")]
    [InlineData("Group", "g")]
    [InlineData("Role", "r")]
    [InlineData("LocalManagedPolicy", "own")]
    [InlineData("AWSManagedPolicy", "ReadOnlyAccess")]
    [InlineData("Role User", "u r")]
    [InlineData("", "u g r own ReadOnlyAccess")]
    public void A_filter_says_which_kinds_are_shown(string filter, string names)
    {
        AddOneOfEach();
        Assert.Equal(names, string.Join(' ', Names(Get(filter.Split(' ', StringSplitOptions.RemoveEmptyEntries)))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Pages_go_through_all_lists_and_give_everything_once(int maxItems)
    {
        AddOneOfEach();
        _daemon.AddUser("User");
        _daemon.AddGroup("group 2");
        List<string?> names = [];
        string? marker = null;
        do
        {
            Iam.GetAccountAuthorizationDetailsResponse page = Run(new Iam.GetAccountAuthorizationDetailsRequest { MaxItems = maxItems, Marker = marker });
            string?[] found = [.. Names(page)];
            Assert.InRange(found.Length, 1, maxItems);
            names.AddRange(found);
            marker = page.Marker;
        }
        while (marker is not null);
        Assert.Equal(["u", "User", "g", "group 2", "r", "own", "ReadOnlyAccess"], names);
    }

    [Fact]
    public void A_marker_belongs_to_its_filter()
    {
        AddOneOfEach();
        string? marker = Run(new Iam.GetAccountAuthorizationDetailsRequest { MaxItems = 1 }).Marker;
        Assert.Equal("ValidationError", _daemon.IamError("GetAccountAuthorizationDetails", new Iam.GetAccountAuthorizationDetailsRequest { Filter = ["Role"], Marker = marker }).Code);
    }

    private void AddOneOfEach()
    {
        _daemon.Put(_daemon.AddUser("u") with { AttachedPolicies = [ReadOnly] });
        _daemon.AddGroup("g");
        _daemon.AddRole("r");
        _daemon.AddPolicy("own");
    }

    private static IEnumerable<string?> Names(Iam.GetAccountAuthorizationDetailsResponse details) =>
    [
        .. details.UserDetailList!.Select(user => user.UserName),
        .. details.GroupDetailList!.Select(group => group.GroupName),
        .. details.RoleDetailList!.Select(role => role.RoleName),
        .. details.Policies!.Select(policy => policy.PolicyName),
    ];

    private Iam.GetAccountAuthorizationDetailsResponse Get(params string[] filter) => Run(new Iam.GetAccountAuthorizationDetailsRequest { Filter = filter });

    private Iam.GetAccountAuthorizationDetailsResponse Run(Iam.GetAccountAuthorizationDetailsRequest request) =>
        _daemon.Iam<Iam.GetAccountAuthorizationDetailsResponse>("GetAccountAuthorizationDetails", request);
}
