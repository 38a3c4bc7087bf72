namespace Iamd.Policy;

/// <summary>
/// What an evaluation tells on its way. A structure as type parameter, so that the plain run is compiled without any of it.
/// </summary>
internal interface IDecisionTrace
{
    /// <summary>Whether the run goes on after what decides it, to see all there is.</summary>
    static abstract bool SeesAll { get; }

    /// <summary>A statement was looked at.</summary>
    void Looked(PolicyLayer layer, NamedPolicy policy, CompiledStatement statement, Reach reach, bool hasBoundary);

    /// <summary>A type of policy, or one level of an organization, was looked through.</summary>
    void Concluded(PolicyLayer layer, string? identifier, in LayerTally tally);
}

internal readonly struct NoTrace : IDecisionTrace
{
    public static bool SeesAll => false;

    public void Looked(PolicyLayer layer, NamedPolicy policy, CompiledStatement statement, Reach reach, bool hasBoundary)
    {
    }

    public void Concluded(PolicyLayer layer, string? identifier, in LayerTally tally)
    {
    }
}

/// <summary>What one type of policy says: its first denial, and its allowance that reaches the caller most closely.</summary>
internal readonly record struct LayerTally(NamedPolicy? DenyPolicy, int DenyStatement, NamedPolicy? AllowPolicy, int AllowStatement, Reach Reach)
{
    public bool Denies => DenyPolicy is not null;

    public bool Allows => Reach != Reach.None;

    public Decision Denial(PolicyLayer layer) => new(DecisionOutcome.ExplicitDeny, layer, DenyPolicy, DenyStatement);

    public Decision Allowance(PolicyLayer layer) => new(DecisionOutcome.Allowed, layer, AllowPolicy, AllowStatement);
}
