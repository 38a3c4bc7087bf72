namespace Iamd.Accounts;

/// <summary>The operations on service-specific credentials.</summary>
internal static class ServiceSpecificCredentialOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        CreateServiceSpecificCredential.Operation,
        DeleteServiceSpecificCredential.Operation,
        ListServiceSpecificCredentials.Operation,
        ResetServiceSpecificCredential.Operation,
        UpdateServiceSpecificCredential.Operation,
    ];

    /// <summary>The credential with that id, if it is that user's.</summary>
    public static Result<ServiceSpecificCredential> Find(User user, string id)
    {
        ServiceSpecificCredential? credential =
            user.ServiceSpecificCredentials.FirstOrDefault(candidate => string.Equals(candidate.Id, id, StringComparison.Ordinal));
        return credential is not null ? credential : CredentialErrors.NoSuchServiceSpecificCredential(id);
    }

    /// <summary>What changing a credential needs allowed: the user, under the condition of the credential's service.</summary>
    public static ImmutableArray<Access> AccessesToCredential(string action, Account account, string? userName, string id, Call call)
    {
        ImmutableArray<Access> accesses = UserOperations.AccessesToUserOrCaller(action, account, userName, call);
        return UserOperations.FindOrCaller(account, userName, call).TryGet(out User? user, out _)
            && Find(user, id).TryGet(out ServiceSpecificCredential? credential, out _)
            ? [.. accesses.Select(access => access with { Keys = [ServiceKey(credential.ServiceName)] })]
            : accesses;
    }

    public static KeyValuePair<string, ContextValue> ServiceKey(string serviceName) => new("iam:ServiceSpecificCredentialServiceName", serviceName);

    public static User With(this User user, ServiceSpecificCredential credential, ServiceSpecificCredential updated) =>
        user with { ServiceSpecificCredentials = user.ServiceSpecificCredentials.Replace(credential, updated) };

    public static string StatusOf(ServiceSpecificCredential credential, Call call) =>
        credential.ExpiresAt <= call.Now ? Iam.StatusType.Expired : CredentialStatus.Of(credential.IsActive);

    /// <summary>A credential with its new secret.</summary>
    public static Iam.ServiceSpecificCredential ToShape(
        this ServiceSpecificCredential credential, User user, NewCredentialSecret secret, Call call)
    {
        bool isApiKey = ServiceWithCredentials.ApiKeyPrefixOf(credential.ServiceName) is not null;
        return new()
        {
            CreateDate = credential.CreatedAt,
            ExpirationDate = credential.ExpiresAt,
            ServiceName = credential.ServiceName,
            ServiceUserName = isApiKey ? null : credential.Alias,
            ServicePassword = isApiKey ? null : secret.Text,
            ServiceCredentialAlias = isApiKey ? credential.Alias : null,
            ServiceCredentialSecret = isApiKey ? secret.Text : null,
            ServiceSpecificCredentialId = credential.Id,
            UserName = user.Name,
            Status = StatusOf(credential, call),
        };
    }
}
