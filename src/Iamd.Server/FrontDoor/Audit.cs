using Iamd.Accounts;
using Iamd.Protocol;
using Iamd.Storage;

namespace Iamd.Server;

/// <summary>Makes the record of a call.</summary>
/// <remarks>CloudTrail User Guide, "CloudTrail record contents".</remarks>
internal static class Audit
{
    /// <param name="error">What the caller is answered; null when the call succeeded.</param>
    public static AuditEvent EventOf(Operation operation, Call call, AwsError? error) => new()
    {
        EventId = Guid.NewGuid(),
        EventTime = call.Now,
        RequestId = call.Transport.RequestId,
        EventSource = $"{operation.Service}.amazonaws.com",
        EventName = operation.Name,
        AccountId = call.Caller.Account,
        CallerArn = call.Caller.Arn.ToString(),
        AccessKeyId = call.Caller.AccessKeyId,
        SourceIpAddress = call.Transport.SourceIp.ToString(),
        UserAgent = call.Transport.UserAgent,
        ErrorCode = error?.Code,
        Decision = Decision(error),
    };

    private static string Decision(AwsError? error)
    {
        // Every other error comes after the call was allowed.
        if (error?.Code != "AccessDenied")
            return "allowed";
        return error.Message.Contains(" explicit deny ", StringComparison.Ordinal) ? "explicitDeny" : "implicitDeny";
    }
}
