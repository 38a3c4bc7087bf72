namespace Iamd.Tests;

/// <summary>Where this checkout is.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>iamd.slnx</c>.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "iamd.slnx")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"No iamd.slnx above {AppContext.BaseDirectory}.");
    }
}
