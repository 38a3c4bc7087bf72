using System.Diagnostics;
using System.Globalization;
using Iamd.Accounts;
using Iamd.Storage;

namespace Iamd.Bench;

/// <summary>How long it takes a fresh process to load the world, which is what a start waits for.</summary>
internal static class WorldLoad
{
    public static void Run(string[] options)
    {
        (int users, int policies) = options is [string first, string second]
            ? (int.Parse(first, CultureInfo.InvariantCulture), int.Parse(second, CultureInfo.InvariantCulture))
            : (10_000, 1_500);
        string folder = Directory.CreateTempSubdirectory("iamd-bench-").FullName;
        try
        {
            using (Store store = Store.Open(folder, TimeProvider.System))
            {
                World world = World.Empty.Apply(SampleWorld.Changes(users, policies));
                Stopwatch commit = Stopwatch.StartNew();
                store.Journal.Commit(new Batch
                {
                    Id = Guid.NewGuid(), FromVersion = 0, ToVersion = world.Version, Changes = SampleWorld.Changes(users, policies), Events = [],
                });
                Report($"commit {users} users and {policies} policies at once", commit);
            }
            // A process of its own, so that nothing is compiled or cached already.
            ProcessStartInfo start = new(Environment.ProcessPath!, [.. RunSelf(), "load-only", folder]); // A process has a path.
            using Process process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
            process.WaitForExit();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static void Load(string folder)
    {
        for (int run = 1; run <= 3; run++)
        {
            Stopwatch open = Stopwatch.StartNew();
            using Store store = Store.Open(folder, TimeProvider.System);
            Report($"open, run {run}", open);
            Stopwatch load = Stopwatch.StartNew();
            World world = store.Journal.Load();
            Report($"load of {world.Accounts.Single().Users.Count} users, run {run}", load);
        }
    }

    private static IEnumerable<string> RunSelf() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" ? [typeof(WorldLoad).Assembly.Location] : [];

    private static void Report(string what, Stopwatch watch) =>
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {watch.Elapsed.TotalMilliseconds:F0} ms"));
}
