using Iamd.Protocol.SigV4;
using Iamd.Server;

namespace Iamd.Testing;

/// <summary>A daemon in this process on a loopback port of its own, in a data folder of its own, with a root key.</summary>
public sealed class RunningDaemon : IAsyncDisposable
{
    public static readonly RootKey RootKey = new("AKIAROOTROOTROOTROOT", "root-secret-that-only-tests-know-0000001");

    private readonly Iamd.Server.Daemon _daemon;
    private readonly StringWriter _log;
    private readonly string? _ownFolder;

    private RunningDaemon(Iamd.Server.Daemon daemon, StringWriter log, string dataFolder, string? ownFolder, TimeProvider clock)
    {
        _daemon = daemon;
        _log = log;
        _ownFolder = ownFolder;
        DataFolder = dataFolder;
        Clock = clock;
        Endpoint = new Uri(daemon.Endpoints[0]);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Endpoint };
        Root = new AwsClient(this, new SigV4Signer(RootKey.AccessKeyId, RootKey.SecretAccessKey));
    }

    /// <summary>Such as <c>http://127.0.0.1:40123</c>.</summary>
    public Uri Endpoint { get; }

    public string AccountId => _daemon.AccountId.ToString();

    public string DataFolder { get; }

    /// <summary>Grows with every call that changes something.</summary>
    public long WorldVersion => _daemon.WorldVersion;

    public TimeProvider Clock { get; }

    /// <summary>A plain client, for requests that no AWS client would send.</summary>
    public HttpClient Http { get; }

    /// <summary>Calls as root.</summary>
    public AwsClient Root { get; }

    /// <summary>All that was logged so far.</summary>
    public string Log => _log.ToString();

    /// <summary>Starts one; <paramref name="with"/> changes its options.</summary>
    /// <param name="clock">The system's when null.</param>
    public static async Task<RunningDaemon> StartAsync(Func<DaemonOptions, DaemonOptions>? with = null, TimeProvider? clock = null)
    {
        string own = Directory.CreateTempSubdirectory("iamd-test-").FullName;
        DaemonOptions options = new()
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(own, "data"),
            RootKey = RootKey,
        };
        options = with?.Invoke(options) ?? options;
        StringWriter log = new();
        clock ??= TimeProvider.System;
        Iamd.Server.Daemon daemon = await Iamd.Server.Daemon.StartAsync(options, log, clock);
        return new RunningDaemon(daemon, log, options.DataFolder, own, clock);
    }

    /// <summary>Calls with other credentials.</summary>
    public AwsClient As(string accessKeyId, string secretAccessKey, string? sessionToken = null) =>
        new(this, new SigV4Signer(accessKeyId, secretAccessKey, sessionToken));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _daemon.DisposeAsync();
        await _log.DisposeAsync();
        if (_ownFolder is not null)
            Directory.Delete(_ownFolder, recursive: true);
    }
}
