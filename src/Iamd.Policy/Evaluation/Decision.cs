namespace Iamd.Policy;

/// <summary>The three answers.</summary>
public enum DecisionOutcome
{
    /// <summary>Nothing allows it.</summary>
    ImplicitDeny,

    /// <summary>A statement denies it.</summary>
    ExplicitDeny,

    /// <summary>It is allowed.</summary>
    Allowed,
}

/// <summary>The types of policies, in the order in which AWS looks at them.</summary>
/// <remarks>IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or deny access".</remarks>
public enum PolicyLayer
{
    /// <summary>No policy decided: the root user, whom no identity-based policy limits.</summary>
    None,
    ResourceControl,
    ServiceControl,
    Endpoint,
    Resource,
    Identity,
    PermissionsBoundary,
    Session,
}

/// <summary>An answer with the one thing that decided it.</summary>
/// <param name="Outcome">The answer.</param>
/// <param name="Layer">For a denial the type of policy that denied or did not allow; for an allowance the type that granted.</param>
/// <param name="Policy">The policy whose statement decided; null for implicit denials.</param>
/// <param name="StatementIndex">That statement's place in the policy, from 0; -1 when there is none.</param>
public readonly record struct Decision(DecisionOutcome Outcome, PolicyLayer Layer, NamedPolicy? Policy, int StatementIndex)
{
    /// <summary>Whether the request may go on.</summary>
    public bool IsAllowed => Outcome == DecisionOutcome.Allowed;

    /// <summary>The statement that decided, as written.</summary>
    public Statement? Statement => Policy?.Policy.Document.Statements[StatementIndex];

    internal static Decision Implicit(PolicyLayer layer) => new(DecisionOutcome.ImplicitDeny, layer, null, -1);
}
