namespace Iamd.Accounts;

/// <summary>IAM <c>GetAccessKeyLastUsed</c>: whose key it is, and when, where and for what it signed last.</summary>
/// <remarks>
/// IAM API Reference, "GetAccessKeyLastUsed". A key that is not this account's is answered with AccessDenied (recorded), in a
/// wording of its own, so that nothing is learned of other accounts' keys.
/// </remarks>
public static class GetAccessKeyLastUsed
{
    private const string Unknown = "N/A";

    public static readonly Operation Operation =
        Operation.ReadWorld<Iam.GetAccessKeyLastUsedRequest, Iam.GetAccessKeyLastUsedResponse>("iam", "GetAccessKeyLastUsed", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(World world, Account account, Iam.GetAccessKeyLastUsedRequest request, Call call) =>
        !TryFindHolder(world, account, request.AccessKeyId, out AccessKeyHolder holder) ? []
        : holder.User is not null ? [Access.To("iam:GetAccessKeyLastUsed", holder.User)]
        : [new Access("iam:GetAccessKeyLastUsed", account.Root.Arn)];

    private static Result<Iam.GetAccessKeyLastUsedResponse> Answer(World world, Account account, Iam.GetAccessKeyLastUsedRequest request, Call call)
    {
        if (!TryFindHolder(world, account, request.AccessKeyId, out AccessKeyHolder holder))
            return IamErrors.NotThisAccountsAccessKey(call.Caller, request.AccessKeyId);
        AccessKeyUse? use = call.Activity.AccessKeyLastUsed(request.AccessKeyId);
        return new Iam.GetAccessKeyLastUsedResponse
        {
            UserName = holder.UserName,
            AccessKeyLastUsed = new Iam.AccessKeyLastUsed
            {
                LastUsedDate = use?.At,
                ServiceName = use?.Service ?? Unknown,
                Region = use?.Region ?? Unknown,
            },
        };
    }

    private static bool TryFindHolder(World world, Account account, string accessKeyId, out AccessKeyHolder holder)
    {
        holder = new AccessKeyHolder(account, null);
        if (!world.TryGetAccessKeyOwner(accessKeyId, out AccessKeyOwner owner) || owner.Account != account.Id)
            return false;
        if (account.TryGetById(owner.PrincipalId, out User? user))
            holder = new AccessKeyHolder(account, user);
        return true;
    }
}
