namespace Iamd.Protocol.Errors;

/// <summary>Errors that any operation of any service may answer.</summary>
/// <remarks>IAM API Reference, "Common Error Types"; the wording is that of recorded answers.</remarks>
public static class CommonErrors
{
    /// <summary>A request without credentials.</summary>
    public static AwsError MissingAuthenticationToken { get; } =
        new("MissingAuthenticationToken", "Request is missing Authentication Token", 403);

    /// <summary>An access key id that nobody has, or a session token that does not belong to it.</summary>
    public static AwsError InvalidClientTokenId { get; } =
        new("InvalidClientTokenId", "The security token included in the request is invalid.", 403);

    /// <summary>Temporary credentials that are past their time.</summary>
    public static AwsError ExpiredToken { get; } =
        new("ExpiredToken", "The security token included in the request is expired", 403);

    /// <summary>A query request without <c>Action</c>.</summary>
    public static AwsError MissingAction { get; } =
        new("MissingAction", "The request is missing an action or a required parameter.", 400);

    /// <summary>A bug or a broken disk; never says why.</summary>
    public static AwsError ServiceFailure { get; } =
        new("ServiceFailure", "The request processing has failed because of an unknown error, exception or failure.", 500);

    /// <summary>A server that is not able to answer now, but will be.</summary>
    public static AwsError ServiceUnavailable { get; } =
        new("ServiceUnavailable", "The request has failed due to a temporary failure of the server.", 503);

    /// <summary>Too many attempts: come again later. SDKs do by themselves.</summary>
    public static AwsError Throttling { get; } = new("Throttling", "Rate exceeded", 400);

    /// <summary>A body over the limit.</summary>
    public static AwsError RequestEntityTooLarge { get; } =
        new("RequestEntityTooLarge", "The request is larger than this service accepts.", 413);

    /// <summary>An <c>Action</c> and <c>Version</c> that no service here has.</summary>
    public static AwsError InvalidAction(string action, string version) =>
        new("InvalidAction", $"Could not find operation {action} for version {version}", 400);

    /// <summary>A call that no policy allows; the message is AWS's sentence about principal, action and reason.</summary>
    public static AwsError AccessDenied(string message) => new("AccessDenied", message, 403);

    /// <summary>A form or query string that cannot be decoded.</summary>
    public static AwsError MalformedQueryString(string reason) =>
        new("MalformedQueryString", $"The query string contains a syntax error: {reason}", 400);

    /// <summary>Parameters that can be decoded but not understood.</summary>
    public static AwsError MalformedInput(string reason) => new("MalformedInput", reason, 400);

    /// <summary>An operation of AWS that this version does not have.</summary>
    public static AwsError NotImplemented(string action) =>
        new("NotImplemented", $"The operation {action} is not implemented by this version of iamd.", 501);
}
