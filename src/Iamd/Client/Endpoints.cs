using System.Security.Cryptography.X509Certificates;
using Iamd.Server;

namespace Iamd.Client;

/// <summary>Where a daemon answers, and whom to trust there.</summary>
internal static class Endpoints
{
    private const string Default = "http://127.0.0.1:4260";

    /// <summary>The endpoint that the daemon of a data folder wrote down when it started, else the usual one.</summary>
    public static Uri OfDaemon(string dataFolder)
    {
        string? written = ReadIfThere(Path.Combine(dataFolder, DataFolders.EndpointFile));
        return Parse(string.IsNullOrWhiteSpace(written) ? Default : written.Trim());
    }

    /// <summary>Reads an endpoint as somebody gave it.</summary>
    /// <exception cref="CommandFailure">It is no address of a web server.</exception>
    public static Uri Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new CommandFailure($"'{text}' is no endpoint; write it as {Default}.");

    /// <summary>The certificates to trust at a TLS endpoint: a PEM file; null to trust whom the system trusts.</summary>
    /// <remarks>What AWS clients are told by <c>AWS_CA_BUNDLE</c>.</remarks>
    public static string? CertificateFile(Uri endpoint, string dataFolder)
    {
        if (endpoint.Scheme != Uri.UriSchemeHttps)
            return null;
        if (Environment.GetEnvironmentVariable("AWS_CA_BUNDLE") is { Length: > 0 } given)
            return given;
        string own = Path.Combine(dataFolder, "tls", "ca.pem");
        return File.Exists(own) ? own : null;
    }

    /// <summary>How to reach an endpoint.</summary>
    public static SocketsHttpHandler Handler(Uri endpoint, string dataFolder)
    {
        // A proxy is for the world outside.
        SocketsHttpHandler handler = new() { UseProxy = !endpoint.IsLoopback, AllowAutoRedirect = false };
        if (CertificateFile(endpoint, dataFolder) is not string file)
            return handler;
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        handler.SslOptions.CertificateChainPolicy = policy;
        return handler;
    }

    private static string? ReadIfThere(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's daemon: it can still be named by --endpoint.
            return null;
        }
    }
}
