namespace Iamd.Policy;

/// <summary>Gathers all that an explanation tells.</summary>
internal readonly struct ExplainingTrace(AccessRequest request) : IDecisionTrace
{
    /// <summary>An explanation is for reading; the closest statements come first anyway.</summary>
    private const int MaxNearMisses = 20;

    private readonly List<LayerVerdict> _layers = [];
    private readonly List<MatchedStatement> _matches = [];
    private readonly List<NearMiss> _nearMisses = [];
    private readonly SortedSet<string> _missing = new(StringComparer.OrdinalIgnoreCase);

    public static bool SeesAll => true;

    public void Looked(PolicyLayer layer, NamedPolicy policy, CompiledStatement statement, Reach reach, bool hasBoundary)
    {
        if (!statement.MatchesAction(request.FoldedAction))
            return;
        bool resource = statement.MatchesResource(request.Resource, request.Context, isAttached: layer == PolicyLayer.Resource);
        bool principal = Evaluation<NoTrace>.ReachOf(layer, statement, request.Principal, hasBoundary) != Reach.None;
        foreach (TextPattern pattern in statement.Resources ?? [])
            pattern.AddMissing(request.Context, _missing);
        if (resource && principal)
            foreach (CompiledCondition condition in statement.Conditions)
                condition.AddMissing(request.Context, _missing);

        if (reach != Reach.None)
            _matches.Add(new MatchedStatement(layer, policy, statement.Source));
        else if (_nearMisses.Count < MaxNearMisses && FindOnlyMiss(layer, policy, statement, resource, principal) is { } miss)
            _nearMisses.Add(miss);
    }

    public void Concluded(PolicyLayer layer, string? identifier, in LayerTally tally) =>
        _layers.Add(new LayerVerdict(layer, identifier, tally switch
        {
            { Denies: true } => DecisionOutcome.ExplicitDeny,
            { Allows: true } => DecisionOutcome.Allowed,
            _ => DecisionOutcome.ImplicitDeny,
        }));

    public Explanation ToExplanation(Decision decision) => new()
    {
        Decision = decision,
        Layers = [.. _layers],
        Matches = [.. _matches],
        DecidingStatements = decision.Outcome switch
        {
            DecisionOutcome.ExplicitDeny => [.. _matches.Where(match => match.Statement.Effect == Effect.Deny)],
            DecisionOutcome.Allowed => [.. _matches.Where(match => match.Statement.Effect == Effect.Allow)],
            DecisionOutcome.ImplicitDeny => [],
            _ => throw new InvalidOperationException("No such outcome."),
        },
        NearMisses = [.. _nearMisses],
        MissingContextKeys = [.. _missing],
        Sentence = DecisionSentence.Of(decision, request),
    };

    private NearMiss? FindOnlyMiss(PolicyLayer layer, NamedPolicy policy, CompiledStatement statement, bool resource, bool principal)
    {
        AccessRequest asked = request;
        List<CompiledCondition> failed = [.. statement.Conditions.Where(condition => !condition.Holds(asked.Context, statement.Source.Effect))];
        Statement source = statement.Source;
        return (resource, principal, failed.Count) switch
        {
            (true, true, 1) => new NearMiss(layer, policy, source, "Condition", failed[0].Source,
                asked.Context.TryGet(failed[0].Source.Key, out ContextValue actual) ? actual.Values : default),
            (true, false, 0) => new NearMiss(layer, policy, source, source.Principal is { IsNot: true } ? "NotPrincipal" : "Principal",
                null, [asked.Principal.Text]),
            (false, true, 0) => new NearMiss(layer, policy, source, source.Resource is { IsNot: true } ? "NotResource" : "Resource",
                null, [asked.Resource]),
            _ => null,
        };
    }
}
