using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Iamd.Policy.Tests;

/// <summary>Every request of the benchmark's workloads gets the decision that the workload expects.</summary>
public class WorkloadTests
{
    public static TheoryData<string> Workloads() => ["tutorial", "enterprise", "scale-10", "scale-100", "scale-1000", "scale-10000"];

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Every_request_of_a_workload_is_decided_as_expected(string name)
    {
        JsonNode workload = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), name + ".json")))!;
        PolicySet shared = new()
        {
            IdentityPolicies = Named(workload["identityPolicies"]),
            PermissionsBoundaries = workload["permissionsBoundary"] is { } boundary ? [Policy("boundary", boundary)] : [],
            ServiceControlPolicies = [.. (workload["serviceControlPolicies"]?.AsArray() ?? []).Select(level =>
                new OrganizationLevel((string)level!["orgIdentifier"]!, Named(level["policies"])))],
        };
        Dictionary<string, NamedPolicy> resourcePolicies = (workload["resourcePolicies"]?.AsObject() ?? [])
            .ToDictionary(pair => pair.Key, pair => Policy(pair.Key, pair.Value!), StringComparer.Ordinal);
        Assert.True(RequestPrincipal.TryParse((string)workload["principal"]!["arn"]!, out RequestPrincipal? principal));

        int decided = 0;
        foreach (JsonNode? request in workload["requests"]!.AsArray())
        {
            PolicySet policies = request!["resourcePolicy"] is { } key ? shared with { ResourcePolicy = resourcePolicies[(string)key!] } : shared;
            AccessRequest access = new()
            {
                Principal = principal,
                Action = (string)request["action"]!,
                Resource = (string)request["resource"]!,
                ResourceAccount = AccountId.Parse((string)request["resourceAccountId"]!),
                Context = new ContextKeys(request["context"]!.AsObject().Select(pair => KeyValuePair.Create(pair.Key, Value(pair.Value!)))),
            };
            string expected = (string)request["expect"]!;
            Assert.Equal(expected, Evaluator.Decide(policies, access).Outcome.ToString(), ignoreCase: true);
            Assert.Equal(Evaluator.Decide(policies, access), Evaluator.Explain(policies, access).Decision);
            decided++;
        }
        Assert.True(decided >= 64);
    }

    private static ImmutableArray<NamedPolicy> Named(JsonNode? policies) =>
        [.. policies!.AsArray().Select(item => Policy((string)item!["name"]!, item["policy"]!))];

    private static NamedPolicy Policy(string name, JsonNode policy) =>
        new(name, null, CompiledPolicy.Compile(PolicyDocument.Parse(policy.ToJsonString())));

    private static ContextValue Value(JsonNode node) => node is JsonArray list
        ? new ContextValue([.. list.Select(item => item!.ToString())])
        : new ContextValue(node.ToString());

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "bench", "workloads");
}
