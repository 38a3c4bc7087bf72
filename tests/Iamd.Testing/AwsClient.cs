using System.Text;
using System.Xml.Linq;
using Iamd.Protocol.SigV4;

namespace Iamd.Testing;

/// <summary>Calls a daemon with one set of credentials, over plain HTTP and the AWS Query protocol.</summary>
public sealed class AwsClient(RunningDaemon daemon, SigV4Signer signer)
{
    private const string FormType = "application/x-www-form-urlencoded";

    public SigV4Signer Signer => signer;

    /// <summary>Calls IAM: the operation, then names and values in turn.</summary>
    public Task<AwsAnswer> Iam(string action, params string[] parameters) => Post("iam", Form(action, "2010-05-08", parameters));

    /// <summary>Calls STS: the operation, then names and values in turn.</summary>
    public Task<AwsAnswer> Sts(string action, params string[] parameters) => Post("sts", Form(action, "2011-06-15", parameters));

    /// <summary>Posts a signed form.</summary>
    public Task<AwsAnswer> Post(string service, string form) => Post(service, Encoding.UTF8.GetBytes(form));

    /// <summary>Posts signed bytes.</summary>
    public Task<AwsAnswer> Post(string service, byte[] body, string contentType = FormType)
    {
        HttpRequestMessage request = Signed(HttpMethod.Post, "/", service, body, daemon.Clock.GetUtcNow(), contentType);
        return SendAsync(request);
    }

    /// <summary>A signed request that a test may still change before it is sent with <see cref="SendAsync"/>.</summary>
    public HttpRequestMessage Signed(HttpMethod method, string target, string service, byte[] body, DateTimeOffset at, string? contentType = FormType)
    {
        Uri uri = new(daemon.Endpoint, target);
        HttpRequestMessage request = new(method, uri);
        Dictionary<string, string> headers = [];
        if (method != HttpMethod.Get)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
            {
                headers["Content-Type"] = contentType;
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            }
        }
        foreach ((string name, string value) in signer.Sign(method.Method, uri, headers, body, "us-east-1", service, at))
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    public async Task<AwsAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
            return await AwsAnswer.Read(await daemon.Http.SendAsync(request));
    }

    /// <summary>Gets an address with the signature in its query string.</summary>
    public async Task<AwsAnswer> GetPresigned(string service, string query) =>
        await AwsAnswer.Read(await daemon.Http.GetAsync(signer.Presign(new Uri(daemon.Endpoint, "/?" + query), "us-east-1", service, daemon.Clock.GetUtcNow(), 60)));

    /// <summary>A form: the operation, its version, then names and values in turn.</summary>
    public static string Form(string action, string version, params string[] parameters)
    {
        StringBuilder form = new($"Action={action}&Version={version}");
        foreach (string[] pair in parameters.Chunk(2))
            form.Append('&').Append(Uri.EscapeDataString(pair[0])).Append('=').Append(Uri.EscapeDataString(pair[1]));
        return form.ToString();
    }
}

/// <summary>What a daemon answered.</summary>
/// <param name="RequestId">The header <c>x-amzn-RequestId</c>; empty when it is missing.</param>
public sealed record AwsAnswer(int Status, string ContentType, string RequestId, string Body)
{
    /// <summary>The text of the first element of that local name; null when there is none.</summary>
    public string? this[string element] =>
        XDocument.Parse(Body).Descendants().FirstOrDefault(e => e.Name.LocalName == element)?.Value;

    /// <summary>The texts of all elements of that local name.</summary>
    public IEnumerable<string> All(string element) =>
        XDocument.Parse(Body).Descendants().Where(e => e.Name.LocalName == element).Select(e => e.Value);

    /// <summary>Error code; null when it is no error.</summary>
    public string? Code => Status < 400 ? null : this["Code"];

    /// <summary>Error message; null when it is no error.</summary>
    public string? Message => Status < 400 ? null : this["Message"];

    internal static async Task<AwsAnswer> Read(HttpResponseMessage response)
    {
        using (response)
        {
            string id = response.Headers.TryGetValues("x-amzn-RequestId", out IEnumerable<string>? values) ? string.Join(",", values) : "";
            return new AwsAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "", id, await response.Content.ReadAsStringAsync());
        }
    }
}
