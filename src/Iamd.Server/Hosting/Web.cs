using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Iamd.Server;

/// <summary>Kestrel, with nothing around it but what is needed: no configuration files, no routing, no middleware.</summary>
internal static class Web
{
    private static readonly TimeSpan Handshake = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Sees that nobody listens on the addresses, before anything is made in the data folder.</summary>
    /// <exception cref="StartFailure">One is taken, or cannot be had.</exception>
    public static void Probe(IEnumerable<ListenAddress> addresses)
    {
        foreach (ListenAddress address in addresses)
        {
            if (address.Port == 0)
                continue;
            IPAddress ip = address.Address ?? IPAddress.Loopback;
            // Where IPv6 is switched off, all addresses are the IPv4 ones.
            if (ip.Equals(IPAddress.IPv6Any) && !Socket.OSSupportsIPv6)
                ip = IPAddress.Any;
            try
            {
                using Socket socket = new(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                if (ip.Equals(IPAddress.IPv6Any))
                    socket.DualMode = true;
                socket.Bind(new IPEndPoint(ip, address.Port));
            }
            catch (SocketException exception)
            {
                throw Explained(exception, address.ToUrl(address.Port));
            }
        }
    }

    public static WebApplication Build(
        IReadOnlyList<ListenAddress> addresses,
        ServerCertificates? certificates,
        RequestDelegate handler,
        IHostedService upkeep,
        ILoggerProvider log)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "iamd",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.AddProvider(log);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton(upkeep);
        builder.WebHost.UseKestrelCore();
        if (certificates is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            Limit(kestrel);
            foreach (ListenAddress address in addresses)
            {
                Action<ListenOptions> configure = listen => listen.Protocols = HttpProtocols.Http1;
                if (address.IsSecure)
                {
                    ServerCertificates tls = certificates ?? throw new ArgumentNullException(nameof(certificates));
                    configure = listen =>
                    {
                        listen.Protocols = HttpProtocols.Http1;
                        listen.UseHttps(new TlsHandshakeCallbackOptions
                        {
                            HandshakeTimeout = Handshake,
                            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = tls.Current }),
                        });
                    };
                }
                if (address.Address is null)
                    kestrel.ListenLocalhost(address.Port, configure);
                else if (address.Address.Equals(IPAddress.IPv6Any))
                    kestrel.ListenAnyIP(address.Port, configure);
                else
                    kestrel.Listen(address.Address, address.Port, configure);
            }
        });
        WebApplication app = builder.Build();
        app.Run(handler);
        return app;
    }

    /// <summary>Starts listening.</summary>
    /// <returns>The addresses as clients on this machine write them.</returns>
    /// <exception cref="StartFailure">An address is taken, or cannot be had.</exception>
    public static async Task<ImmutableArray<string>> StartAsync(WebApplication app, IReadOnlyList<ListenAddress> addresses)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new StartFailure($"{exception.Message.TrimEnd('.')}. Stop what listens there, or choose another address with --urls.", exception);
        }
        catch (SocketException exception)
        {
            throw Explained(exception, string.Join(" or ", addresses.Select(address => address.ToUrl(address.Port))));
        }
        ICollection<string> bound = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        return [.. addresses.Zip(bound, (address, url) => address.ToUrl(new Uri(url).Port))];
    }

    /// <summary>
    /// Wider than <see cref="HttpEdge"/>'s limits, so that what is too large reaches the edge and gets an AWS error;
    /// beyond these Kestrel ends the connection.
    /// </summary>
    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // Any byte may stand in a header; what it means is the edge's to judge.
        // Kestrel reads Content-Length by itself only where no encoding is chosen; else a long one ends the connection without an answer.
        kestrel.RequestHeaderEncodingSelector = name => string.Equals(name, "Content-Length", StringComparison.OrdinalIgnoreCase) ? null : Encoding.Latin1;
        kestrel.Limits.MaxRequestBodySize = HttpEdge.MaxDrainedBytes;
        kestrel.Limits.MaxRequestLineSize = 256 << 10;
        kestrel.Limits.MaxRequestHeadersTotalSize = 1 << 20;
        kestrel.Limits.MaxRequestHeaderCount = 2000;
        kestrel.Limits.MaxRequestBufferSize = 2 << 20;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
    }

    private static StartFailure Explained(SocketException exception, string url) =>
        exception.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => new($"{url} is in use by another program. Stop it, or choose another address with --urls.", exception),
            SocketError.AccessDenied => new($"This user may not listen on {url}. Choose a port above 1023 with --urls.", exception),
            SocketError.AddressNotAvailable => new($"This machine does not have the address of {url}. Choose another with --urls.", exception),
            _ => new($"iamd cannot listen on {url} ({exception.Message}). Choose another address with --urls.", exception),
        };
}
