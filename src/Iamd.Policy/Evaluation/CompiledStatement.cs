namespace Iamd.Policy;

/// <summary>One statement, prepared. Its patterns stay visible, so that an index over many statements can be built from them.</summary>
internal sealed class CompiledStatement
{
    public CompiledStatement(Statement source, PolicyVersion version, PrincipalBindings bindings)
    {
        Source = source;
        Principal = source.Principal is { } principal ? new PrincipalMatcher(principal, bindings) : null;
        Actions = [.. source.Action.Patterns.Select(ActionPattern.Parse).OfType<TextPattern>()];
        Resources = source.Resource is { } resource
            ? [.. resource.Patterns.Select(text => ResourcePattern.Parse(text, version))]
            : null;
        Conditions = [.. source.Conditions.Select(test => new CompiledCondition(test, version))];
    }

    public Statement Source { get; }

    public PrincipalMatcher? Principal { get; }

    /// <summary>Patterns of folded actions.</summary>
    public TextPattern[] Actions { get; }

    /// <summary>Null when the statement has neither Resource nor NotResource.</summary>
    public TextPattern[]? Resources { get; }

    public CompiledCondition[] Conditions { get; }

    public bool MatchesAction(string foldedAction)
    {
        foreach (TextPattern action in Actions)
            if (action.Matches(foldedAction, ContextKeys.Empty))
                return !Source.Action.IsNot;
        return Source.Action.IsNot;
    }

    /// <param name="resource">The request's resource.</param>
    /// <param name="context">The request's context, for variables.</param>
    /// <param name="isAttached">
    /// Whether the policy is attached to the resource itself; then a statement without a Resource means just that resource.
    /// </param>
    public bool MatchesResource(string resource, ContextKeys context, bool isAttached)
    {
        if (Resources is null)
            return isAttached;
        if (!Source.Resource!.IsNot) // Resources is made from it
        {
            foreach (TextPattern pattern in Resources)
                if (pattern.Matches(resource, context))
                    return true;
            return false;
        }
        bool anyUnknown = false;
        foreach (TextPattern pattern in Resources)
        {
            Verdict verdict = pattern.Test(resource, context);
            if (verdict == Verdict.Yes)
                return false;
            anyUnknown |= verdict == Verdict.Unknown;
        }
        // Fails closed, as negated conditions do.
        return !anyUnknown || Source.Effect == Effect.Deny;
    }

    public bool MatchesConditions(ContextKeys context)
    {
        foreach (CompiledCondition condition in Conditions)
            if (!condition.Holds(context, Source.Effect))
                return false;
        return true;
    }
}
