using BenchmarkDotNet.Running;
using Iamd.Bench;

switch (args)
{
    case ["writes", .. string[] options]:
        await DurableWrites.RunAsync(options);
        return 0;
    case ["load", .. string[] options]:
        WorldLoad.Run(options);
        return 0;
    case ["load-only", string folder]:
        WorldLoad.Load(folder);
        return 0;
    case []:
        await Console.Out.WriteLineAsync("""
            Benchmarks of iamd:
              writes [FOLDER]         durable writes of 32 writers, beside SQLite's single-row commits
              load [USERS POLICIES]   time to load a world at the start
              --filter PATTERN        small benchmarks, by BenchmarkDotNet; --list flat names them
            """);
        return 1;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(WorldLoad).Assembly).Run(args);
        return 0;
}
