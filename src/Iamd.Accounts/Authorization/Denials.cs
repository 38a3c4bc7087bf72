namespace Iamd.Accounts;

/// <summary>What a denied caller is told.</summary>
/// <remarks>
/// IAM User Guide, "Troubleshoot access denied error messages": principal, action, resource, and within an account the type of
/// policy that denied, with its ARN for an explicit deny. Across accounts nothing is said of the reason.
/// </remarks>
public static class Denials
{
    public static AwsError Of(Access access, Caller caller, Decision decision)
    {
        // STS leaves the resource out where it has none; IAM prints the asterisk.
        string resource = access.Resource is "*" && access.Action.StartsWith("sts:", StringComparison.Ordinal)
            ? ""
            : $" on resource: {access.ResourceLabel ?? access.Resource}";
        string message = $"User: {caller.Arn} is not authorized to perform: {access.Action}{resource}";
        string reason = (access.ResourceAccount ?? caller.Account) == caller.Account ? Reason(access, decision) : "";
        return new AwsError("AccessDenied", message + reason, 403);
    }

    private static string Reason(Access access, Decision decision)
    {
        if (decision.Outcome == DecisionOutcome.ExplicitDeny)
        {
            string arn = decision.Policy is { } policy && decision.Layer != PolicyLayer.Resource && policy.Name.StartsWith("arn:", StringComparison.Ordinal)
                ? $": {policy.Name}"
                : "";
            return $" with an explicit deny in {Article(access, decision.Layer)}{arn}";
        }
        // Recorded answers of AssumeRole give no reason for an implicit denial, whatever the documentation's examples show.
        // A role that is not there must read the same as one that does not trust the caller.
        return access.TrustedBy is not null || access.Action is "sts:AssumeRole" or "sts:SetSourceIdentity" ? "" : $" because no {Kind(access, decision.Layer)} allows the {access.Action} action";
    }

    private static string Article(Access access, PolicyLayer layer) => layer switch
    {
        PolicyLayer.None or PolicyLayer.Identity => "an identity-based policy",
        PolicyLayer.Resource => access.TrustedBy is null ? "a resource-based policy" : "the role trust policy",
        _ => $"a {Kind(access, layer)}",
    };

    private static string Kind(Access access, PolicyLayer layer) => layer switch
    {
        PolicyLayer.None or PolicyLayer.Identity => "identity-based policy",
        PolicyLayer.Resource => access.TrustedBy is null ? "resource-based policy" : "role trust policy",
        PolicyLayer.PermissionsBoundary => "permissions boundary",
        PolicyLayer.Session => "session policy",
        PolicyLayer.ServiceControl => "service control policy",
        PolicyLayer.ResourceControl => "resource control policy",
        PolicyLayer.Endpoint => "VPC endpoint policy",
        _ => throw new InvalidOperationException($"Unknown layer {layer}."),
    };
}
