using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Iamd.Client;
using Iamd.Policy;
using Iamd.Terminal;

namespace Iamd.Simulation;

/// <summary>Asks the daemon's own simulator.</summary>
/// <remarks>IAM API Reference, "SimulatePrincipalPolicy".</remarks>
internal sealed class OnlineSimulator(AwsClient client)
{
    private const string BoundaryPolicy = "IAM Permissions Boundary Policy";

    /// <summary>Decides for a user, group or role, with further policies as if they were attached.</summary>
    public async Task<ImmutableArray<SimulatedDecision>> DecideAsync(Question question, string principalArn, IReadOnlyList<string> attachedFiles)
    {
        ImmutableArray<SimulatedDecision>.Builder decisions = ImmutableArray.CreateBuilder<SimulatedDecision>();
        PolicyTexts texts = new(client, principalArn, attachedFiles);
        List<(string, string)> common = [("PolicySourceArn", principalArn)];
        common.AddRange(Members("ActionNames", question.Actions));
        common.AddRange(Members("PolicyInputList", attachedFiles.Select(InputFile.ReadText)));
        for (int i = 0; i < question.Context.Length; i++)
        {
            (string key, ContextValue value) = question.Context[i];
            string entry = Member("ContextEntries", i);
            common.Add(($"{entry}.ContextKeyName", key));
            common.Add(($"{entry}.ContextKeyType", value.IsList ? "stringList" : "string"));
            common.AddRange(Members($"{entry}.ContextKeyValues", value.Values));
        }
        foreach (string resource in question.Resources)
        {
            List<XElement> results = await client.ListAsync("SimulatePrincipalPolicy", "EvaluationResults", [.. common, .. Members("ResourceArns", [resource])]);
            foreach (XElement result in results)
                decisions.Add(await ReadAsync(result, resource, texts));
        }
        return decisions.DrainToImmutable();
    }

    private static async Task<SimulatedDecision> ReadAsync(XElement result, string resource, PolicyTexts texts)
    {
        DecisionOutcome outcome = ReadOutcome(result.RequiredText("EvalDecision"));
        List<CitedStatement> identity = [];
        List<CitedStatement> boundary = [];
        foreach (XElement statement in result.Members("MatchedStatements"))
        {
            List<CitedStatement> ofItsType = statement.Text("SourcePolicyType") == BoundaryPolicy ? boundary : identity;
            ofItsType.Add(await texts.CiteAsync(statement.RequiredText("SourcePolicyId"), ReadPosition(statement.Required("StartPosition"))));
        }
        string? boundaryAllows = result.Child("PermissionsBoundaryDecisionDetail")?.Text("AllowedByPermissionsBoundary");
        return new SimulatedDecision(result.RequiredText("EvalActionName"), resource, outcome)
        {
            PolicyTypes = [.. Verdicts(outcome, identity, boundary, boundaryAllows is null ? null : boundaryAllows == "true")],
            MissingContextKeys = [.. result.Members("MissingContextValues").Select(key => key.Value)],
        };
    }

    /// <summary>What each type said, as far as the API lets one know: it tells the boundary's word, and statements of the types that decided.</summary>
    private static IEnumerable<PolicyTypeVerdict> Verdicts(DecisionOutcome outcome, List<CitedStatement> identity, List<CitedStatement> boundary, bool? boundaryAllows)
    {
        bool identityDecided = outcome switch
        {
            DecisionOutcome.Allowed => true,
            DecisionOutcome.ExplicitDeny => identity.Count > 0,
            DecisionOutcome.ImplicitDeny => boundaryAllows != false,
            _ => throw new InvalidOperationException("No such outcome."),
        };
        if (identityDecided)
            yield return new PolicyTypeVerdict(DecisionSentence.NameOf(PolicyLayer.Identity), outcome, [.. identity], []);
        if (boundary.Count == 0 && boundaryAllows is null)
            yield break;
        DecisionOutcome said = boundaryAllows == true ? DecisionOutcome.Allowed
            : boundary.Count > 0 ? DecisionOutcome.ExplicitDeny
            : DecisionOutcome.ImplicitDeny;
        yield return new PolicyTypeVerdict(DecisionSentence.NameOf(PolicyLayer.PermissionsBoundary), said, [.. boundary], []);
    }

    private static TextPosition ReadPosition(XElement position) => new(
        int.Parse(position.RequiredText("Line"), CultureInfo.InvariantCulture),
        int.Parse(position.RequiredText("Column"), CultureInfo.InvariantCulture));

    private static DecisionOutcome ReadOutcome(string decision) => decision switch
    {
        "allowed" => DecisionOutcome.Allowed,
        "explicitDeny" => DecisionOutcome.ExplicitDeny,
        "implicitDeny" => DecisionOutcome.ImplicitDeny,
        _ => throw new CommandFailure($"The daemon's decision '{decision}' is not known here."),
    };

    private static IEnumerable<(string, string)> Members(string list, IEnumerable<string> values) => values.Select((value, i) => (Member(list, i), value));

    private static string Member(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}.member.{index + 1}");
}
