using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Iamd.Server;

/// <summary>What a browser sees at <c>/</c>: where it is, and how to set up a client.</summary>
public static class StartPage
{
    private static readonly Lazy<(string Html, string ContentSecurityPolicy)> Template = new(Load);

    /// <summary>Lets the page show its own style and do nothing else.</summary>
    public static string ContentSecurityPolicy => Template.Value.ContentSecurityPolicy;

    /// <summary>The page for an endpoint, such as <c>http://127.0.0.1:4260</c>.</summary>
    public static string Html(string endpoint) =>
        Template.Value.Html.Replace("{endpoint}", WebUtility.HtmlEncode(endpoint), StringComparison.Ordinal);

    private static (string Html, string ContentSecurityPolicy) Load()
    {
        using Stream stream = typeof(StartPage).Assembly.GetManifestResourceStream("start.html")
            ?? throw new InvalidOperationException("The start page is missing from the program.");
        using StreamReader reader = new(stream);
        string html = reader.ReadToEnd();
        int start = html.IndexOf("<style>", StringComparison.Ordinal) + "<style>".Length;
        int end = html.IndexOf("</style>", StringComparison.Ordinal);
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(html[start..end])));
        return (html, $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }
}
