using CsCheck;

namespace Iamd.Policy.Tests;

/// <summary>Laws of AWS's evaluation logic that hold whatever the policies and the request.</summary>
public class LawTests
{
    private const int Iterations = 2_000;

    private static readonly NamedPolicy AllowAll = RandomPolicies.Named("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");
    private static readonly NamedPolicy DenyAll = RandomPolicies.Named("""{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}""");
    private static readonly NamedPolicy DenyAllToAll = RandomPolicies.Named("""{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}""");

    [Fact]
    public void Without_any_policy_nobody_but_root_may_do_anything() =>
        RandomPolicies.Cases.Sample(one =>
        {
            AccessRequest request = one.Request;
            bool isOwnRoot = request.Principal is RootPrincipal
                && PolicySet.Empty.ResourcePolicyKind == ResourcePolicyKind.Ordinary
                && Decide(PolicySet.Empty, request) == DecisionOutcome.Allowed;
            Assert.True(isOwnRoot || Decide(PolicySet.Empty, request) == DecisionOutcome.ImplicitDeny);
        }, iter: Iterations);

    [Fact]
    public void A_deny_in_any_policy_that_applies_to_the_caller_wins() =>
        RandomPolicies.Cases.Sample(one =>
        {
            PolicySet policies = one.Policies;
            DecisionOutcome withResource = Decide(policies with { ResourcePolicy = DenyAllToAll }, one.Request);
            Assert.Equal(DecisionOutcome.ExplicitDeny, withResource);
            Assert.Equal(DecisionOutcome.ExplicitDeny, Decide(policies with { EndpointPolicies = [DenyAllToAll] }, one.Request));
            if (one.Request.Principal is not (UserPrincipal or RolePrincipal or FederatedUserPrincipal))
                return;
            Assert.Equal(DecisionOutcome.ExplicitDeny, Decide(policies with { IdentityPolicies = policies.IdentityPolicies.Add(DenyAll) }, one.Request));
            Assert.Equal(DecisionOutcome.ExplicitDeny, Decide(policies with { PermissionsBoundaries = [AllowAll, DenyAll] }, one.Request));
            Assert.Equal(DecisionOutcome.ExplicitDeny, Decide(policies with { SessionPolicies = [DenyAll] }, one.Request));
        }, iter: Iterations);

    [Fact]
    public void The_order_of_policies_and_duplicates_do_not_matter() =>
        RandomPolicies.Cases.Sample(one =>
        {
            PolicySet turned = one.Policies with
            {
                IdentityPolicies = [.. one.Policies.IdentityPolicies.Reverse(), .. one.Policies.IdentityPolicies],
                PermissionsBoundaries = [.. one.Policies.PermissionsBoundaries.Reverse(), .. one.Policies.PermissionsBoundaries],
                ServiceControlPolicies = [.. one.Policies.ServiceControlPolicies.Reverse(), .. one.Policies.ServiceControlPolicies],
                ResourcePolicy = one.Policies.ResourcePolicy is { } policy ? Turn(policy) : null,
            };
            Assert.Equal(Decide(one.Policies, one.Request), Decide(turned, one.Request));
        }, iter: Iterations);

    // A boundary can turn a deny with NotPrincipal on, but even that only denies.
    [Fact]
    public void Boundary_session_endpoint_and_organization_policies_never_grant() =>
        RandomPolicies.Cases.Sample(one =>
        {
            PolicySet without = one.Policies with
            {
                PermissionsBoundaries = [],
                SessionPolicies = null,
                EndpointPolicies = [],
                ServiceControlPolicies = [],
                ResourceControlPolicies = [],
            };
            if (Decide(without, one.Request) != DecisionOutcome.Allowed)
                Assert.NotEqual(DecisionOutcome.Allowed, Decide(one.Policies, one.Request));
        }, iter: Iterations);

    [Fact]
    public void A_further_deny_never_turns_a_denial_into_an_allowance() =>
        Gen.Select(RandomPolicies.Cases, RandomPolicies.Document(hasPrincipal: false)).Sample(both =>
        {
            (PolicyCase one, string json) = both;
            NamedPolicy denying = RandomPolicies.Named(json.Replace("\"Allow\"", "\"Deny\"", StringComparison.Ordinal));
            if (Decide(one.Policies, one.Request) != DecisionOutcome.Allowed)
                Assert.NotEqual(DecisionOutcome.Allowed, Decide(
                    one.Policies with { IdentityPolicies = one.Policies.IdentityPolicies.Add(denying) }, one.Request));
        }, iter: Iterations);

    [Fact]
    public void Printing_and_reading_again_gives_the_same_policy() =>
        Gen.Select(RandomPolicies.Document(hasPrincipal: true), RandomPolicies.Document(hasPrincipal: false)).Sample(both =>
        {
            foreach (string json in new[] { both.Item1, both.Item2 })
            {
                PolicyDocument document = PolicyDocument.Parse(json);
                string printed = document.Print();
                PolicyDocument again = PolicyDocument.Parse(printed);
                Assert.Equal(printed, again.Print());
                Assert.Equal(document.Version, again.Version);
                Assert.Equal(document.Statements.Length, again.Statements.Length);
                foreach ((Statement left, Statement right) in document.Statements.Zip(again.Statements))
                {
                    Assert.Equal(left.Effect, right.Effect);
                    Assert.Equal(left.Action.Patterns, right.Action.Patterns);
                    Assert.Equal(left.Resource?.Patterns ?? [], right.Resource?.Patterns ?? []);
                    Assert.Equal(left.Principal?.Names ?? [], right.Principal?.Names ?? []);
                    Assert.Equal(
                        left.Conditions.Select(test => $"{test.OperatorText} {test.Key} {string.Join('|', test.Values)}").Order(StringComparer.Ordinal),
                        right.Conditions.Select(test => $"{test.OperatorText} {test.Key} {string.Join('|', test.Values)}").Order(StringComparer.Ordinal));
                }
            }
        }, iter: Iterations);

    private static DecisionOutcome Decide(PolicySet policies, AccessRequest request) => Evaluator.Decide(policies, request).Outcome;

    private static NamedPolicy Turn(NamedPolicy policy)
    {
        System.Text.Json.Nodes.JsonNode document = System.Text.Json.Nodes.JsonNode.Parse(policy.Policy.Document.Text)!;
        System.Text.Json.Nodes.JsonArray statements = document["Statement"] as System.Text.Json.Nodes.JsonArray ?? [document["Statement"]!.DeepClone()];
        document["Statement"] = new System.Text.Json.Nodes.JsonArray([.. statements.Concat(statements).Reverse().Select(statement => statement!.DeepClone())]);
        return RandomPolicies.Named(document.ToJsonString());
    }
}
