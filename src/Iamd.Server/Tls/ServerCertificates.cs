using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Iamd.Server;

/// <summary>The certificate that TLS connections are answered with: the operator's, or the local CA's, which renews itself.</summary>
public sealed class ServerCertificates
{
    private static readonly TimeSpan Recheck = TimeSpan.FromHours(1);

    private readonly Func<SslStreamCertificateContext> _load;
    private readonly TimeProvider _clock;
    private readonly Lock _renewal = new();
    private volatile Loaded _present;

    private ServerCertificates(Func<SslStreamCertificateContext> load, TimeProvider clock)
    {
        _load = load;
        _clock = clock;
        _present = new Loaded(load(), clock.GetTimestamp());
    }

    /// <summary>File with the local CA that clients must trust; null with the operator's certificate.</summary>
    public string? AuthorityFile { get; private init; }

    /// <summary>The certificate to answer the next connection with.</summary>
    public SslStreamCertificateContext Current
    {
        get
        {
            // Files that were replaced (by the operator, or by us before they expire) take effect without a restart.
            if (_clock.GetElapsedTime(_present.At) > Recheck && _renewal.TryEnter())
            {
                try
                {
                    _present = new Loaded(TryLoad() ?? _present.Context, _clock.GetTimestamp());
                }
                finally
                {
                    _renewal.Exit();
                }
            }
            return _present.Context;
        }
    }

    /// <summary>The operator's certificate; null when none was given.</summary>
    /// <exception cref="StartFailure">The files cannot be read, do not belong together, or no address is to use them.</exception>
    public static ServerCertificates? OfOperator(DaemonOptions options, IReadOnlyList<ListenAddress> addresses, TimeProvider clock)
    {
        if (options.TlsCertificateFile is null != options.TlsKeyFile is null)
            throw new StartFailure("--tls-cert and --tls-key go together: give both, or neither for a certificate of the local CA.");
        if (options is not { TlsCertificateFile: string certificate, TlsKeyFile: string key })
            return null;
        if (!addresses.Any(address => address.IsSecure))
            throw new StartFailure("--tls-cert is given, but no address to listen on begins with https://. Give one with --urls.");
        return Open(
            () => Read(certificate, key),
            clock,
            problem => $"The certificate {certificate} with the key {key} cannot be used ({problem}). Both must be PEM files that belong together.");
    }

    /// <summary>A certificate of the local CA for the addresses that are listened on; null when none of them is secure.</summary>
    /// <exception cref="StartFailure">The CA's files cannot be read or written.</exception>
    public static ServerCertificates? OfLocalAuthority(DaemonOptions options, IReadOnlyList<ListenAddress> addresses, TimeProvider clock)
    {
        ImmutableArray<IPAddress> secure = [.. addresses.Where(address => address.IsSecure).Select(address => address.Address ?? IPAddress.Loopback)];
        if (secure.IsEmpty)
            return null;
        LocalAuthority authority = LocalAuthority.Open(options.DataFolder, clock);
        return Open(
            () => SslStreamCertificateContext.Create(authority.ServerCertificate(secure), additionalCertificates: null, offline: true),
            clock,
            problem => $"The certificates in {Path.GetDirectoryName(authority.CertificateFile)} cannot be used ({problem}). Remove that folder: the next start makes new ones.",
            authority.CertificateFile);
    }

    private static ServerCertificates Open(Func<SslStreamCertificateContext> load, TimeProvider clock, Func<string, string> explain, string? authorityFile = null)
    {
        try
        {
            return new ServerCertificates(load, clock) { AuthorityFile = authorityFile };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartFailure(explain(exception.Message), exception);
        }
    }

    private SslStreamCertificateContext? TryLoad()
    {
        try
        {
            return _load();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // Half-replaced files: the present certificate serves until the next look.
            return null;
        }
    }

    private static SslStreamCertificateContext Read(string certificateFile, string keyFile)
    {
        X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        X509Certificate2Collection chain = [];
        chain.ImportFromPemFile(certificateFile);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    private sealed record Loaded(SslStreamCertificateContext Context, long At);
}
