using System.Security.Cryptography;
using System.Text;

namespace Iamd.Protocol.SigV4;

/// <summary>The answers to broken and wrong signatures.</summary>
/// <remarks>IAM User Guide, "Troubleshoot Signature Version 4 signing for AWS API requests"; the rest is the wording of recorded answers.</remarks>
public static class SignatureErrors
{
    /// <summary>A signature made with another key or over another request.</summary>
    public static AwsError DoesNotMatch { get; } = Refused(
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");

    /// <summary>Credentials both in the header and in the query string.</summary>
    public static AwsError TwoSignatures { get; } =
        Refused("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");

    /// <summary>The credential scope names another day than the request.</summary>
    public static AwsError WrongDate { get; } =
        Refused("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");

    /// <summary>The credential scope does not end as it must.</summary>
    public static AwsError WrongTerminator { get; } =
        Refused("Credential should be scoped with a valid terminator: 'aws4_request'.");

    /// <summary>A request signed for something that no service is called. AWS's sentence ends in a blank.</summary>
    public static AwsError WrongService(string service) =>
        Refused($"Credential should be scoped to correct service: '{service}'. ");

    /// <summary>A header that had to be signed and was not.</summary>
    public static AwsError NotSigned(string header) =>
        Refused($"'{header}' must be a 'SignedHeader' in the AWS Authorization.");

    /// <summary>A request older than the window allows.</summary>
    public static AwsError Expired(DateTimeOffset signedAt, DateTimeOffset now, TimeSpan window) =>
        Refused($"Signature expired: {SignedRequest.PrintDate(signedAt)} is now earlier than {SignedRequest.PrintDate(now - window)} ({SignedRequest.PrintDate(now)} - {window.TotalMinutes:0} min.)");

    /// <summary>A request from the future.</summary>
    public static AwsError NotYetCurrent(DateTimeOffset signedAt, DateTimeOffset now, TimeSpan window) =>
        Refused($"Signature not yet current: {SignedRequest.PrintDate(signedAt)} is still later than {SignedRequest.PrintDate(now + window)} ({SignedRequest.PrintDate(now)} + {window.TotalMinutes:0} min.)");

    /// <summary>An algorithm other than <c>AWS4-HMAC-SHA256</c>.</summary>
    public static AwsError UnsupportedAlgorithm(string algorithm) =>
        Incomplete($"Unsupported AWS 'algorithm': '{algorithm}' (only AWS4-HMAC-SHA256 for now). ");

    /// <summary>A credential that is not <c>key/date/region/service/aws4_request</c>.</summary>
    public static AwsError MalformedCredential(string credential) =>
        Incomplete($"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'");

    /// <summary>A date in another form than <c>20260102T030405Z</c>.</summary>
    public static AwsError MalformedDate(string date) =>
        Incomplete($"Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601");

    /// <summary>An Authorization header with a part that is not <c>key=value</c>.</summary>
    public static AwsError MissingEqualSign(string header) =>
        Incomplete($"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '{Hashed(header)}'.");

    /// <summary>A part of the Authorization header that stands twice.</summary>
    public static AwsError Repeated(string parameter) =>
        Incomplete($"The parameter '{parameter}' occurs more than once in the signature.");

    /// <summary>An Authorization header that lacks parts.</summary>
    /// <param name="parameters">The parts that are missing.</param>
    /// <param name="missingDate">Whether there is no date either.</param>
    /// <param name="header">The header, of which the answer shows only a hash.</param>
    public static AwsError MissingFromHeader(IEnumerable<string> parameters, bool missingDate, string header)
    {
        StringBuilder message = new();
        foreach (string parameter in parameters)
            message.Append("Authorization header requires '").Append(parameter).Append("' parameter. ");
        if (missingDate)
            message.Append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        message.Append("(Hashed with SHA-256 and encoded with Base64) Authorization=").Append(Hashed(header));
        return Incomplete(message.ToString());
    }

    /// <summary>A presigned query string that lacks parts.</summary>
    public static AwsError MissingFromQuery(IEnumerable<string> parameters) =>
        Incomplete(string.Concat(parameters.Select(p => $"AWS query-string parameters must include '{p}'. ")) + "Re-examine the query-string parameters.");

    private static string Hashed(string header) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(header)));

    private static AwsError Refused(string message) => new("SignatureDoesNotMatch", message, 403);

    private static AwsError Incomplete(string message) => new("IncompleteSignature", message, 400);
}
