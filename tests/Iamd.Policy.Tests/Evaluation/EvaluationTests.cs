namespace Iamd.Policy.Tests;

/// <summary>Who may do what when several types of policies take part, within an account and across accounts.</summary>
public class EvaluationTests
{
    private const string Role = "arn:aws:iam::111111111111:role/app";
    private const string FederatedUser = "arn:aws:sts::111111111111:federated-user/alice";
    private const string Root = "arn:aws:iam::111111111111:root";

    private static string? Verdict(string word) => word switch
    {
        "Allow" or "Deny" => Asked.Statement(word, "\"Action\":\"*\",\"Resource\":\"*\""),
        "silent" => Asked.Statement("Allow", "\"Action\":\"ec2:*\",\"Resource\":\"*\""),
        "none" => null,
        _ => throw new ArgumentOutOfRangeException(nameof(word)),
    };

    private static string ResourcePolicy(string principal, string effect = "Allow") =>
        Asked.Statement(effect, $"\"Principal\":{principal},\"Action\":\"*\",\"Resource\":\"*\"");

    private static string Aws(string name) => $$"""{"AWS":"{{name}}"}""";

    [Theory] // identity, boundary, session, decision; "silent" = attached, matches nothing
    [InlineData("Allow", "none", "none", "allowed")]
    [InlineData("silent", "none", "none", "implicitDeny")]
    [InlineData("none", "none", "none", "implicitDeny")]
    [InlineData("Deny", "none", "none", "explicitDeny")]
    [InlineData("Allow", "Allow", "Allow", "allowed")]
    [InlineData("silent", "Allow", "Allow", "implicitDeny")]
    [InlineData("Allow", "silent", "Allow", "implicitDeny")]
    [InlineData("Allow", "Allow", "silent", "implicitDeny")]
    [InlineData("Allow", "Deny", "Allow", "explicitDeny")]
    [InlineData("Allow", "Allow", "Deny", "explicitDeny")]
    [InlineData("none", "Allow", "Allow", "implicitDeny")]
    public void A_boundary_and_a_session_policy_limit_but_never_grant(string identity, string boundary, string session, string decision)
    {
        PolicySet policies = new()
        {
            IdentityPolicies = Asked.Policies(Verdict(identity)),
            PermissionsBoundaries = Asked.Policies(Verdict(boundary)),
            SessionPolicies = session == "none" ? null : Asked.Policies(Verdict(session)),
        };
        Assert.Equal(decision, Asked.Decide(policies, Asked.Request(Asked.Session)));
    }

    [Fact]
    public void Session_policies_that_are_in_play_but_empty_allow_nothing() =>
        Assert.Equal("implicitDeny", Asked.Decide(
            new PolicySet { IdentityPolicies = Asked.Policies(Verdict("Allow")), SessionPolicies = [] }, Asked.Request(FederatedUser)));

    [Theory] // what the bucket policy names, and whether it grants without, or in spite of, other policies
    // caller                named                              alone           silent boundary  silent session policy
    [InlineData(Asked.Alice, Asked.Alice, "allowed", "allowed", "allowed")]
    [InlineData(Asked.Alice, "*", "allowed", "allowed", "allowed")]
    [InlineData(Asked.Alice, "111111111111", "implicitDeny", "implicitDeny", "implicitDeny")]
    [InlineData(Asked.Alice, Root, "implicitDeny", "implicitDeny", "implicitDeny")]
    [InlineData(Asked.Alice, "arn:aws:iam::111111111111:user/bob", "implicitDeny", "implicitDeny", "implicitDeny")]
    [InlineData(Asked.Alice, "arn:aws:iam::111111111111:user/Alice", "implicitDeny", "implicitDeny", "implicitDeny")]
    [InlineData(Asked.Alice, "arn:aws:iam::222222222222:user/alice", "implicitDeny", "implicitDeny", "implicitDeny")]
    [InlineData(Asked.Session, Asked.Session, "allowed", "allowed", "allowed")]
    [InlineData(Asked.Session, Role, "allowed", "implicitDeny", "implicitDeny")]
    [InlineData(Asked.Session, "*", "allowed", "allowed", "allowed")]
    [InlineData(Asked.Session, Root, "implicitDeny", "implicitDeny", "implicitDeny")]
    [InlineData(Asked.Session, "arn:aws:sts::111111111111:assumed-role/app/other", "implicitDeny", "implicitDeny", "implicitDeny")]
    [InlineData(Asked.Session, "arn:aws:sts::111111111111:assumed-role/app/*", "implicitDeny", "implicitDeny", "implicitDeny")]
    [InlineData(Asked.Session, "arn:aws:iam::111111111111:role/path/app", "allowed", "implicitDeny", "implicitDeny")]
    [InlineData(FederatedUser, FederatedUser, "allowed", "allowed", "allowed")]
    [InlineData(FederatedUser, Asked.Alice, "allowed", "implicitDeny", "implicitDeny")]
    [InlineData(FederatedUser, Root, "implicitDeny", "implicitDeny", "implicitDeny")]
    [InlineData(Root, Root, "allowed", "allowed", "allowed")]
    [InlineData(Root, Asked.Alice, "allowed", "allowed", "allowed")]
    public void Within_an_account_a_resource_policy_grants_by_whom_it_names(string caller, string named, string alone, string withBoundary, string withSession)
    {
        PolicySet policies = new() { ResourcePolicy = Asked.Policy(ResourcePolicy(Aws(named))) };
        AccessRequest request = Asked.Request(caller);
        Assert.Equal(alone, Asked.Decide(policies, request));
        Assert.Equal(withBoundary, Asked.Decide(policies with { PermissionsBoundaries = Asked.Policies(Verdict("silent")) }, request));
        Assert.Equal(withSession, Asked.Decide(policies with { SessionPolicies = Asked.Policies(Verdict("silent")) }, request));
        // An explicit deny is never escaped.
        if (caller != Root)
        {
            Assert.Equal("explicitDeny", Asked.Decide(policies with { PermissionsBoundaries = Asked.Policies(Verdict("Deny")) }, request));
            Assert.Equal("explicitDeny", Asked.Decide(policies with { IdentityPolicies = Asked.Policies(Verdict("Deny")) }, request));
        }
    }

    [Theory] // identity policy, what the other account's bucket policy names, decision
    [InlineData("Allow", Asked.Alice, "allowed")]
    [InlineData("Allow", Root, "allowed")]
    [InlineData("Allow", "111111111111", "allowed")]
    [InlineData("Allow", "*", "allowed")]
    [InlineData("none", Asked.Alice, "implicitDeny")]
    [InlineData("silent", "*", "implicitDeny")]
    [InlineData("Allow", "222222222222", "implicitDeny")]
    [InlineData("Deny", Asked.Alice, "explicitDeny")]
    public void Across_accounts_both_sides_must_allow(string identity, string named, string decision) =>
        Assert.Equal(decision, Asked.Decide(
            new PolicySet { IdentityPolicies = Asked.Policies(Verdict(identity)), ResourcePolicy = Asked.Policy(ResourcePolicy(Aws(named))) },
            Asked.Request(account: "222222222222")));

    [Theory]
    [InlineData("silent", "none", "implicitDeny")]
    [InlineData("none", "silent", "implicitDeny")]
    [InlineData("Allow", "Allow", "allowed")]
    public void Across_accounts_boundary_and_session_policy_always_limit(string boundary, string session, string decision) =>
        Assert.Equal(decision, Asked.Decide(
            new PolicySet
            {
                IdentityPolicies = Asked.Policies(Verdict("Allow")),
                PermissionsBoundaries = Asked.Policies(Verdict(boundary)),
                SessionPolicies = session == "none" ? null : Asked.Policies(Verdict(session)),
                ResourcePolicy = Asked.Policy(ResourcePolicy(Aws(Asked.Session))),
            },
            Asked.Request(Asked.Session, account: "222222222222")));

    [Theory] // resource, account said to own it, decision for alice of 111111111111 by her own policy alone
    [InlineData("arn:aws:s3:::bucket", null, "allowed")]
    [InlineData("arn:aws:s3:::bucket", "111111111111", "allowed")]
    [InlineData("arn:aws:s3:::bucket", "222222222222", "implicitDeny")]
    [InlineData("arn:aws:sqs:us-east-1:111111111111:q", null, "allowed")]
    [InlineData("arn:aws:sqs:us-east-1:222222222222:q", null, "implicitDeny")]
    [InlineData("arn:aws:iam::aws:policy/ReadOnlyAccess", null, "implicitDeny")]
    [InlineData("*", null, "allowed")]
    public void A_resource_without_an_account_belongs_to_whom_it_is_said_to_else_to_the_caller(string resource, string? account, string decision) =>
        Assert.Equal(decision, Asked.Decide(
            new PolicySet { IdentityPolicies = Asked.Policies(Verdict("Allow")) }, Asked.Request(resource: resource, account: account)));

    [Theory]
    [InlineData("lambda.amazonaws.com", """{"Service":"lambda.amazonaws.com"}""", "allowed")]
    [InlineData("lambda.amazonaws.com", """{"Service":["ec2.amazonaws.com","lambda.amazonaws.com"]}""", "allowed")]
    [InlineData("lambda.amazonaws.com", """{"Service":"ec2.amazonaws.com"}""", "implicitDeny")]
    [InlineData("lambda.amazonaws.com", """{"AWS":"111111111111"}""", "implicitDeny")]
    [InlineData("lambda.amazonaws.com", "\"*\"", "allowed")]
    [InlineData("anonymous", "\"*\"", "allowed")]
    [InlineData("anonymous", """{"AWS":"*"}""", "allowed")]
    [InlineData("anonymous", """{"AWS":"111111111111"}""", "implicitDeny")]
    [InlineData("anonymous", """{"Service":"lambda.amazonaws.com"}""", "implicitDeny")]
    [InlineData("arn:aws:iam::111111111111:oidc-provider/idp.example.com", """{"Federated":"arn:aws:iam::111111111111:oidc-provider/idp.example.com"}""", "allowed")]
    [InlineData("arn:aws:iam::111111111111:oidc-provider/idp.example.com", """{"Federated":"arn:aws:iam::111111111111:oidc-provider/other.example.com"}""", "implicitDeny")]
    [InlineData("arn:aws:iam::111111111111:oidc-provider/idp.example.com", """{"AWS":"111111111111"}""", "implicitDeny")]
    [InlineData("accounts.google.com", """{"Federated":"accounts.google.com"}""", "allowed")]
    public void Services_providers_and_anonymous_callers_need_nothing_but_the_resource_policy(string caller, string principal, string decision)
    {
        PolicySet policies = new() { ResourcePolicy = Asked.Policy(ResourcePolicy(principal)), PermissionsBoundaries = Asked.Policies(Verdict("silent")) };
        Assert.Equal(decision, Asked.Decide(policies, Asked.Request(caller)));
        Assert.Equal("implicitDeny", Asked.Decide(policies with { ResourcePolicy = null, IdentityPolicies = Asked.Policies(Verdict("Allow")) }, Asked.Request(caller)));
    }

    [Fact]
    public void Root_may_do_all_in_its_account_but_is_under_organization_and_resource_policies()
    {
        AccessRequest request = Asked.Request(Root);
        OrganizationLevel silent = new("ou", Asked.Policies(Verdict("silent")));
        Assert.Equal("allowed", Asked.Decide(PolicySet.Empty, request));
        Assert.Equal("allowed", Asked.Decide(new PolicySet { IdentityPolicies = Asked.Policies(Verdict("Deny")) }, request));
        Assert.Equal("implicitDeny", Asked.Decide(new PolicySet { ServiceControlPolicies = [silent] }, request));
        Assert.Equal("explicitDeny", Asked.Decide(new PolicySet { ResourcePolicy = Asked.Policy(ResourcePolicy("\"*\"", "Deny")) }, request));
        Assert.Equal("implicitDeny", Asked.Decide(PolicySet.Empty, Asked.Request(Root, account: "222222222222")));
        Assert.Equal("allowed", Asked.Decide(new PolicySet { ResourcePolicy = Asked.Policy(ResourcePolicy(Aws(Root))) }, Asked.Request(Root, account: "222222222222")));
    }

    [Theory] // trust policy names, identity policy, caller's account = role's account?, decision
    [InlineData(Asked.Alice, "none", true, "allowed")]
    [InlineData(Root, "none", true, "implicitDeny")]
    [InlineData(Root, "Allow", true, "allowed")]
    [InlineData("arn:aws:iam::111111111111:user/bob", "Allow", true, "implicitDeny")]
    [InlineData(Asked.Alice, "Deny", true, "explicitDeny")]
    [InlineData(Asked.Alice, "none", false, "implicitDeny")]
    [InlineData(Asked.Alice, "Allow", false, "allowed")]
    [InlineData(Root, "Allow", false, "allowed")]
    [InlineData("222222222222", "Allow", false, "implicitDeny")]
    public void Nobody_assumes_a_role_that_does_not_trust_them(string named, string identity, bool sameAccount, string decision)
    {
        string account = sameAccount ? "111111111111" : "222222222222";
        string trust = $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{{Aws(named)}},"Action":"sts:AssumeRole"} }""";
        PolicySet policies = new()
        {
            IdentityPolicies = Asked.Policies(Verdict(identity)),
            ResourcePolicy = Asked.Policy(trust),
            ResourcePolicyKind = ResourcePolicyKind.RoleTrust,
        };
        Assert.Equal(decision, Asked.Decide(policies, Asked.Request(action: "sts:AssumeRole", resource: $"arn:aws:iam::{account}:role/target", account: null)));
    }

    [Fact]
    public void A_role_without_a_known_trust_policy_and_a_key_without_a_key_policy_are_closed()
    {
        PolicySet policies = new() { IdentityPolicies = Asked.Policies(Verdict("Allow")) };
        Assert.Equal("implicitDeny", Asked.Decide(policies with { ResourcePolicyKind = ResourcePolicyKind.RoleTrust }, Asked.Request()));
        Assert.Equal("implicitDeny", Asked.Decide(policies with { ResourcePolicyKind = ResourcePolicyKind.KmsKey }, Asked.Request(Root)));
    }

    [Theory] // key policy names, identity policy, decision
    [InlineData(Root, "Allow", "allowed")]
    [InlineData(Root, "none", "implicitDeny")]
    [InlineData(Asked.Alice, "none", "allowed")]
    [InlineData("arn:aws:iam::111111111111:user/bob", "Allow", "implicitDeny")]
    public void Identity_policies_count_for_a_key_only_where_its_policy_lets_the_account_in(string named, string identity, string decision) =>
        Assert.Equal(decision, Asked.Decide(
            new PolicySet
            {
                IdentityPolicies = Asked.Policies(Verdict(identity)),
                ResourcePolicy = Asked.Policy(ResourcePolicy(Aws(named))),
                ResourcePolicyKind = ResourcePolicyKind.KmsKey,
            },
            Asked.Request(action: "kms:Decrypt", resource: "arn:aws:kms:us-east-1:111111111111:key/1", account: null)));

    [Theory]
    [InlineData("sts:AssumeRole", "arn:aws:iam::111111111111:role/a/b", ResourcePolicyKind.RoleTrust)]
    [InlineData("STS:assumerolewithsaml", "arn:aws:iam::111111111111:role/b", ResourcePolicyKind.RoleTrust)]
    [InlineData("iam:PassRole", "arn:aws:iam::111111111111:role/b", ResourcePolicyKind.Ordinary)]
    [InlineData("sts:AssumeRole", "*", ResourcePolicyKind.Ordinary)]
    [InlineData("kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/1", ResourcePolicyKind.KmsKey)]
    [InlineData("kms:CreateAlias", "arn:aws:kms:us-east-1:111111111111:alias/1", ResourcePolicyKind.Ordinary)]
    [InlineData("s3:GetObject", "arn:aws:s3:::b/k", ResourcePolicyKind.Ordinary)]
    public void Action_and_resource_tell_which_rules_hold_for_the_resource_policy(string action, string resource, ResourcePolicyKind kind) =>
        Assert.Equal(kind, ResourcePolicyKinds.For(action, resource));

    [Theory] // verdicts of root, unit, account; decision
    [InlineData("Allow", "Allow", "Allow", "allowed")]
    [InlineData("Allow", "silent", "Allow", "implicitDeny")]
    [InlineData("Allow", "none", "Allow", "implicitDeny")] // a level without a policy lets nothing through
    [InlineData("Allow", "Allow", "Deny", "explicitDeny")]
    [InlineData("Deny", "Allow", "Allow", "explicitDeny")]
    public void Every_level_of_an_organization_must_let_it_through(string root, string unit, string account, string decision)
    {
        string?[] scps = [Verdict(root), Verdict(unit), Verdict(account)];
        PolicySet policies = new() { IdentityPolicies = Asked.Policies(Verdict("Allow")) };
        OrganizationLevel[] levels = [.. scps.Select((json, i) => new OrganizationLevel($"level{i}", Asked.Policies(json)))];
        Assert.Equal(decision, Asked.Decide(policies with { ServiceControlPolicies = [.. levels] }, Asked.Request()));
        // Resource control policies name everyone as principal.
        OrganizationLevel[] rcps = [.. scps.Select((json, i) => new OrganizationLevel($"level{i}",
            Asked.Policies(json?.Replace("\"Action\"", "\"Principal\":\"*\",\"Action\"", StringComparison.Ordinal))))];
        Assert.Equal(decision, Asked.Decide(policies with { ResourceControlPolicies = [.. rcps] }, Asked.Request()));
    }

    [Theory] // caller, under service control policies?, under resource control policies?
    [InlineData(Asked.Alice, true, true)]
    [InlineData(Asked.Session, true, true)]
    [InlineData(Root, true, true)]
    [InlineData("lambda.amazonaws.com", false, true)]
    [InlineData("anonymous", false, true)]
    [InlineData("arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX", false, false)]
    [InlineData("arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForX/session", false, false)]
    public void Service_linked_roles_are_outside_organization_policies_and_services_outside_service_control_policies(string caller, bool underScp, bool underRcp)
    {
        PolicySet policies = new() { IdentityPolicies = Asked.Policies(Verdict("Allow")), ResourcePolicy = Asked.Policy(ResourcePolicy("\"*\"")) };
        AccessRequest request = Asked.Request(caller);
        OrganizationLevel scp = new("r", Asked.Policies(Verdict("Deny")));
        OrganizationLevel rcp = new("r", Asked.Policies(ResourcePolicy("\"*\"", "Deny")));
        Assert.Equal(underScp ? "explicitDeny" : "allowed", Asked.Decide(policies with { ServiceControlPolicies = [scp] }, request));
        Assert.Equal(underRcp ? "explicitDeny" : "allowed", Asked.Decide(policies with { ResourceControlPolicies = [rcp] }, request));
    }

    [Theory] // endpoint policy's statement, decision
    [InlineData("\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"", "allowed")]
    [InlineData("\"Principal\":{\"AWS\":\"111111111111\"},\"Action\":\"s3:*\",\"Resource\":\"*\"", "allowed")]
    [InlineData("\"Principal\":{\"AWS\":\"222222222222\"},\"Action\":\"s3:*\",\"Resource\":\"*\"", "implicitDeny")]
    [InlineData("\"Principal\":\"*\",\"Action\":\"ec2:*\",\"Resource\":\"*\"", "implicitDeny")]
    [InlineData("\"Action\":\"s3:*\",\"Resource\":\"*\"", "implicitDeny")]
    public void An_endpoint_policy_limits_what_comes_through_the_endpoint(string members, string decision) =>
        Assert.Equal(decision, Asked.Decide(
            new PolicySet { IdentityPolicies = Asked.Policies(Verdict("Allow")), EndpointPolicies = Asked.Policies(Asked.Statement("Allow", members)) },
            Asked.Request()));

    [Theory] // NotPrincipal names, alice has a boundary?, decision for alice, who is otherwise allowed
    [InlineData(Asked.Alice, false, "allowed")]
    [InlineData(Root, false, "allowed")]
    [InlineData("arn:aws:iam::111111111111:user/bob", false, "explicitDeny")]
    [InlineData(Asked.Alice, true, "explicitDeny")] // always, as AWS warns
    public void NotPrincipal_with_deny_spares_whom_it_names_unless_they_have_a_boundary(string named, bool hasBoundary, string decision) =>
        Assert.Equal(decision, Asked.Decide(
            new PolicySet
            {
                IdentityPolicies = Asked.Policies(Verdict("Allow")),
                PermissionsBoundaries = hasBoundary ? Asked.Policies(Verdict("Allow")) : [],
                ResourcePolicy = Asked.Policy(Asked.Statement("Deny", $"\"NotPrincipal\":{Aws(named)},\"Action\":\"*\",\"Resource\":\"*\"")),
            },
            Asked.Request()));

    [Fact]
    public void NotPrincipal_with_allow_lets_in_everyone_else_even_anonymous_callers()
    {
        PolicySet policies = new() { ResourcePolicy = Asked.Policy(Asked.Statement("Allow", $"\"NotPrincipal\":{Aws(Asked.Alice)},\"Action\":\"*\",\"Resource\":\"*\"")) };
        Assert.Equal("implicitDeny", Asked.Decide(policies, Asked.Request()));
        Assert.Equal("allowed", Asked.Decide(policies, Asked.Request("anonymous")));
        Assert.Equal("allowed", Asked.Decide(policies, Asked.Request("arn:aws:iam::111111111111:user/bob")));
    }

    [Fact]
    public void A_resource_policy_without_a_resource_means_its_own_and_without_a_principal_nobody()
    {
        PolicySet own = new() { ResourcePolicy = Asked.Policy(Asked.Statement("Allow", "\"Principal\":\"*\",\"Action\":\"*\"")) };
        Assert.Equal("allowed", Asked.Decide(own, Asked.Request()));
        PolicySet nobody = new() { ResourcePolicy = Asked.Policy(Asked.Statement("Allow", "\"Action\":\"*\",\"Resource\":\"*\"")) };
        Assert.Equal("implicitDeny", Asked.Decide(nobody, Asked.Request()));
        PolicySet identity = new() { IdentityPolicies = Asked.Policies(Asked.Statement("Allow", "\"Action\":\"*\"")) };
        Assert.Equal("implicitDeny", Asked.Decide(identity, Asked.Request()));
    }

    [Fact]
    public void A_trust_policy_bound_to_a_deleted_user_does_not_let_in_the_new_user_of_that_name()
    {
        PolicyDocument trust = PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{{Aws(Asked.Alice)}},"Action":"sts:AssumeRole"} }""");
        PrincipalBindings bindings = new(PrincipalBindings.None.Ids.Add(Asked.Alice, "AIDAOLD"));
        PolicySet policies = new()
        {
            ResourcePolicy = new NamedPolicy("trust", null, CompiledPolicy.Compile(trust, bindings)),
            ResourcePolicyKind = ResourcePolicyKind.RoleTrust,
        };
        AccessRequest By(string? id) => Asked.Request(action: "sts:AssumeRole", resource: Role) with { Principal = new UserPrincipal(Arn.Parse(Asked.Alice), id) };
        Assert.Equal("allowed", Asked.Decide(policies, By("AIDAOLD")));
        Assert.Equal("implicitDeny", Asked.Decide(policies, By("AIDANEW")));
        Assert.Equal("implicitDeny", Asked.Decide(policies, By(null)));
        // The id itself, which is shown once the user is gone, is matched as well.
        PolicySet byId = new() { ResourcePolicy = Asked.Policy(ResourcePolicy(Aws("AIDAOLD"))) };
        Assert.Equal("allowed", Asked.Decide(byId, By("AIDAOLD")));
        Assert.Equal("implicitDeny", Asked.Decide(byId, By("AIDANEW")));
    }

    [Theory]
    [InlineData(Asked.Alice, typeof(UserPrincipal))]
    [InlineData("arn:aws:iam::111111111111:user/division/alice", typeof(UserPrincipal))]
    [InlineData(Role, typeof(RolePrincipal))]
    [InlineData(Asked.Session, typeof(RolePrincipal))]
    [InlineData(FederatedUser, typeof(FederatedUserPrincipal))]
    [InlineData(Root, typeof(RootPrincipal))]
    [InlineData("arn:aws-cn:iam::111111111111:root", typeof(RootPrincipal))]
    [InlineData("lambda.amazonaws.com", typeof(ServicePrincipal))]
    [InlineData("anonymous", typeof(AnonymousPrincipal))]
    [InlineData("arn:aws:iam::111111111111:saml-provider/idp", typeof(FederatedPrincipal))]
    [InlineData("", null)]
    [InlineData("alice", null)]
    [InlineData("*", null)]
    [InlineData("111111111111", null)]
    [InlineData("arn:aws:iam::111111111111:user/", null)]
    [InlineData("arn:aws:iam::111111111111:group/g", null)]
    [InlineData("arn:aws:iam::1:user/alice", null)]
    [InlineData("arn:aws:sts::111111111111:assumed-role/app", null)]
    [InlineData("arn:aws:s3:::bucket", null)]
    public void A_principal_is_read_from_its_text(string text, Type? type)
    {
        Assert.Equal(type is not null, RequestPrincipal.TryParse(text, out RequestPrincipal? principal));
        Assert.Equal(type, principal?.GetType());
        Assert.Equal(type is null ? null : text, principal?.Text);
    }

    [Fact]
    public void Deciding_allocates_nothing()
    {
        PolicySet policies = new()
        {
            IdentityPolicies = Asked.Policies(
                Asked.Statement("Allow", """ "Action":["s3:Get*","s3:Put*"],"Resource":"arn:aws:s3:::bucket/${aws:username}/*","Condition":{"IpAddress":{"aws:SourceIp":["2001:db8::/32","10.0.0.0/8"]},"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"},"NumericLessThan":{"s3:max-keys":"10"},"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:*:topic"},"BinaryEquals":{"x:binary":"QUJD"},"ForAllValues:StringLike":{"aws:TagKeys":["a*","b"]}} """),
                Asked.Statement("Deny", """ "NotAction":"s3:*","NotResource":"arn:aws:s3:::*" """)),
            ResourcePolicy = Asked.Policy(ResourcePolicy(Aws("222222222222"))),
            PermissionsBoundaries = Asked.Policies(Verdict("Allow")),
            ServiceControlPolicies = [new OrganizationLevel("r", Asked.Policies(Verdict("Allow")))],
        };
        AccessRequest request = Asked.Request(resource: "arn:aws:s3:::bucket/alice/key", context:
        [
            ("aws:username", "alice"), ("aws:SourceIp", "2001:db8::1"), ("aws:CurrentTime", "2026-11-23T10:00:00Z"), ("s3:max-keys", "5"),
            ("aws:SourceArn", "arn:aws:sns:us-east-1:111111111111:topic"), ("x:binary", "QUJD"), ("aws:TagKeys", new[] { "ab", "b" }),
        ]);
        Assert.Equal("allowed", Asked.Decide(policies, request));
        for (int i = 0; i < 100; i++)
            Evaluator.Decide(policies, request);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            Evaluator.Decide(policies, request);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
