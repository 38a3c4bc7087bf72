namespace Iamd.Accounts;

/// <summary>IAM <c>ListServiceSpecificCredentials</c>: without secrets; a user's, or those of all users.</summary>
/// <remarks>IAM API Reference, "ListServiceSpecificCredentials". Fails with NoSuchEntity, or ValidationError for a user and all users at once.</remarks>
public static class ListServiceSpecificCredentials
{
    public static readonly Operation Operation =
        Operation.Read<Iam.ListServiceSpecificCredentialsRequest, Iam.ListServiceSpecificCredentialsResponse>(
            "iam", "ListServiceSpecificCredentials", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ListServiceSpecificCredentialsRequest request, Call call) =>
        request.AllUsers is true && request.UserName is null
            ? [new Access("iam:ListServiceSpecificCredentials", Arn.Iam(account.Id, "user/*"))]
            : UserOperations.AccessesToUserOrCaller("iam:ListServiceSpecificCredentials", account, request.UserName, call);

    private static Result<Iam.ListServiceSpecificCredentialsResponse> Answer(
        Account account, Iam.ListServiceSpecificCredentialsRequest request, Call call)
    {
        if (!UsersOf(account, request, call).TryGet(out ImmutableArray<User> users, out AwsError? error))
            return error;
        if (request.ServiceName is string name && !ServiceWithCredentials.Find(name).TryGet(out _, out error))
            return error;
        string list = $"ListServiceSpecificCredentials {(request.AllUsers is true ? "*" : users[0].Id)} {request.ServiceName}";
        Result<Page<(User User, ServiceSpecificCredential Credential)>> cut = Paging.CutByAge(
            from user in users
            from credential in user.ServiceSpecificCredentials
            where request.ServiceName is null || credential.ServiceName == request.ServiceName
            select (User: user, Credential: credential),
            item => item.Credential.CreatedAt,
            item => item.Credential.Id,
            request.MaxItems,
            request.Marker,
            list,
            call);
        return cut.TryGet(out Page<(User User, ServiceSpecificCredential Credential)>? page, out error)
            ? new Iam.ListServiceSpecificCredentialsResponse
            {
                ServiceSpecificCredentials = [.. page.Items.Select(item => ToShape(item.User, item.Credential, call))],
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            }
            : error;
    }

    private static Result<ImmutableArray<User>> UsersOf(Account account, Iam.ListServiceSpecificCredentialsRequest request, Call call)
    {
        if (request.AllUsers is true)
        {
            return request.UserName is null
                ? account.Users.ToImmutableArray()
                : IamErrors.ValidationError("UserName and AllUsers cannot be specified together");
        }
        return UserOperations.FindOrCaller(account, request.UserName, call).TryGet(out User? user, out AwsError? error)
            ? ImmutableArray.Create(user)
            : error;
    }

    private static Iam.ServiceSpecificCredentialMetadata ToShape(User user, ServiceSpecificCredential credential, Call call)
    {
        bool isApiKey = ServiceWithCredentials.ApiKeyPrefixOf(credential.ServiceName) is not null;
        return new()
        {
            UserName = user.Name,
            Status = ServiceSpecificCredentialOperations.StatusOf(credential, call),
            ServiceUserName = isApiKey ? null : credential.Alias,
            ServiceCredentialAlias = isApiKey ? credential.Alias : null,
            CreateDate = credential.CreatedAt,
            ExpirationDate = credential.ExpiresAt,
            ServiceSpecificCredentialId = credential.Id,
            ServiceName = credential.ServiceName,
        };
    }
}
