namespace Iamd.Server.Tests;

/// <summary>One daemon for all tests of a class.</summary>
public sealed class DaemonFixture : IAsyncLifetime
{
    // Set before any test runs.
    public RunningDaemon Daemon { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Daemon = await RunningDaemon.StartAsync();

    public ValueTask DisposeAsync() => Daemon.DisposeAsync();
}
