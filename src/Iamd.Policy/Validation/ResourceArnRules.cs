namespace Iamd.Policy;

/// <summary>What is checked of a Resource when an identity-based policy is stored.</summary>
/// <remarks>IAM User Guide, "IAM JSON policy elements: Resource": an ARN that lacks fields is completed with <c>*</c>.</remarks>
internal static class ResourceArnRules
{
    private const int ArnFields = 6;
    private const string LegacyParsing = "The policy failed legacy parsing";

    private static readonly string[] IamPaths =
    [
        "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/", "sms-mfa/",
        "saml-provider/", "oidc-provider/", "report/", "access-report/",
    ];

    public static string? Check(string resource)
    {
        if (resource.Length > 0 && resource.AsSpan().IndexOfAnyExcept('*') < 0)
            return null;
        string[] fields = SplitAndComplete(resource, out int given);
        if (given == 1)
            return $"Resource {resource} must be in ARN format or \"*\".";
        string partition = fields[1], service = fields[2], region = fields[3], account = fields[4], rest = fields[5];
        if (!TextPattern.Wildcards(partition, PolicyVersion.V2008).Matches("aws", ContextKeys.Empty))
            return $"Partition \"{partition}\" is not valid for resource \"arn:{string.Join(':', fields.Skip(1))}\".";
        if (service.AsSpan().ContainsAny('*', '?'))
            return "Resource vendor must be fully qualified and cannot contain regexes.";
        if (!IsHeader(service, region, account))
            return LegacyParsing;
        return CheckService(resource, service, region, rest);
    }

    /// <summary>Whether AWS's older parser, which sees the ARNs first, stumbles: over any without a service, and over the fields of its own partition.</summary>
    public static bool FailsLegacyParsing(string resource)
    {
        string[] fields = SplitAndComplete(resource, out int given);
        return given > 1 && fields[0] == "arn" && !(fields[1] is "aws" ? IsHeader(fields[2], fields[3], fields[4]) : fields[2].Length > 0);
    }

    private static string[] SplitAndComplete(string resource, out int given)
    {
        // A colon inside a variable does not divide.
        List<string> fields = [""];
        foreach (PolicyVariables.Part part in PolicyVariables.Split(resource))
        {
            if (part.Kind != PolicyVariables.PartKind.Plain)
            {
                fields[^1] += $"${{{part.Text}}}";
                continue;
            }
            string[] pieces = part.Text.Split(':', ArnFields + 1 - fields.Count);
            fields[^1] += pieces[0];
            fields.AddRange(pieces.AsSpan(1));
        }
        given = fields.Count;
        while (fields.Count < ArnFields)
            fields.Add("*");
        return [.. fields];
    }

    /// <summary>Service and region are words; the account is empty, twelve digits, a pattern, or a word such as <c>aws</c> or <c>account-id</c>.</summary>
    private static bool IsHeader(string service, string region, string account) =>
        service.Length > 0
        && service.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '*' or '?')
        && region.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '*' or '?')
        && account.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '*' or '?')
        && (account.Length == 0 || AccountId.TryParse(account, out _) || account.AsSpan().ContainsAnyExceptInRange('0', '9'));

    private static string? CheckService(string resource, string service, string region, string rest)
    {
        bool namesRegion = region.AsSpan().ContainsAnyExcept('*', '?');
        if (service.Equals("s3", StringComparison.OrdinalIgnoreCase) && namesRegion && !rest.Contains('/', StringComparison.Ordinal))
            return $"Resource {resource} can not contain region information.";
        if (!service.Equals("iam", StringComparison.OrdinalIgnoreCase))
            return null;
        if (namesRegion)
            return $"IAM resource {resource} cannot contain region information.";
        return rest.StartsWith('*') || rest.StartsWith('?') || rest is "root" || Array.Exists(IamPaths, path => rest.StartsWith(path, StringComparison.Ordinal) || IsPrefixWithWildcard(rest, path))
            ? null
            : $"IAM resource path must either be \"*\", root, or start with {string.Join(", ", IamPaths)}.";
    }

    /// <summary>Such as <c>r*</c> or <c>role*</c>: the pattern can still name what the path holds.</summary>
    private static bool IsPrefixWithWildcard(string rest, string path)
    {
        int wildcard = rest.AsSpan().IndexOfAny('*', '?');
        return wildcard > 0 && path.StartsWith(rest[..wildcard], StringComparison.Ordinal);
    }
}
