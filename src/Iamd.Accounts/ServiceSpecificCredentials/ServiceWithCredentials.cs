namespace Iamd.Accounts;

/// <summary>A service that takes credentials of its own.</summary>
/// <param name="Name">As in requests.</param>
/// <param name="ApiKeyPrefix">How its API keys begin; null for a service of user names and passwords.</param>
/// <remarks>
/// IAM API Reference, "CreateServiceSpecificCredential" and "ServiceSpecificCredential". An API key is its prefix and the base 64
/// of alias, colon and secret (Amazon Bedrock User Guide, "API keys").
/// </remarks>
internal sealed record ServiceWithCredentials(string Name, string? ApiKeyPrefix)
{
    private static readonly ImmutableArray<ServiceWithCredentials> All =
    [
        new("codecommit.amazonaws.com", null),
        new("cassandra.amazonaws.com", null),
        new("bedrock.amazonaws.com", "ABSK"),
        new("logs.amazonaws.com", "ACWL"),
    ];

    public static Result<ServiceWithCredentials> Find(string name)
    {
        ServiceWithCredentials? service = All.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.Ordinal));
        return service is not null ? service : CredentialErrors.NoSuchCredentialService(name);
    }

    /// <summary>How API keys of that service begin; null when its credentials are passwords.</summary>
    public static string? ApiKeyPrefixOf(string name) => Find(name).TryGet(out ServiceWithCredentials? service, out _) ? service.ApiKeyPrefix : null;
}
