using System.Collections.Frozen;
using System.Text;
using Iamd.Accounts;
using Iamd.Protocol.Query;

namespace Iamd.Server;

/// <summary>A call for a service that does not answer here: which action on which resource it would be.</summary>
/// <remarks>Service Authorization Reference; Amazon S3 User Guide, "Required permissions for Amazon S3 API operations".</remarks>
internal static class ForeignCall
{
    /// <summary>Services whose name in a credential scope is not the prefix of their actions.</summary>
    private static readonly FrozenDictionary<string, string> Prefixes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["email"] = "ses",
        ["monitoring"] = "cloudwatch",
        ["tagging"] = "tag",
        ["s3express"] = "s3express",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a credential scope's service could be one of AWS's: lower-case letters, digits and hyphens.</summary>
    public static bool IsServiceName(string service) =>
        service.Length is > 0 and <= 64 && service.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>The command that tells whether the caller would be allowed.</summary>
    public static string SimulateLine(WireRequest request, string service, Caller caller)
    {
        string prefix = Prefixes.GetValueOrDefault(service, service);
        (string operation, string resource) = service == "s3" ? S3(request) : (OperationOf(request), "'*'");
        return $"iamd simulate {Who(caller)}{prefix}:{operation} {resource}";
    }

    private static string Who(Caller caller) => caller switch
    {
        Caller.IamUser { User.Name: string name } => $"--user {name} ",
        Caller.RoleSession { Role.Name: string name } => $"--role {name} ",
        Caller.FederatedUser { User.Name: string name } => $"--user {name} ",
        _ => "",
    };

    private static (string Operation, string Resource) S3(WireRequest request)
    {
        string[] parts = Uri.UnescapeDataString(request.Path).TrimStart('/').Split('/', 2);
        string bucket = parts[0];
        bool isObject = parts.Length == 2 && parts[1].Length > 0;
        string operation = (request.Method, bucket.Length > 0, isObject) switch
        {
            ("GET" or "HEAD", false, _) => "ListAllMyBuckets",
            ("GET" or "HEAD", true, false) => "ListBucket",
            ("GET" or "HEAD", true, true) => "GetObject",
            ("PUT", true, false) => "CreateBucket",
            ("PUT" or "POST", true, true) => "PutObject",
            ("DELETE", true, false) => "DeleteBucket",
            ("DELETE", true, true) => "DeleteObject",
            _ => "ACTION",
        };
        return (operation, bucket.Length == 0 ? "'*'" : Quoted($"arn:aws:s3:::{string.Join('/', isObject ? parts : [bucket])}"));
    }

    /// <summary>The operation's name, where the request says it; services that say it by method and path have too many ways to.</summary>
    private static string OperationOf(WireRequest request)
    {
        string? named = request.Header("X-Amz-Target") is string target
            ? target[(target.LastIndexOf('.') + 1)..]
            : QueryParameters.Parse(Encoding.UTF8.GetBytes(request.Query), request.Body.Span).TryGet(out QueryParameters? parameters, out _)
                ? parameters["Action"]
                : null;
        return named is { Length: > 0 and <= 128 } && named.All(char.IsAsciiLetterOrDigit) ? named : "ACTION";
    }

    /// <summary>For a shell: the line is there to be copied, and what came in is not ours.</summary>
    private static string Quoted(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || ":/._-".Contains(c, StringComparison.Ordinal)) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
