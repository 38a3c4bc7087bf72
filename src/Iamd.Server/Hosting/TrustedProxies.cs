using System.Collections.Immutable;
using System.Net;

namespace Iamd.Server;

/// <summary>Which peers are believed when they say for whom they forward.</summary>
/// <param name="networks">Networks of the proxies; nobody is believed when there are none.</param>
public sealed class TrustedProxies(ImmutableArray<IPNetwork> networks)
{
    /// <summary>The caller's address: the last one of <c>X-Forwarded-For</c> that is not a trusted proxy's itself.</summary>
    /// <param name="peer">Address of the connection's other end.</param>
    /// <param name="forwardedFor">All values of the header, joined by commas; empty when it is missing.</param>
    public IPAddress SourceIp(IPAddress peer, string forwardedFor)
    {
        IPAddress source = Plain(peer);
        if (networks.IsEmpty || forwardedFor.Length == 0)
            return source;
        string[] hops = forwardedFor.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // Each proxy appends whom it saw, so only what trusted ones wrote, from the end on, is known.
        for (int i = hops.Length - 1; i >= 0 && IsTrusted(source); i--)
        {
            if (!TryParseHop(hops[i], out IPAddress? hop))
                break;
            source = Plain(hop);
        }
        return source;
    }

    /// <summary>Whether the call came over TLS: to us, or to the trusted proxy that says so.</summary>
    public bool IsSecure(IPAddress peer, bool connectionIsSecure, string forwardedProto)
    {
        if (networks.IsEmpty || forwardedProto.Length == 0 || !IsTrusted(Plain(peer)))
            return connectionIsSecure;
        string last = forwardedProto[(forwardedProto.LastIndexOf(',') + 1)..].Trim();
        return string.Equals(last, "https", StringComparison.OrdinalIgnoreCase);
    }

    private bool IsTrusted(IPAddress address)
    {
        foreach (IPNetwork network in networks)
        {
            if (network.Contains(address))
                return true;
        }
        return false;
    }

    private static bool TryParseHop(string hop, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPAddress? address)
    {
        // Some proxies write the port too: 192.0.2.1:4711 or [2001:db8::1]:4711.
        if (IPAddress.TryParse(hop, out address))
            return true;
        bool parsed = IPEndPoint.TryParse(hop, out IPEndPoint? endPoint);
        address = endPoint?.Address;
        return parsed;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
