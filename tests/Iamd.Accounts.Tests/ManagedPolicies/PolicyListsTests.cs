namespace Iamd.Accounts.Tests.ManagedPolicies;

public class PolicyListsTests
{
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";

    private readonly Daemon _daemon = new();

    public PolicyListsTests()
    {
        _daemon.Put(Entities.Policy("attached"));
        _daemon.Put(Entities.Policy("Boundary", path: "/limits/"));
        _daemon.Put(Entities.Policy("unused", path: "/limits/low/"));
        _daemon.Put(Entities.Group("g", "/team/") with { AttachedPolicies = [Own("attached"), ReadOnly] });
        _daemon.Put(Entities.User("U") with { AttachedPolicies = [Own("attached")], PermissionsBoundary = Own("limits/Boundary") });
        _daemon.Put(Entities.User("v") with { PermissionsBoundary = Own("limits/Boundary") });
        _daemon.Put(Entities.Role("a", "/team/") with { AttachedPolicies = [Own("limits/Boundary")], PermissionsBoundary = Own("limits/Boundary") });
    }

    [Theory] // scope, only attached, path prefix, usage
    [InlineData("Local", null, null, null, "attached Boundary unused")]
    [InlineData("Local", true, null, null, "attached Boundary")]
    [InlineData("Local", false, "/limits/", null, "Boundary unused")]
    [InlineData("Local", null, "/limits/low/", null, "unused")]
    [InlineData("Local", null, null, "PermissionsBoundary", "Boundary")]
    [InlineData("Local", null, null, "PermissionsPolicy", "attached Boundary")]
    [InlineData("AWS", true, null, null, "ReadOnlyAccess")]
    [InlineData("All", true, null, null, "attached Boundary ReadOnlyAccess")]
    [InlineData(null, true, "/", "PermissionsPolicy", "attached Boundary ReadOnlyAccess")]
    [InlineData("AWS", null, "/job-function/", "PermissionsBoundary", "")]
    public void Policies_are_chosen_by_scope_use_and_path(string? scope, bool? onlyAttached, string? prefix, string? usage, string names) =>
        Assert.Equal(names, string.Join(' ', List(scope, onlyAttached, prefix, usage).Select(policy => policy.PolicyName)));

    [Fact]
    public void Lists_leave_out_descriptions_and_tags()
    {
        _daemon.Put(Entities.Policy("attached") with { Description = "d", Tags = [new Tag("a", "1")] });
        Iam.Policy policy = List("Local", null, null, null)[0];
        Assert.Null(policy.Description);
        Assert.Null(policy.Tags);
        Assert.Equal(2, policy.AttachmentCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Pages_of_any_size_give_the_same_whole(int size)
    {
        List<string> names = [];
        string? marker = null;
        do
        {
            Iam.ListPoliciesResponse page = _daemon.Iam<Iam.ListPoliciesResponse>(
                "ListPolicies", new Iam.ListPoliciesRequest { PathPrefix = size == 1 ? "/limits/" : null, MaxItems = size, Marker = marker });
            Assert.True(page.Policies!.Count <= size);
            names.AddRange(page.Policies.Select(policy => policy.PolicyName!));
            marker = page.Marker;
        }
        while (marker is not null);
        Assert.Equal(List(null, null, size == 1 ? "/limits/" : null, null).Select(policy => policy.PolicyName), names);
    }

    [Theory] // ARN, entity filter, path prefix, usage; groups | users | roles
    [InlineData("attached", null, null, null, "g|U|")]
    [InlineData("attached", "User", null, null, "|U|")]
    [InlineData("attached", null, "/team/", null, "g||")]
    [InlineData("limits/Boundary", null, null, null, "|U v|a")]
    [InlineData("limits/Boundary", null, null, "PermissionsPolicy", "||a")]
    [InlineData("limits/Boundary", "Role", null, "PermissionsBoundary", "||a")]
    [InlineData("limits/low/unused", null, null, null, "||")]
    public void Entities_of_a_policy_are_found_by_kind_path_and_use(string policy, string? filter, string? prefix, string? usage, string entities)
    {
        Iam.ListEntitiesForPolicyResponse answer = _daemon.Iam<Iam.ListEntitiesForPolicyResponse>(
            "ListEntitiesForPolicy",
            new Iam.ListEntitiesForPolicyRequest { PolicyArn = Own(policy), EntityFilter = filter, PathPrefix = prefix, PolicyUsageFilter = usage });
        Assert.Equal(entities, Print(answer));
        Assert.False(answer.IsTruncated);
    }

    [Fact]
    public void Entities_come_in_pages_over_all_three_kinds()
    {
        List<string> pages = [];
        string? marker = null;
        do
        {
            Iam.ListEntitiesForPolicyResponse answer = _daemon.Iam<Iam.ListEntitiesForPolicyResponse>(
                "ListEntitiesForPolicy",
                new Iam.ListEntitiesForPolicyRequest { PolicyArn = Own("limits/Boundary"), MaxItems = 1, Marker = marker });
            pages.Add(Print(answer));
            marker = answer.Marker;
        }
        while (marker is not null);
        Assert.Equal(["|U|", "|v|", "||a"], pages);
    }

    [Fact]
    public void Entities_of_a_missing_policy_cannot_be_listed() =>
        Assert.Equal(
            new AwsError("NoSuchEntity", "Policy arn:aws:iam::111122223333:policy/nothing does not exist or is not attachable.", 404),
            _daemon.IamError("ListEntitiesForPolicy", new Iam.ListEntitiesForPolicyRequest { PolicyArn = Own("nothing") }));

    private static string Own(string pathAndName) => $"arn:aws:iam::111122223333:policy/{pathAndName}";

    private static string Print(Iam.ListEntitiesForPolicyResponse answer) =>
        $"{string.Join(' ', answer.PolicyGroups!.Select(group => group.GroupName))}|{string.Join(' ', answer.PolicyUsers!.Select(user => user.UserName))}|{string.Join(' ', answer.PolicyRoles!.Select(role => role.RoleName))}";

    private List<Iam.Policy> List(string? scope, bool? onlyAttached, string? prefix, string? usage)
    {
        List<Iam.Policy> policies = [];
        string? marker = null;
        do
        {
            Iam.ListPoliciesResponse page = _daemon.Iam<Iam.ListPoliciesResponse>("ListPolicies", new Iam.ListPoliciesRequest
            {
                Scope = scope,
                OnlyAttached = onlyAttached,
                PathPrefix = prefix,
                PolicyUsageFilter = usage,
                MaxItems = 1000,
                Marker = marker,
            });
            policies.AddRange(page.Policies!);
            marker = page.Marker;
        }
        while (marker is not null);
        return policies;
    }
}
