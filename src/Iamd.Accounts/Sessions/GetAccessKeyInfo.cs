namespace Iamd.Accounts;

/// <summary>STS <c>GetAccessKeyInfo</c>: the account that an access key id belongs to, whether the key is there or not.</summary>
/// <remarks>STS API Reference, "GetAccessKeyInfo". Ids that are not in the index are decoded: they carry the account's number.</remarks>
public static class GetAccessKeyInfo
{
    public static readonly Operation Operation =
        Accounts.Operation.ReadWorld<Sts.GetAccessKeyInfoRequest, Sts.GetAccessKeyInfoResponse>(
            "sts", "GetAccessKeyInfo", (_, _, _, _) => [new Access("sts:GetAccessKeyInfo", "*")], Answer);

    private static Result<Sts.GetAccessKeyInfoResponse> Answer(World world, Account account, Sts.GetAccessKeyInfoRequest request, Call call)
    {
        if (world.TryGetAccessKeyOwner(request.AccessKeyId, out AccessKeyOwner owner))
            return new Sts.GetAccessKeyInfoResponse { Account = owner.Account.ToString() };
        return Ids.TryReadAccount(request.AccessKeyId, out AccountId? decoded)
            ? new Sts.GetAccessKeyInfoResponse { Account = decoded.Value.ToString() }
            : StsErrors.NoSuchAccessKey(request.AccessKeyId);
    }
}
