namespace Iamd.Policy;

/// <summary>Decides requests.</summary>
public static class Evaluator
{
    /// <summary>The decision.</summary>
    public static Decision Decide(PolicySet policies, AccessRequest request) => throw new NotSupportedException();

    /// <summary>The decision and why.</summary>
    public static Explanation Explain(PolicySet policies, AccessRequest request) => throw new NotSupportedException();
}
