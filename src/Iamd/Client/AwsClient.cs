using System.Xml;
using System.Xml.Linq;
using Iamd.Protocol.SigV4;
using Iamd.Server;
using Iamd.Terminal;

namespace Iamd.Client;

/// <summary>An answer that is an error.</summary>
/// <param name="code">AWS's code, such as <c>AccessDenied</c>.</param>
/// <param name="message">One line for the caller.</param>
internal sealed class AwsFailure(string code, string message) : CommandFailure(message)
{
    public string Code { get; } = code;
}

/// <summary>A client of a daemon's IAM and STS APIs, by AWS Query, with the caller's own credentials.</summary>
internal sealed class AwsClient : IDisposable
{
    private const string Region = "us-east-1";
    private const int MinRoleSeconds = 900;

    private readonly HttpClient _http;
    private readonly string _dataFolder;
    private readonly Func<string, Uri> _endpointOf;
    private Keys _keys;

    private AwsClient(string dataFolder, Func<string, Uri> endpointOf, Keys keys)
    {
        _dataFolder = dataFolder;
        _endpointOf = endpointOf;
        _keys = keys;
        _http = new HttpClient(Endpoints.Handler(endpointOf("iam"), dataFolder));
    }

    /// <summary>Opens a client; roles of the profile are put on.</summary>
    /// <param name="endpoint">As it was given; null to look for it.</param>
    /// <param name="profile">The profile that was asked for; null when none was.</param>
    /// <exception cref="CommandFailure">There are no credentials, or a setting cannot be understood.</exception>
    public static async Task<AwsClient> OpenAsync(string dataFolder, string? endpoint, string? profile)
    {
        CallerProfile caller = await CallerProfile.FindAsync(profile) ?? throw new CommandFailure(NoCredentials(dataFolder));
        AwsClient client = new(dataFolder, EndpointOf, caller.Keys);
        foreach (ProfileRole role in caller.Roles)
            await client.PutOnAsync(role);
        return client;

        Uri EndpointOf(string service)
        {
            string? text = endpoint
                ?? Variable($"AWS_ENDPOINT_URL_{service.ToUpperInvariant()}")
                ?? Variable("AWS_ENDPOINT_URL")
                ?? caller.EndpointUrl;
            return text is null ? Endpoints.OfDaemon(dataFolder) : Endpoints.Parse(text);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Calls IAM; answers the result element.</summary>
    /// <exception cref="AwsFailure">The daemon answers an error.</exception>
    /// <exception cref="CommandFailure">Nobody answers, or not in AWS's form.</exception>
    public Task<XElement> IamAsync(string action, params IEnumerable<(string Name, string Value)> parameters) =>
        CallAsync("iam", "2010-05-08", action, parameters);

    /// <summary>Calls STS; answers the result element.</summary>
    /// <inheritdoc cref="IamAsync" path="/exception"/>
    public Task<XElement> StsAsync(string action, params IEnumerable<(string Name, string Value)> parameters) =>
        CallAsync("sts", "2011-06-15", action, parameters);

    /// <summary>Calls an IAM operation that answers in pages; answers all members of a list.</summary>
    /// <inheritdoc cref="IamAsync" path="/exception"/>
    public async Task<List<XElement>> ListAsync(string action, string list, params IReadOnlyCollection<(string Name, string Value)> parameters)
    {
        List<XElement> members = [];
        string? marker = null;
        do
        {
            XElement page = await IamAsync(action, marker is null ? parameters : [.. parameters, ("Marker", marker)]);
            members.AddRange(page.Members(list));
            marker = page.Text("IsTruncated") == "true" ? page.Text("Marker") : null;
        }
        while (marker is not null);
        return members;
    }

    private async Task PutOnAsync(ProfileRole role)
    {
        List<(string, string)> parameters =
        [
            ("RoleArn", role.Arn),
            ("RoleSessionName", role.SessionName ?? "iamd"),
            ("DurationSeconds", $"{MinRoleSeconds}"),
        ];
        if (role.ExternalId is { Length: > 0 } externalId)
            parameters.Add(("ExternalId", externalId));
        if (role.MfaSerial is { Length: > 0 } serial)
            parameters.AddRange([("SerialNumber", serial), ("TokenCode", Prompt.Code($"Code of {serial}"))]);
        XElement credentials = (await StsAsync("AssumeRole", parameters)).Required("Credentials");
        _keys = new Keys(credentials.RequiredText("AccessKeyId"), credentials.RequiredText("SecretAccessKey"), credentials.RequiredText("SessionToken"));
    }

    private async Task<XElement> CallAsync(string service, string version, string action, IEnumerable<(string Name, string Value)> parameters)
    {
        Uri endpoint = _endpointOf(service);
        using FormUrlEncodedContent form = new(parameters.Prepend(("Version", version)).Prepend(("Action", action))
            .Select(parameter => KeyValuePair.Create(parameter.Item1, parameter.Item2)));
        byte[] body = await form.ReadAsByteArrayAsync();
        using ByteArrayContent content = new(body);
        content.Headers.ContentType = new("application/x-www-form-urlencoded") { CharSet = "utf-8" };
        using HttpRequestMessage request = new(HttpMethod.Post, endpoint) { Content = content };
        SigV4Signer signer = new(_keys.AccessKeyId, _keys.SecretAccessKey, _keys.SessionToken);
        Dictionary<string, string> signed = new(StringComparer.Ordinal) { ["Content-Type"] = content.Headers.ContentType.ToString() };
        foreach ((string name, string value) in signer.Sign("POST", endpoint, signed, body, Region, service, TimeProvider.System.GetUtcNow()))
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request);
            string text = await response.Content.ReadAsStringAsync();
            return Read(action, endpoint, response.IsSuccessStatusCode, text);
        }
        catch (HttpRequestException exception)
        {
            string reason = (exception.InnerException ?? exception).Message;
            throw new CommandFailure($"No daemon answers at {endpoint.GetLeftPart(UriPartial.Authority)} ({reason}). Start one with 'iamd serve', or name it with --endpoint.", exception);
        }
        catch (TaskCanceledException exception)
        {
            throw new CommandFailure($"The daemon at {endpoint.GetLeftPart(UriPartial.Authority)} does not answer.", exception);
        }
    }

    private static XElement Read(string action, Uri endpoint, bool isSuccess, string text)
    {
        try
        {
            XElement root = XElement.Parse(text);
            if (isSuccess)
                // Operations without a result answer their metadata only.
                return root.Child($"{action}Result") ?? root;
            XElement error = root.Required("Error");
            string code = error.RequiredText("Code");
            throw new AwsFailure(code, $"{action} answers {code}: {error.Text("Message")}");
        }
        catch (XmlException exception)
        {
            throw new CommandFailure($"What answers at {endpoint.GetLeftPart(UriPartial.Authority)} is no iamd.", exception);
        }
    }

    private static string NoCredentials(string dataFolder)
    {
        string rootKey = Path.Combine(dataFolder, DataFolders.RootCredentialsFile);
        return File.Exists(rootKey)
            ? $"There are no AWS credentials here. 'iamd shell' opens a shell with root's key ({rootKey}); or name a profile with --profile."
            : "There are no AWS credentials here. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile.";
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
