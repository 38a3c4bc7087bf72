using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Iamd.Server;

/// <summary>A certificate authority of this daemon's own, for TLS where nobody bought a certificate.</summary>
/// <remarks>
/// RFC 5280. Certificate and key of the authority and of the server stand in <c>DIR/tls</c>, readable by the owner only;
/// clients trust <see cref="CertificateFile"/>. The server's certificate is made anew well before it expires, and when
/// the machine's names have changed.
/// </remarks>
public sealed class LocalAuthority
{
    private const int AuthorityYears = 10;
    private const int ServerDays = 90;
    private const int RenewalDays = 30;

    private readonly string _folder;
    private readonly TimeProvider _clock;

    private LocalAuthority(string folder, TimeProvider clock)
    {
        _folder = folder;
        _clock = clock;
    }

    /// <summary>PEM file that clients trust: the value for <c>AWS_CA_BUNDLE</c>.</summary>
    public string CertificateFile => Path.Combine(_folder, "ca.pem");

    private string KeyFile => Path.Combine(_folder, "ca-key.pem");

    private string ServerCertificateFile => Path.Combine(_folder, "server.pem");

    private string ServerKeyFile => Path.Combine(_folder, "server-key.pem");

    /// <summary>The authority in a data folder; it is made when there is none.</summary>
    /// <exception cref="StartFailure">The folder cannot be written.</exception>
    public static LocalAuthority Open(string dataFolder, TimeProvider clock)
    {
        LocalAuthority authority = new(Path.GetFullPath(Path.Combine(dataFolder, "tls")), clock);
        try
        {
            // One after the other: the mode goes to the last folder of a path only.
            PrivateFile.CreateFolder(dataFolder);
            PrivateFile.CreateFolder(authority._folder);
            if (!File.Exists(authority.CertificateFile) || !File.Exists(authority.KeyFile))
                authority.Create();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure($"The certificates in {authority._folder} cannot be written ({exception.Message}). Give this user the right to, or choose another folder with --data.", exception);
        }
        return authority;
    }

    /// <summary>The server's certificate with its key; a new one when the present one is missing, ages, or lacks a name.</summary>
    /// <param name="addresses">Addresses that the daemon listens on.</param>
    public X509Certificate2 ServerCertificate(IEnumerable<IPAddress> addresses)
    {
        SortedSet<string> names = Names(addresses);
        if (File.Exists(ServerCertificateFile) && File.Exists(ServerKeyFile))
        {
            X509Certificate2 present = X509Certificate2.CreateFromPemFile(ServerCertificateFile, ServerKeyFile);
            if (!IsDue(present) && names.IsSubsetOf(NamesOf(present)))
                return present;
            present.Dispose();
        }
        Issue(names);
        return X509Certificate2.CreateFromPemFile(ServerCertificateFile, ServerKeyFile);
    }

    /// <summary>Whether it is time for a new certificate.</summary>
    public bool IsDue(X509Certificate2 certificate) =>
        _clock.GetUtcNow() > new DateTimeOffset(certificate.NotAfter.ToUniversalTime()).AddDays(-RenewalDays);

    private void Create()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN=iamd local CA of {Environment.MachineName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        DateTimeOffset now = _clock.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(AuthorityYears));
        // The key first: a certificate without its key would be trusted in vain.
        PrivateFile.Write(KeyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
        PrivateFile.Write(CertificateFile, certificate.ExportCertificatePem() + "\n");
    }

    private void Issue(SortedSet<string> names)
    {
        using X509Certificate2 authority = X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=iamd", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder alternatives = new();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false)); // server authentication
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        // Strict verifiers (Python 3.13's default) want it.
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        DateTimeOffset now = _clock.GetUtcNow();
        DateTimeOffset end = now.AddDays(ServerDays);
        DateTimeOffset authorityEnd = new(authority.NotAfter.ToUniversalTime());
        using X509Certificate2 certificate = request.Create(authority, now.AddDays(-1), end < authorityEnd ? end : authorityEnd, RandomNumberGenerator.GetBytes(16));
        PrivateFile.Write(ServerKeyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
        PrivateFile.Write(ServerCertificateFile, certificate.ExportCertificatePem() + "\n" + authority.ExportCertificatePem() + "\n");
    }

    /// <summary>All names that a client may use: this machine's, loopback, and the addresses listened on.</summary>
    private static SortedSet<string> Names(IEnumerable<IPAddress> addresses)
    {
        SortedSet<string> names = new(StringComparer.OrdinalIgnoreCase) { "localhost", "127.0.0.1", "::1" };
        foreach (IPAddress address in addresses)
        {
            bool any = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
            if (!any)
            {
                names.Add(address.ToString());
                continue;
            }
            names.Add(Environment.MachineName);
            foreach (IPAddress own in MachineAddresses())
                names.Add(own.ToString());
        }
        return names;
    }

    private static IEnumerable<IPAddress> MachineAddresses() =>
        System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork || !address.IsIPv6LinkLocal);

    private static HashSet<string> NamesOf(X509Certificate2 certificate)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (X509SubjectAlternativeNameExtension extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            names.UnionWith(extension.EnumerateDnsNames());
            names.UnionWith(extension.EnumerateIPAddresses().Select(address => address.ToString()));
        }
        return names;
    }
}
