using System.Collections.Immutable;

namespace Iamd.Policy;

/// <summary>A decision with all that led to it.</summary>
public sealed record Explanation
{
    /// <summary>The decision, the same that <see cref="Evaluator.Decide"/> gives.</summary>
    public required Decision Decision { get; init; }

    /// <summary>What each type of policy in play said.</summary>
    public required ImmutableArray<LayerVerdict> Layers { get; init; }

    /// <summary>Every statement that matched, of whatever effect and type.</summary>
    public required ImmutableArray<MatchedStatement> Matches { get; init; }

    /// <summary>
    /// The statements that determined the decision, as AWS's simulator lists them: the denying ones of an explicit denial,
    /// the allowing ones of an allowance, none of an implicit denial.
    /// </summary>
    public required ImmutableArray<MatchedStatement> DecidingStatements { get; init; }

    /// <summary>Statements that were close: one element or condition short of matching.</summary>
    public required ImmutableArray<NearMiss> NearMisses { get; init; }

    /// <summary>Context keys that statements for this action and resource refer to and the request lacks; sorted.</summary>
    public required ImmutableArray<string> MissingContextKeys { get; init; }

    /// <summary>The decision and its reason in one plain sentence.</summary>
    public required string Sentence { get; init; }
}

/// <summary>What one type of policy said; for organization policies, what one level said.</summary>
/// <param name="Layer">The type.</param>
/// <param name="Identifier">The organization's root, unit or account; null for other types.</param>
/// <param name="Outcome">What it said taken alone.</param>
public sealed record LayerVerdict(PolicyLayer Layer, string? Identifier, DecisionOutcome Outcome);

/// <summary>A statement that matched.</summary>
/// <param name="Layer">The type of policy it stands in.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Statement">The statement, with its index, Sid, effect and place.</param>
public sealed record MatchedStatement(PolicyLayer Layer, NamedPolicy Policy, Statement Statement);

/// <summary>A statement that would have matched but for one thing.</summary>
/// <param name="Layer">The type of policy it stands in.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Element">What failed: <c>Principal</c>, <c>Action</c>, <c>Resource</c> or <c>Condition</c> (with <c>Not</c> in front where so written).</param>
/// <param name="Condition">The condition that failed; null when an element did.</param>
/// <param name="ActualValues">The request's values that did not match; default when the key is absent.</param>
public sealed record NearMiss(
    PolicyLayer Layer,
    NamedPolicy Policy,
    Statement Statement,
    string Element,
    ConditionTest? Condition,
    ImmutableArray<string> ActualValues);
