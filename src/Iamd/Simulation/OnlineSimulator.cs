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
    private const string Attached = "PolicyInputList.";

    /// <summary>Decides for a user, group or role, with further policies as if they were attached.</summary>
    public async Task<ImmutableArray<SimulatedDecision>> DecideAsync(Question question, string principalArn, IReadOnlyList<string> attachedFiles)
    {
        ImmutableArray<SimulatedDecision>.Builder decisions = ImmutableArray.CreateBuilder<SimulatedDecision>();
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
            decisions.AddRange(results.Select(result => Read(result, resource, attachedFiles)));
        }
        return decisions.DrainToImmutable();
    }

    private static SimulatedDecision Read(XElement result, string resource, IReadOnlyList<string> attachedFiles)
    {
        DecisionOutcome outcome = ReadOutcome(result.RequiredText("EvalDecision"));
        ImmutableArray<CitedStatement> statements = [.. result.Members("MatchedStatements").Select(statement => ReadStatement(statement, attachedFiles))];
        bool? boundaryAllows = result.Child("PermissionsBoundaryDecisionDetail")?.Text("AllowedByPermissionsBoundary") is string allowed ? allowed == "true" : null;
        // Of the types taken alone the API tells the boundary's word; what it leaves is the identity's.
        DecisionOutcome identity = outcome == DecisionOutcome.ImplicitDeny && !statements.IsEmpty ? DecisionOutcome.Allowed : outcome;
        List<PolicyTypeVerdict> types = [new(DecisionSentence.NameOf(PolicyLayer.Identity), identity, statements, [])];
        if (boundaryAllows is bool boundary)
            types.Add(new(DecisionSentence.NameOf(PolicyLayer.PermissionsBoundary), boundary ? DecisionOutcome.Allowed : DecisionOutcome.ImplicitDeny, [], []));
        return new SimulatedDecision(result.RequiredText("EvalActionName"), resource, outcome)
        {
            PolicyTypes = [.. types],
            MissingContextKeys = [.. result.Members("MissingContextValues").Select(key => key.Value)],
        };
    }

    private static CitedStatement ReadStatement(XElement statement, IReadOnlyList<string> attachedFiles)
    {
        string source = statement.Text("SourcePolicyId") ?? "";
        if (source.StartsWith(Attached, StringComparison.Ordinal)
            && int.TryParse(source.AsSpan(Attached.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= 1 && number <= attachedFiles.Count)
            source = attachedFiles[number - 1];
        return new CitedStatement(source, "", null, ReadPosition(statement.Required("StartPosition")));
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
