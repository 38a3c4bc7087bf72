using System.Collections.Immutable;

namespace Iamd.Policy;

/// <summary>Rules for identity-based policies, permissions boundaries and session policies.</summary>
/// <remarks>IAM User Guide, "Grammar of the IAM JSON policy language", notes.</remarks>
internal static class IdentityRules
{
    private const string SyntaxErrors = "Syntax errors in policy.";
    private const string NoActions = "Policy statement must contain actions.";
    private const string NoResources = "Policy statement must contain resources.";
    private const string LegacyParsing = "The policy failed legacy parsing";

    public static string Describe(PolicyError error, PolicyType type) =>
        error.Draft is { } draft ? Check(draft.Document, type, draft.HasMisspelledEffect) ?? SyntaxErrors : SyntaxErrors;

    /// <remarks>
    /// The order is AWS's as its answers of 2026 show it: the language's version, what its older parser cannot read (a wrong
    /// Effect, condition values, ARNs), statement ids, what is missing, and only then resources and actions one by one.
    /// </remarks>
    public static string? Check(PolicyDocument document, PolicyType type, bool hasMisspelledEffect = false)
    {
        if (type is PolicyType.Managed or PolicyType.PermissionsBoundary && document is not { HasVersion: true, Version: PolicyVersion.V2012 })
            return "Policy document must be version 2012-10-17 or greater.";
        if (hasMisspelledEffect)
            return LegacyParsing;
        return FirstOf(document, LegacyParsingOf) ?? SidOf(document) ?? FirstOf(document, MissingOf)
            ?? FirstOf(document, statement => ResourceOf(statement) ?? ActionOf(statement));
    }

    private static string? FirstOf(PolicyDocument document, Func<Statement, string?> rule)
    {
        foreach (Statement statement in document.Statements)
            if (rule(statement) is { } message)
                return message;
        return null;
    }

    private static string? LegacyParsingOf(Statement statement) =>
        ConditionRules.Check(statement)
        ?? (PatternsOf(statement.Resource).Any(ResourceArnRules.FailsLegacyParsing) || statement.Action.Patterns.Any(IsVendorAlone) ? LegacyParsing : null);

    private static string? MissingOf(Statement statement)
    {
        if (statement.Principal is not null)
            return "Policy document should not specify a principal.";
        if (statement.Action.Patterns.IsEmpty)
            return NoActions;
        return PatternsOf(statement.Resource).IsEmpty ? NoResources : null;
    }

    private static ImmutableArray<string> PatternsOf(MatchElement? element) => element?.Patterns ?? [];

    /// <summary>Such as <c>s3:</c>.</summary>
    private static bool IsVendorAlone(string action) => action.Length > 1 && action.IndexOf(':', StringComparison.Ordinal) == action.Length - 1;

    private static string? ResourceOf(Statement statement)
    {
        foreach (string resource in PatternsOf(statement.Resource))
            if (ResourceArnRules.Check(resource) is { } message)
                return message;
        return null;
    }

    private static string? ActionOf(Statement statement)
    {
        foreach (string action in statement.Action.Patterns)
            if (CheckAction(action) is { } message)
                return message;
        return null;
    }

    private static string? CheckAction(string action)
    {
        if (action is "*" or "*:*")
            return null;
        string[] parts = action.Split(':');
        if (parts.Length == 1)
            return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
        if (parts.Length > 2)
            return "Actions/Condition can contain only one colon.";
        if (parts[0].AsSpan().ContainsAny('*', '?'))
            return "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.";
        // What stands after the colon is not looked at: AWS stores even blanks there.
        return parts[0].Length == 0 || !parts[0].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            ? $"Vendor {parts[0]} is not valid"
            : null;
    }

    private static string? SidOf(PolicyDocument document)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (Statement statement in document.Statements)
        {
            if (string.IsNullOrEmpty(statement.Sid))
                continue;
            if (!statement.Sid.All(char.IsAsciiLetterOrDigit))
                return "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
            if (!seen.Add(statement.Sid))
                return "Statement IDs (SID) in a single policy must be unique.";
        }
        return null;
    }
}
