using System.Collections.Immutable;
using Iamd.Policy;
using Iamd.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Iamd.Server;

/// <summary>A running daemon: its store, its front door and its listeners.</summary>
public sealed class Daemon : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _rooms;
    private readonly WebApplication _web;
    private readonly Turn _turn;

    private Daemon(Stack<IAsyncDisposable> rooms, WebApplication web, Turn turn)
    {
        _rooms = rooms;
        _web = web;
        _turn = turn;
    }

    /// <summary>The account that it serves.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>The root key of an account that was made at this start; null at later ones.</summary>
    public required RootKey? CreatedRootKey { get; init; }

    /// <summary>File with the root key as it was made at the first start.</summary>
    public required string RootCredentialsFile { get; init; }

    /// <summary>File with the certificate authority that clients must trust; null unless the daemon uses its own.</summary>
    public required string? AuthorityFile { get; init; }

    /// <summary>Where clients on this machine reach it, such as <c>http://127.0.0.1:4260</c>.</summary>
    public required ImmutableArray<string> Endpoints { get; init; }

    /// <summary>Version of the published world: it grows with every call that changes something, and with no other.</summary>
    public long WorldVersion => _turn.Current.Version;

    /// <summary>Starts a daemon; it answers when this returns.</summary>
    /// <param name="log">Where log lines go.</param>
    /// <exception cref="StartFailure">It cannot start, for a reason that the operator can remove; nothing was changed.</exception>
    public static async Task<Daemon> StartAsync(DaemonOptions options, TextWriter log, TimeProvider clock)
    {
        IReadOnlyList<ListenAddress> addresses = ListenAddress.ParseAll(options);
        Web.Probe(addresses);
        ServerCertificates? certificates = ServerCertificates.OfOperator(options, addresses, clock);
        Stack<IAsyncDisposable> rooms = new();
        try
        {
            return await StartAsync(options, addresses, certificates, rooms, new LineLoggerProvider(log, clock), clock);
        }
        catch (Exception exception)
        {
            await DisposeAsync(rooms);
            if (exception is StorageException failure)
                throw new StartFailure(failure.Message, failure);
            throw;
        }
    }

    /// <summary>Takes no more requests, and finishes those that are in flight.</summary>
    public Task StopAsync() => _web.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await DisposeAsync(_rooms);
    }

    private static async Task<Daemon> StartAsync(
        DaemonOptions options,
        IReadOnlyList<ListenAddress> addresses,
        ServerCertificates? certificates,
        Stack<IAsyncDisposable> rooms,
        LineLoggerProvider log,
        TimeProvider clock)
    {
        if (options.Ephemeral)
        {
            // The store is in memory; the folder is for the root key and for TLS.
            TemporaryFolder folder = new();
            rooms.Push(folder);
            options = options with { DataFolder = folder.Path };
        }
        Store store = options.Ephemeral ? Store.Ephemeral(clock) : Store.Open(options.DataFolder, clock);
        rooms.Push(new Closing(store));
        LoggerFactory loggers = new([log]);
        rooms.Push(new Closing(loggers));
        Turn turn = new(store.Journal, loggers.CreateLogger<Turn>());
        rooms.Push(turn);
        (AccountId account, RootKey? created) = await FirstStart.EnsureAsync(turn, store.Vault, options, clock.GetUtcNow(), loggers.CreateLogger<Daemon>());

        Activity activity = new(store.Journal);
        Upkeep upkeep = new(store.Journal, store.Vault, activity, clock, loggers.CreateLogger<Upkeep>());
        PasswordHashing passwords = new();
        rooms.Push(new Closing(passwords));
        FrontDoor frontDoor = new(turn, new Authenticator(store.Vault, activity), passwords, store.Vault, activity, clock, loggers.CreateLogger<FrontDoor>());
        HttpEdge edge = new(frontDoor, new TrustedProxies(options.TrustedProxies));
        certificates ??= ServerCertificates.OfLocalAuthority(options, addresses, clock);
        WebApplication web = Web.Build(addresses, certificates, edge.HandleAsync, upkeep, log);
        rooms.Push(web);
        ImmutableArray<string> endpoints = await Web.StartAsync(web, addresses);
        // For the commands that are this daemon's clients.
        PrivateFile.Write(Path.Combine(options.DataFolder, DataFolders.EndpointFile), endpoints[0] + "\n");
        return new Daemon(rooms, web, turn)
        {
            AccountId = account,
            CreatedRootKey = created,
            RootCredentialsFile = RootCredentials.PathIn(options.DataFolder),
            AuthorityFile = certificates?.AuthorityFile,
            Endpoints = endpoints,
        };
    }

    /// <summary>The last that was opened is closed first.</summary>
    private static async ValueTask DisposeAsync(Stack<IAsyncDisposable> rooms)
    {
        while (rooms.TryPop(out IAsyncDisposable? room))
            await room.DisposeAsync();
    }

    private sealed class Closing(IDisposable room) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            room.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class TemporaryFolder : IAsyncDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("iamd-").FullName;

        public ValueTask DisposeAsync()
        {
            Directory.Delete(Path, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
