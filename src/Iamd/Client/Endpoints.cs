using System.Security.Cryptography;
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

    /// <summary>PEM files with the certificates to trust at a TLS endpoint; none to trust whom the system trusts.</summary>
    /// <remarks>The daemon's own authority, and what AWS clients are told by <c>AWS_CA_BUNDLE</c>.</remarks>
    public static IEnumerable<string> CertificateFiles(Uri endpoint, string dataFolder)
    {
        if (endpoint.Scheme != Uri.UriSchemeHttps)
            yield break;
        string own = Path.Combine(dataFolder, "tls", "ca.pem");
        if (File.Exists(own))
            yield return own;
        if (Environment.GetEnvironmentVariable("AWS_CA_BUNDLE") is { Length: > 0 } given)
            yield return given;
    }

    /// <summary>How to reach an endpoint.</summary>
    public static SocketsHttpHandler Handler(Uri endpoint, string dataFolder)
    {
        // A proxy is for the world outside.
        SocketsHttpHandler handler = new() { UseProxy = !endpoint.IsLoopback, AllowAutoRedirect = false };
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        foreach (string file in CertificateFiles(endpoint, dataFolder))
            Import(policy.CustomTrustStore, file);
        if (policy.CustomTrustStore.Count > 0)
            handler.SslOptions.CertificateChainPolicy = policy;
        return handler;
    }

    private static void Import(X509Certificate2Collection store, string file)
    {
        try
        {
            store.ImportFromPemFile(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CommandFailure($"The certificates to trust cannot be read from {file}: {exception.Message}", exception);
        }
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
