using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Iamd.Server;

/// <summary>One address to listen on.</summary>
/// <param name="IsSecure">TLS.</param>
/// <param name="Address">The IP address; null for <c>localhost</c>, which is both loopback addresses.</param>
/// <param name="Port">TCP port; 0 lets the system choose.</param>
public sealed record ListenAddress(bool IsSecure, IPAddress? Address, int Port)
{
    private bool IsLoopback => Address is null || IPAddress.IsLoopback(Address);

    /// <summary>Reads <c>http://ADDRESS:PORT</c>; the address is an IP address, <c>localhost</c> or <c>*</c>.</summary>
    public static bool TryParse(string url, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        bool secure = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (!secure && !url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return false;
        string rest = url[(secure ? 8 : 7)..].TrimEnd('/');
        int colon = rest.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            return false;
        string host = rest[..colon];
        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            // The system can only choose a port for one address at a time.
            address = new ListenAddress(secure, port == 0 ? IPAddress.Loopback : null, port);
            return true;
        }
        if (host is "*" or "+")
        {
            address = new ListenAddress(secure, IPAddress.IPv6Any, port);
            return true;
        }
        // The framework reads "1" as 0.0.0.1; whoever writes that means something else.
        string bare = host is ['[', .., ']'] ? host[1..^1] : host;
        if (!IPAddress.TryParse(bare, out IPAddress? ip) || (!bare.Contains(':', StringComparison.Ordinal) && bare.Count(c => c == '.') != 3))
            return false;
        address = new ListenAddress(secure, ip, port);
        return true;
    }

    /// <summary>Reads all addresses and holds them to the network rules.</summary>
    /// <exception cref="StartFailure">One cannot be read, or is plain HTTP beyond loopback without leave.</exception>
    public static IReadOnlyList<ListenAddress> ParseAll(DaemonOptions options)
    {
        List<ListenAddress> addresses = [];
        foreach (string url in options.Urls)
        {
            if (!TryParse(url, out ListenAddress? address))
                throw new StartFailure($"'{url}' is not an address to listen on. Write it as {DaemonOptions.DefaultUrl}: http or https, an IP address or localhost, and a port.");
            if (!address.IsSecure && !address.IsLoopback && !options.InsecureHttp)
                throw new StartFailure($"{url} would serve plain HTTP beyond this machine. Use https:// (a certificate is made if you give none), or add --insecure-http if the network is yours alone.");
            addresses.Add(address);
        }
        if (addresses.Count == 0)
            throw new StartFailure($"There is no address to listen on. Give one with --urls, such as {DaemonOptions.DefaultUrl}.");
        return addresses;
    }

    /// <summary>The address as a client on this machine writes it, with the port that was bound.</summary>
    public string ToUrl(int boundPort)
    {
        bool any = Address is not null && (Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any));
        string host = Address is null ? "localhost" : any ? "127.0.0.1" : new IPEndPoint(Address, 0).ToString()[..^2];
        return string.Create(CultureInfo.InvariantCulture, $"{(IsSecure ? "https" : "http")}://{host}:{boundPort}");
    }
}
