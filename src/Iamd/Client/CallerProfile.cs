using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace Iamd.Client;

/// <summary>Keys to sign with.</summary>
/// <param name="SessionToken">Of temporary credentials; null for a user's or root's own key.</param>
internal sealed record Keys(string AccessKeyId, string SecretAccessKey, string? SessionToken)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => AccessKeyId;
}

/// <summary>A role that a profile puts on.</summary>
internal sealed record ProfileRole(string Arn, string? SessionName, string? ExternalId, string? MfaSerial);

/// <summary>The caller's own AWS credentials.</summary>
/// <param name="Keys">What signs.</param>
/// <param name="Roles">Roles to put on with them, in this order.</param>
/// <param name="EndpointUrl">The profile's endpoint; null when it names none.</param>
/// <remarks>AWS SDKs and Tools Reference Guide, "Credential provider chain" and "Shared config and credentials files".</remarks>
internal sealed record CallerProfile(Keys Keys, IReadOnlyList<ProfileRole> Roles, string? EndpointUrl)
{
    private const string DefaultProfile = "default";

    // Profiles may name each other in a circle.
    private const int MaxRoles = 10;

    /// <summary>Finds the credentials: those of a named profile, else of the environment, else of <c>AWS_PROFILE</c> or <c>default</c>.</summary>
    /// <param name="named">The profile that was asked for; null when none was.</param>
    /// <returns>Null when there are none at all.</returns>
    /// <exception cref="CommandFailure">The profile does not exist or has no usable credentials.</exception>
    public static async Task<CallerProfile?> FindAsync(string? named)
    {
        if (named is null && FromEnvironment() is Keys keys)
            return new CallerProfile(keys, [], null);
        string? asked = named ?? NonEmpty("AWS_PROFILE");
        CredentialProfileStoreChain files = new();
        string name = asked ?? DefaultProfile;
        if (!files.TryGetProfile(name, out CredentialProfile profile))
            return asked is null ? null : throw new CommandFailure($"There is no AWS profile '{name}'.");
        return await ReadAsync(files, profile);
    }

    private static async Task<CallerProfile> ReadAsync(CredentialProfileStoreChain files, CredentialProfile profile)
    {
        string? endpoint = NonEmptyText(profile.EndpointUrl);
        Stack<ProfileRole> roles = [];
        while (profile.Options is { RoleArn: { Length: > 0 } arn } options && options.SourceProfile is { Length: > 0 } source)
        {
            roles.Push(new ProfileRole(arn, options.RoleSessionName, options.ExternalID, options.MfaSerial));
            if (roles.Count > MaxRoles)
                throw new CommandFailure($"The AWS profile '{profile.Name}' takes more than {MaxRoles} roles, one from another.");
            // A profile may take its role with its own keys.
            if (source == profile.Name)
                return new CallerProfile(Own(profile), [.. roles], endpoint);
            if (!files.TryGetProfile(source, out profile))
                throw new CommandFailure($"There is no AWS profile '{source}', which another one names as its source_profile.");
        }
        try
        {
            ImmutableCredentials found = await AWSCredentialsFactory.GetAWSCredentials(profile, files).GetCredentialsAsync();
            return new CallerProfile(new Keys(found.AccessKey, found.SecretKey, NonEmptyText(found.Token)), [.. roles], endpoint);
        }
        catch (Exception exception) when (exception is AmazonClientException or InvalidDataException or InvalidOperationException)
        {
            throw new CommandFailure($"The AWS profile '{profile.Name}' has no usable credentials: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    private static Keys Own(CredentialProfile profile) =>
        profile.Options is { AccessKey: { Length: > 0 } id, SecretKey: { Length: > 0 } secret }
            ? new Keys(id, secret, NonEmptyText(profile.Options.Token))
            : throw new CommandFailure($"The AWS profile '{profile.Name}' names itself as its source but has no keys.");

    private static Keys? FromEnvironment() =>
        NonEmpty("AWS_ACCESS_KEY_ID") is string id && NonEmpty("AWS_SECRET_ACCESS_KEY") is string secret
            ? new Keys(id, secret, NonEmpty("AWS_SESSION_TOKEN"))
            : null;

    private static string? NonEmpty(string variable) => NonEmptyText(Environment.GetEnvironmentVariable(variable));

    private static string? NonEmptyText(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
