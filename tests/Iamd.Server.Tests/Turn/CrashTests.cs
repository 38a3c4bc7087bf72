using System.Diagnostics;
using Iamd.Accounts;
using Iamd.Storage;

namespace Iamd.Server.Tests;

/// <summary>A process that is killed while it writes: what it acknowledged is there, and nothing is there by halves.</summary>
public sealed class CrashTests
{
    private const int Kills = 5;
    private const int AcknowledgedBeforeKill = 200;

    [Fact]
    public async Task Whatever_was_acknowledged_before_a_kill_is_there_afterwards_and_nothing_is_half_there()
    {
        string folder = Directory.CreateTempSubdirectory("iamd-crash-").FullName;
        try
        {
            HashSet<string> acknowledged = new(StringComparer.Ordinal);
            for (int kill = 1; kill <= Kills; kill++)
            {
                int before = acknowledged.Count;
                // Not always at the same place of a batch.
                await WriteUntilKilled(folder, AcknowledgedBeforeKill + (kill * 7), acknowledged);
                Assert.InRange(acknowledged.Count, before + AcknowledgedBeforeKill, int.MaxValue);
                Check(folder, acknowledged);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteUntilKilled(string folder, int lines, HashSet<string> acknowledged)
    {
        string writer = Path.Combine(AppContext.BaseDirectory, "Iamd.CrashWriter.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [writer, folder]) { RedirectStandardOutput = true, UseShellExecute = false })!; // It starts, or throws.
        for (int line = 0; await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is string name; line++)
        {
            acknowledged.Add(name);
            if (line == lines)
                process.Kill(); // SIGKILL; what it printed before is still read.
        }
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(128 + 9, process.ExitCode);
    }

    private static void Check(string folder, HashSet<string> acknowledged)
    {
        using Store store = Store.Open(folder, TimeProvider.System);
        Account account = store.Journal.Load().Accounts.Single();
        string[] users = [.. account.Users.Select(user => user.Name)];
        Assert.Empty(acknowledged.Except(users));
        Assert.Equal(users, account.Groups.Select(group => group.Name));
        Assert.All(account.Users, user => Assert.Equal(["AGPA" + user.Name], user.GroupIds));
        // One event for each write, kept or lost with it.
        Assert.Equal(
            users.Order(StringComparer.Ordinal),
            store.Journal.ReadEvents(0, int.MaxValue).Select(recorded => recorded.Event.RequestId).Order(StringComparer.Ordinal));
    }
}
