using System.Globalization;

namespace Iamd.Accounts;

/// <summary>Errors of the STS service, each made here and nowhere else.</summary>
/// <remarks>STS API Reference, "Errors" of each operation; wording as AWS answers.</remarks>
public static class StsErrors
{
    public static AwsError RootMayNotAssumeRoles { get; } = AccessDenied("Roles may not be assumed by root accounts.");

    /// <summary>The serial number is not that of a device of the caller's, or the caller can have none.</summary>
    public static AwsError NoSuchMfaDevice { get; } = AccessDenied(
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.");

    /// <summary>The code is wrong, late, or was used before. AWS's sentence ends in a blank.</summary>
    public static AwsError InvalidMfaCode { get; } = AccessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");

    /// <summary>One of serial number and code came without the other.</summary>
    public static AwsError MfaIncomplete { get; } = AccessDenied(
        "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");

    public static AwsError DurationExceedsRole { get; } =
        ValidationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

    public static AwsError DurationExceedsRoleChaining { get; } =
        ValidationError("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");

    public static AwsError SourceIdentityIsSet { get; } =
        ValidationError("The source identity is already set for this assume role session");

    public static AwsError DuplicateTagKeys { get; } =
        InvalidParameterValue("Duplicate tag keys found. Please note that Tag keys are case insensitive.");

    public static AwsError TransitiveKeyNotAmongTags { get; } =
        InvalidParameterValue("The specified transitive tag key must be included in the requested tags.");

    public static AwsError TransitiveTagConflict { get; } = InvalidParameterValue(
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");

    /// <summary>A role's ARN that is no ARN at all.</summary>
    public static AwsError InvalidArn(string text) => ValidationError($"{text} is invalid");

    /// <summary>A role's ARN that is an ARN of something else.</summary>
    public static AwsError NotARoleArn { get; } = ValidationError("Request ARN is invalid");

    public static AwsError InvalidAuthorizationMessage { get; } = new("InvalidAuthorizationMessageException", "Message is not valid", 400);

    public static AwsError InvalidClientTokenId { get; } = new("InvalidClientTokenId", "The security token included in the request is invalid", 403);

    public static AwsError CannotCall(string operation) => AccessDenied($"Cannot call {operation} with session credentials");

    public static AwsError MalformedPolicyDocument(string message) => new("MalformedPolicyDocument", message, 400);

    public static AwsError PackedPolicyTooLarge(int percent) => new(
        "PackedPolicyTooLarge",
        string.Create(CultureInfo.InvariantCulture, $"Packed policy consumes {percent}% of allotted space, please use smaller policy."),
        400);

    public static AwsError NoSuchAccessKey(string accessKeyId) => ValidationError($"The access key {accessKeyId} does not belong to any account.");

    public static AwsError AccessDenied(string message) => new("AccessDenied", message, 403);

    public static AwsError ValidationError(string message) => new("ValidationError", message, 400);

    private static AwsError InvalidParameterValue(string message) => new("InvalidParameterValue", message, 400);
}
