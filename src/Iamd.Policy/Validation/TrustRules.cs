using System.Collections.Frozen;

namespace Iamd.Policy;

/// <summary>Rules for the trust policies of roles. Whether the principals exist is for the caller to find out.</summary>
/// <remarks>IAM User Guide, "AWS JSON policy elements: Principal", "Grammar of the IAM JSON policy language".</remarks>
internal static class TrustRules
{
    private const string GitHub = "token.actions.githubusercontent.com";
    private const string Cognito = "cognito-identity.amazonaws.com";

    private static readonly FrozenSet<string> Actions = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext");

    public static string? Check(PolicyDocument document)
    {
        foreach (Statement statement in document.Statements)
            if ((CheckPrincipals(statement) ?? CheckRest(statement)) is { } message)
                return message;
        return ResourceRules.SidOf(document);
    }

    private static string? CheckPrincipals(Statement statement)
    {
        switch (statement.Principal)
        {
            case null:
                return "Missing required field Principal";
            case { IsNot: true }:
                return statement.Effect == Effect.Allow
                    ? "Allow with NotPrincipal is not allowed."
                    : "AssumeRole policy must not contain NotPrincipal field.";
        }
        foreach (PrincipalName name in statement.Principal.Names)
            if ((CheckPrincipal(name) ?? CheckSharedProvider(statement, name)) is { } message)
                return message;
        return null;
    }

    private static string? CheckRest(Statement statement)
    {
        if (!statement.Action.Patterns.All(Actions.Contains))
            return "AssumeRole policy may only specify STS AssumeRole actions.";
        return statement.Resource switch
        {
            null => null,
            { IsNot: true } => "AssumeRole policy must not contain resources.",
            _ => "Has prohibited field Resource",
        };
    }

    private static string? CheckPrincipal(PrincipalName name) => name.Kind switch
    {
        PrincipalKind.Everyone => "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".",
        PrincipalKind.Aws => IsAwsPrincipal(name.Text) ? null : $"Invalid principal in policy: \"AWS\":\"{name.Text}\"",
        PrincipalKind.Service => ServicePrincipal.IsServiceName(name.Text) ? null : $"Invalid principal in policy: \"SERVICE\":\"{name.Text}\"",
        PrincipalKind.Federated => IsProvider(name.Text) ? null : "Federated principals must be valid domain names or SAML metadata ARNs",
        PrincipalKind.CanonicalUser => "Invalid principal in policy: \"CanonicalUser\"",
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static bool IsAwsPrincipal(string text)
    {
        if (text is "*" || AccountId.TryParse(text, out _))
            return true;
        if (!Arn.TryParse(text, out Arn? arn))
            // A unique id: what is left of a principal that was deleted.
            return text.Length is >= 16 and <= 128 && text.StartsWith('A') && text.All(char.IsAsciiLetterOrDigit);
        return arn.Region.Length == 0
            && AccountId.TryParse(arn.Account, out _)
            && !arn.Resource.AsSpan().ContainsAny('*', '?')
            && RequestPrincipal.TryParse(text, out RequestPrincipal? principal)
            && principal is RootPrincipal or UserPrincipal or RolePrincipal or FederatedUserPrincipal;
    }

    private static bool IsProvider(string text) => Arn.TryParse(text, out Arn? arn)
        ? arn is { Service: "iam", Region: "" } && AccountId.TryParse(arn.Account, out _) && PrincipalArns.IsProvider(arn.Resource)
        : text.Contains('.', StringComparison.Ordinal) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/');

    /// <summary>Providers that serve everyone: trusting them means nothing until a condition says whom.</summary>
    /// <remarks>IAM User Guide, "Identity-provider controls for shared OIDC providers".</remarks>
    private static string? CheckSharedProvider(Statement statement, PrincipalName name)
    {
        if (name.Kind != PrincipalKind.Federated || statement.Effect != Effect.Allow)
            return null;
        if (name.Text == Cognito)
            return statement.Conditions.IsEmpty ? "A condition block must be present for the Cognito provider" : null;
        return name.Text.EndsWith(":oidc-provider/" + GitHub, StringComparison.Ordinal) && !statement.Conditions.Any(ScopesGitHub)
            ? $"Trust policy with trusted principal {name.Text} must evaluate, using StringEquals, StringLike or StringEqualsIgnoreCase, {GitHub}:sub or {GitHub}:job_workflow_ref which is not scoped to all."
            : null;
    }

    private static bool ScopesGitHub(ConditionTest test) =>
        test.Operator is ConditionOperator.StringEquals or ConditionOperator.StringLike or ConditionOperator.StringEqualsIgnoreCase
        && (test.Key.Equals(GitHub + ":sub", StringComparison.OrdinalIgnoreCase)
            || test.Key.Equals(GitHub + ":job_workflow_ref", StringComparison.OrdinalIgnoreCase))
        && test.Values.Any(value => value.AsSpan().ContainsAnyExcept('*', '?'));
}
