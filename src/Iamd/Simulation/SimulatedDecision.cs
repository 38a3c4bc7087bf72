using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Iamd.Policy;
using Iamd.Terminal;
using Spectre.Console;

namespace Iamd.Simulation;

/// <summary>A statement that had its part in a decision.</summary>
/// <param name="Policy">The policy's name, ARN or file.</param>
/// <param name="Origin">What sort of policy it is and where it comes from, such as <c>inline policy of user charlie</c>; empty when there is nothing to add.</param>
/// <param name="Number">The statement's place in the policy, from 1; null when the policy could not be read.</param>
/// <param name="Sid">The statement's Sid, where it has one and it is known.</param>
/// <param name="Start">Where the statement begins in the policy's text.</param>
internal sealed record CitedStatement(string Policy, string Origin, int? Number, string? Sid, TextPosition Start)
{
    public CitedStatement(string policy, string origin, Statement statement)
        : this(policy, origin, statement.Index + 1, statement.Sid, statement.Span.Start)
    {
    }

    public override string ToString()
    {
        string policy = Origin.Length == 0 ? Policy : $"{Policy}, {Origin}";
        string statement = string.IsNullOrEmpty(Sid) ? string.Create(CultureInfo.InvariantCulture, $"statement {Number}") : $"statement {Sid}";
        return Number is null
            ? $"{policy}: the statement at {Start}"
            : string.Create(CultureInfo.InvariantCulture, $"{policy}: {statement}, line {Start.Line}");
    }
}

/// <summary>What one type of policy said.</summary>
/// <param name="Name">The type, such as <c>identity-based policy</c>.</param>
/// <param name="Outcome">What it said taken alone.</param>
/// <param name="Statements">Its statements that matched.</param>
/// <param name="NearMisses">Sentences on its statements that were close.</param>
internal sealed record PolicyTypeVerdict(string Name, DecisionOutcome Outcome, ImmutableArray<CitedStatement> Statements, ImmutableArray<string> NearMisses);

/// <summary>What the simulator says of one action on one resource.</summary>
internal sealed record SimulatedDecision(string Action, string Resource, DecisionOutcome Outcome)
{
    public ImmutableArray<PolicyTypeVerdict> PolicyTypes { get; init; } = [];

    /// <summary>Context keys that the policies ask for and that were not given.</summary>
    public ImmutableArray<string> MissingContextKeys { get; init; } = [];

    /// <summary>AWS's word for an outcome.</summary>
    public static string NameOf(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Allowed => "allowed",
        DecisionOutcome.ExplicitDeny => "explicitDeny",
        DecisionOutcome.ImplicitDeny => "implicitDeny",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>Prints the decision and under it, as a tree, why.</summary>
    /// <param name="subject">Who asks, such as <c>user charlie</c>; null when nobody was named.</param>
    public void Print(string? subject)
    {
        string colour = Outcome == DecisionOutcome.Allowed ? "green" : "red";
        string who = subject is null ? "" : $"{subject}, ";
        Tree tree = new(new Markup($"[bold {colour}]{NameOf(Outcome)}[/]{Markup.Escape($": {who}{Action} on {Resource}")}"));
        foreach (PolicyTypeVerdict type in PolicyTypes)
        {
            TreeNode node = tree.AddNode(Markup.Escape($"{type.Name}: {Verb(type.Outcome)} it"));
            foreach (CitedStatement statement in type.Statements)
                node.AddNode(Markup.Escape(statement.ToString()));
            foreach (string miss in type.NearMisses)
                node.AddNode(Markup.Escape(miss));
        }
        if (!MissingContextKeys.IsEmpty)
            tree.AddNode(Markup.Escape($"asked for, but not given with --context: {string.Join(", ", MissingContextKeys)}"));
        Screen.Out.Write(tree);
    }

    public JsonObject ToJson() => new()
    {
        ["action"] = Action,
        ["resource"] = Resource,
        ["decision"] = NameOf(Outcome),
        ["policyTypes"] = new JsonArray([.. PolicyTypes.Select(type => (JsonNode)new JsonObject
        {
            ["policyType"] = type.Name,
            ["decision"] = NameOf(type.Outcome),
            ["statements"] = new JsonArray([.. type.Statements.Select(statement => (JsonNode)new JsonObject
            {
                ["policy"] = statement.Policy,
                ["origin"] = statement.Origin,
                ["statement"] = statement.Number,
                ["sid"] = statement.Sid,
                ["line"] = statement.Start.Line,
                ["column"] = statement.Start.Column,
            })]),
            ["nearMisses"] = new JsonArray([.. type.NearMisses.Select(miss => (JsonNode)miss)]),
        })]),
        ["missingContextKeys"] = new JsonArray([.. MissingContextKeys.Select(key => (JsonNode)key)]),
    };

    private static string Verb(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Allowed => "allows",
        DecisionOutcome.ExplicitDeny => "denies",
        DecisionOutcome.ImplicitDeny => "does not allow",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
