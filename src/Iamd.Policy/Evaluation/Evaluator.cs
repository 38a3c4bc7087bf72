namespace Iamd.Policy;

/// <summary>Decides requests. A pure function of the policies and the request; without explanation it allocates nothing.</summary>
/// <remarks>IAM User Guide, "Policy evaluation logic" with its pages on single-account and cross-account requests.</remarks>
public static class Evaluator
{
    /// <summary>The decision.</summary>
    public static Decision Decide(PolicySet policies, AccessRequest request)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(request);
        NoTrace trace = default;
        return Evaluation<NoTrace>.Decide(policies, request, ref trace);
    }

    /// <summary>The same decision, and why.</summary>
    public static Explanation Explain(PolicySet policies, AccessRequest request)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(request);
        ExplainingTrace trace = new(request);
        Decision decision = Evaluation<ExplainingTrace>.Decide(policies, request, ref trace);
        return trace.ToExplanation(decision);
    }
}
