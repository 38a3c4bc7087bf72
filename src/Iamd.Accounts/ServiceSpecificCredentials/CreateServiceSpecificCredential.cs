using System.Globalization;

namespace Iamd.Accounts;

/// <summary>IAM <c>CreateServiceSpecificCredential</c>: this answer and those of resets are the only ones that hold the secret.</summary>
/// <remarks>
/// IAM API Reference, "CreateServiceSpecificCredential". Fails with NoSuchEntity or LimitExceeded. The reference names
/// NotSupportedService for a service that has no such credentials; recorded answers say NoSuchEntity.
/// </remarks>
public static class CreateServiceSpecificCredential
{
    public static readonly Operation Operation =
        Operation.Write<Iam.CreateServiceSpecificCredentialRequest, Iam.CreateServiceSpecificCredentialResponse>(
            "iam", "CreateServiceSpecificCredential", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.CreateServiceSpecificCredentialRequest request, Call call)
    {
        KeyValuePair<string, ContextValue> service = ServiceSpecificCredentialOperations.ServiceKey(request.ServiceName);
        return
        [
            Access.ToUser("iam:CreateServiceSpecificCredential", account, request.UserName) with
            {
                Keys = request.CredentialAgeDays is int days
                    ? [service, KeyValuePair.Create<string, ContextValue>("iam:ServiceSpecificCredentialAgeDays", days.ToString(CultureInfo.InvariantCulture))]
                    : [service],
            },
        ];
    }

    private static Outcome<Iam.CreateServiceSpecificCredentialResponse> Apply(
        Account account, Iam.CreateServiceSpecificCredentialRequest request, Call call)
    {
        if (!UserOperations.Find(account, request.UserName).TryGet(out User? user, out AwsError? error)
            || !ServiceWithCredentials.Find(request.ServiceName).TryGet(out ServiceWithCredentials? service, out error))
            return error;
        int limit = account.Quotas.ServiceSpecificCredentialsPerUser;
        if (user.ServiceSpecificCredentials.Count(known => known.ServiceName == service.Name) >= limit)
            return IamErrors.LimitExceeded("ServiceSpecificCredentialsPerUser", limit);

        string alias = FreeAlias(account, user, service.Name);
        NewCredentialSecret secret = NewCredentialSecret.For(service.Name, alias, call);
        ServiceSpecificCredential credential = new()
        {
            Id = call.NewUniqueId("ACCA"),
            ServiceName = service.Name,
            Alias = alias,
            SecretHash = secret.Hash,
            CreatedAt = call.Now,
            ExpiresAt = request.CredentialAgeDays is int days ? call.Now.AddDays(days) : null,
        };
        return new(
            new Iam.CreateServiceSpecificCredentialResponse { ServiceSpecificCredential = credential.ToShape(user, secret, call) },
            Change.Put(user with { ServiceSpecificCredentials = user.ServiceSpecificCredentials.Add(credential) }));
    }

    /// <summary><c>alice-at-111122223333</c>, then <c>alice+1-at-111122223333</c>: as no credential for the service in the account is called.</summary>
    private static string FreeAlias(Account account, User user, string serviceName)
    {
        HashSet<string> taken = new(
            account.Users.SelectMany(other => other.ServiceSpecificCredentials).Where(known => known.ServiceName == serviceName).Select(known => known.Alias),
            StringComparer.OrdinalIgnoreCase);
        string alias = $"{user.Name}-at-{account.Id}";
        for (int number = 1; taken.Contains(alias); number++)
            alias = string.Create(CultureInfo.InvariantCulture, $"{user.Name}+{number}-at-{account.Id}");
        return alias;
    }
}
