using System.Collections.Immutable;
using Iamd.Policy;
using Iamd.Terminal;

namespace Iamd.Simulation;

/// <summary>Decides by policies in files, as if they were all that the caller has.</summary>
internal static class OfflineSimulator
{
    /// <summary>An account to be in when neither caller nor resource names one.</summary>
    private const string SomeAccount = "123456789012";

    /// <exception cref="CommandFailure">A file cannot be read or holds no policy, or the principal is none.</exception>
    public static ImmutableArray<SimulatedDecision> Decide(Question question, IEnumerable<string> policyFiles, string? principal)
    {
        PolicySet policies = new() { IdentityPolicies = [.. policyFiles.Select(Read)] };
        return [.. question.Actions.SelectMany(_ => question.Resources, (action, resource) => Decide(policies, question, principal, action, resource))];
    }

    /// <summary>Reads a policy.</summary>
    /// <exception cref="CommandFailure">There is none in the file.</exception>
    private static NamedPolicy Read(string file) =>
        PolicyDocument.TryParse(InputFile.ReadText(file), out PolicyDocument? document, out PolicyError? error)
            ? new NamedPolicy(file, null, CompiledPolicy.Compile(document))
            : throw new CommandFailure($"{file}: {error}");

    private static SimulatedDecision Decide(PolicySet policies, Question question, string? principalText, string action, string resource)
    {
        RequestPrincipal principal = ReadPrincipal(principalText ?? $"arn:aws:iam::{AccountOf(resource)}:user/somebody");
        ContextKeys context = principalText is null ? ContextKeys.Empty : FactsOf(principal);
        foreach ((string key, ContextValue value) in question.Context)
            context = context.With(key, value);
        Explanation explanation = Evaluator.Explain(policies, new AccessRequest { Principal = principal, Action = action, Resource = resource, Context = context });
        return new SimulatedDecision(action, resource, explanation.Decision.Outcome)
        {
            PolicyTypes = [.. explanation.Layers.Select(layer => new PolicyTypeVerdict(
                DecisionSentence.NameOf(layer.Layer),
                layer.Outcome,
                [.. explanation.Matches.Where(match => match.Layer == layer.Layer && IsDeny(match.Statement) == (layer.Outcome == DecisionOutcome.ExplicitDeny))
                    .Select(match => Cite(match.Policy, match.Statement))],
                layer.Outcome == DecisionOutcome.ImplicitDeny ? [.. explanation.NearMisses.Where(miss => miss.Layer == layer.Layer && !IsDeny(miss.Statement)).Select(Say)] : []))],
            MissingContextKeys = explanation.MissingContextKeys,
        };
    }

    private static bool IsDeny(Statement statement) => statement.Effect == Effect.Deny;

    private static CitedStatement Cite(NamedPolicy policy, Statement statement) => new(policy.Name, "", statement);

    private static string Say(NearMiss miss)
    {
        string statement = $"close: {Cite(miss.Policy, miss.Statement)}";
        if (miss.Condition is not ConditionTest condition)
            return $"{statement}, but for its {miss.Element}";
        string actual = miss.ActualValues.IsDefault ? "absent" : string.Join(", ", miss.ActualValues);
        return $"{statement}, but for {condition.OperatorText} {condition.Key} {string.Join(", ", condition.Values)}: it is {actual}";
    }

    private static string AccountOf(string resource) =>
        resource.Split(':', 6) is [_, _, _, _, { Length: > 0 } account, _] && AccountId.TryParse(account, out _) ? account : SomeAccount;

    private static RequestPrincipal ReadPrincipal(string text) =>
        RequestPrincipal.TryParse(text, out RequestPrincipal? principal)
            ? principal
            : throw new CommandFailure($"'{text}' is no principal: give the ARN of a user, a role, a session or the root user.");

    /// <summary>What AWS knows of every caller.</summary>
    /// <remarks>IAM User Guide, "AWS global condition context keys", properties of the principal.</remarks>
    private static ContextKeys FactsOf(RequestPrincipal principal)
    {
        Dictionary<string, ContextValue> facts = new(StringComparer.Ordinal);
        if (principal.Account is AccountId account)
        {
            facts["aws:PrincipalAccount"] = account.ToString();
            facts["aws:PrincipalArn"] = principal is RolePrincipal role ? role.Role.ToString() : principal.Text;
        }
        if (principal is UserPrincipal user)
            facts["aws:username"] = user.Arn.Resource[(user.Arn.Resource.LastIndexOf('/') + 1)..];
        return new ContextKeys(facts);
    }
}
