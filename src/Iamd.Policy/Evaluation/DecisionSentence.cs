using System.Globalization;

namespace Iamd.Policy;

/// <summary>Says a decision in one plain sentence, with AWS's names for the types of policies.</summary>
public static class DecisionSentence
{
    /// <summary>The words for a type of policy, as in AWS's denials: <c>identity-based policy</c>.</summary>
    public static string NameOf(PolicyLayer layer) => layer switch
    {
        PolicyLayer.ResourceControl => "resource control policy",
        PolicyLayer.ServiceControl => "service control policy",
        PolicyLayer.Endpoint => "VPC endpoint policy",
        PolicyLayer.Resource => "resource-based policy",
        PolicyLayer.Identity => "identity-based policy",
        PolicyLayer.PermissionsBoundary => "permissions boundary",
        PolicyLayer.Session => "session policy",
        PolicyLayer.None => "policy",
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };

    /// <summary>One sentence: what was decided, by which statement of which policy, or what was missing.</summary>
    public static string Of(Decision decision, AccessRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string subject = $"{request.Principal.Text} may {(decision.IsAllowed ? "" : "not ")}do {request.Action} on {request.Resource}";
        return decision.Outcome switch
        {
            DecisionOutcome.ImplicitDeny => $"{subject}: no {NameOf(decision.Layer)} allows it.",
            _ when decision.Layer == PolicyLayer.None => $"{subject}: it is the account's root user.",
            DecisionOutcome.Allowed when decision.Statement is { } statement =>
                $"{subject}: {Describe(statement)} of the {NameOf(decision.Layer)} {decision.Policy?.Name} allows it.",
            DecisionOutcome.ExplicitDeny when decision.Statement is { } statement =>
                $"{subject}: {Describe(statement)} of the {NameOf(decision.Layer)} {decision.Policy?.Name} denies it.",
            _ => subject + ".",
        };
    }

    private static string Describe(Statement statement) => statement.Sid is { Length: > 0 } sid
        ? $"the statement {sid} (line {statement.Span.Start.Line})"
        : string.Create(CultureInfo.InvariantCulture, $"statement {statement.Index + 1} (line {statement.Span.Start.Line})");
}
