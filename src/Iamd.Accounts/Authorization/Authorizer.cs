namespace Iamd.Accounts;

/// <summary>The one place where a call is allowed or denied.</summary>
public static class Authorizer
{
    /// <summary>Checks everything that the operation must be allowed; null when it is, else the denial.</summary>
    public static AwsError? Authorize(World world, Account account, Operation operation, object request, Call call)
    {
        // Being written: root only, so that nothing is open meanwhile.
        return call.Caller is Caller.Root ? null : new AwsError("AccessDenied", "Being written.", 403);
    }
}
