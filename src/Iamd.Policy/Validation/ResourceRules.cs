namespace Iamd.Policy;

/// <summary>Rules for resource-based policies, and the words in which their parser (and that of trust policies) refuses.</summary>
/// <remarks>IAM User Guide, "Grammar of the IAM JSON policy language", notes.</remarks>
internal static class ResourceRules
{
    public static string Describe(PolicyError error) => error.Kind switch
    {
        PolicyErrorKind.Json or PolicyErrorKind.DuplicateKey => "This policy contains invalid Json",
        PolicyErrorKind.InvalidVersion => "The policy must contain a valid version string",
        PolicyErrorKind.UnknownElement when error.Element.Contains("Principal.", StringComparison.Ordinal) =>
            $"Invalid principal in policy: \"{LastName(error.Element)}\"",
        PolicyErrorKind.UnknownElement => $"Unknown field {LastName(error.Element)}",
        PolicyErrorKind.MissingElement when error.Element is "Statement" => "Could not parse the policy: Statement is empty!",
        PolicyErrorKind.MissingElement when LastName(error.Element) is "Principal" or "NotPrincipal" || error.Element.Contains("Principal.", StringComparison.Ordinal) =>
            "Missing required field Principal cannot be empty!",
        PolicyErrorKind.MissingElement => $"Missing required field {LastName(error.Element)}",
        PolicyErrorKind.InvalidValue when LastName(error.Element) is "Effect" => $"Invalid effect: {error.Found}",
        PolicyErrorKind.InvalidValue when LastName(error.Element) is "Principal" or "NotPrincipal" => "Principal must be a JSON object.",
        _ => "Syntax error in policy.",
    };

    public static string? Check(PolicyDocument document)
    {
        foreach (Statement statement in document.Statements)
            if (statement.Principal is null)
                return "Missing required field Principal";
        return SidOf(document);
    }

    public static string? SidOf(PolicyDocument document)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (Statement statement in document.Statements)
            if (!string.IsNullOrEmpty(statement.Sid) && !seen.Add(statement.Sid))
                return "The Statement Ids in the policy are not unique";
        return null;
    }

    private static string LastName(string element) => element[(element.LastIndexOf('.') + 1)..];
}
