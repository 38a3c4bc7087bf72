namespace Iamd.Policy;

/// <summary>Rules for identity-based policies, permissions boundaries and session policies.</summary>
/// <remarks>IAM User Guide, "Grammar of the IAM JSON policy language", notes.</remarks>
internal static class IdentityRules
{
    private const string SyntaxErrors = "Syntax errors in policy.";
    private const string NoActions = "Policy statement must contain actions.";
    private const string NoResources = "Policy statement must contain resources.";
    private const string LegacyParsing = "The policy failed legacy parsing";

    public static string Describe(PolicyError error) => error.Kind switch
    {
        PolicyErrorKind.MissingElement when EndsWithElement(error, "Action") => NoActions,
        PolicyErrorKind.MissingElement when EndsWithElement(error, "Resource") => NoResources,
        // The word itself is right, only its case is not.
        PolicyErrorKind.InvalidValue when error.Element.EndsWith(".Effect", StringComparison.Ordinal)
            && (error.Found.Equals("Allow", StringComparison.OrdinalIgnoreCase) || error.Found.Equals("Deny", StringComparison.OrdinalIgnoreCase)) => LegacyParsing,
        _ => SyntaxErrors,
    };

    public static string? Check(PolicyDocument document)
    {
        // What must be there is looked for in all statements before any of them is read closely.
        foreach (Statement statement in document.Statements)
        {
            if (statement.Principal is not null)
                return "Policy document should not specify a principal.";
            if (statement.Resource is null)
                return NoResources;
        }
        foreach (Statement statement in document.Statements)
            if ((ResourceOf(statement) ?? ActionOf(statement) ?? ConditionRules.Check(statement)) is { } message)
                return message;
        return SidOf(document);
    }

    private static bool EndsWithElement(PolicyError error, string name) =>
        error.Element.EndsWith("." + name, StringComparison.Ordinal) || error.Element.EndsWith(".Not" + name, StringComparison.Ordinal);

    private static string? ResourceOf(Statement statement)
    {
        foreach (string resource in statement.Resource?.Patterns ?? [])
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
            return ConditionRules.NoVendor;
        if (parts.Length > 2)
            return "Actions/Condition can contain only one colon.";
        if (parts[0].AsSpan().ContainsAny('*', '?'))
            return "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.";
        if (parts[0].Length == 0 || !parts[0].All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return $"Vendor {parts[0]} is not valid";
        return parts[1].Length > 0 && parts[1].All(c => char.IsAsciiLetterOrDigit(c) || c is '*' or '?' or '-' or '_')
            ? null
            : LegacyParsing;
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
