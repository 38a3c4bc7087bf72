namespace Iamd.Accounts;

/// <summary>STS <c>DecodeAuthorizationMessage</c>: what a denied caller was not told.</summary>
/// <remarks>STS API Reference, "DecodeAuthorizationMessage". Fails with InvalidAuthorizationMessageException.</remarks>
public static class DecodeAuthorizationMessage
{
    public static readonly Operation Operation =
        Accounts.Operation.Read<Sts.DecodeAuthorizationMessageRequest, Sts.DecodeAuthorizationMessageResponse>(
            "sts", "DecodeAuthorizationMessage", (_, _, _) => [new Access("sts:DecodeAuthorizationMessage", "*")], Answer);

    private static Result<Sts.DecodeAuthorizationMessageResponse> Answer(Account account, Sts.DecodeAuthorizationMessageRequest request, Call call) =>
        AuthorizationMessage.TryDecode(request.EncodedMessage, account.Id, call.Keys, out string? decoded)
            ? new Sts.DecodeAuthorizationMessageResponse { DecodedMessage = decoded }
            : StsErrors.InvalidAuthorizationMessage;
}
