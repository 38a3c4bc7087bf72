using System.Reflection;
using System.Xml.Linq;

namespace Iamd.Architecture.Tests;

/// <summary>The projects under <c>src/</c> and the floors on which they stand.</summary>
internal static class House
{
    /// <summary>Arrows point down: a project references lower floors only.</summary>
    public static readonly IReadOnlyDictionary<string, int> Floors = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["Iamd"] = 6,
        ["Iamd.Console"] = 5,
        ["Iamd.Linux"] = 5,
        ["Iamd.AspNetCore"] = 5,
        ["Iamd.Server"] = 4,
        ["Iamd.Gateway"] = 4,
        ["Iamd.Storage"] = 3,
        ["Iamd.Federation"] = 3,
        ["Iamd.Accounts"] = 2,
        ["Iamd.Insight"] = 2,
        ["Iamd.Protocol"] = 1,
        ["Iamd.Catalog"] = 1,
        ["Iamd.Policy"] = 0,
    };

    /// <summary>The projects that do no I/O and know no clock, randomness, environment or HTTP.</summary>
    public static readonly IReadOnlyList<string> PureProjects = ["Iamd.Policy", "Iamd.Catalog", "Iamd.Accounts"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> ProjectFiles { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Projects { get; } = [.. ProjectFiles.Select(file => Path.GetFileNameWithoutExtension(file))];

    /// <summary>Where the compiled project lies: beside this test.</summary>
    public static string AssemblyFile(string project)
    {
        XDocument file = XDocument.Load(ProjectFiles.Single(path => string.Equals(Path.GetFileNameWithoutExtension(path), project, StringComparison.Ordinal)));
        string name = file.Descendants("AssemblyName").SingleOrDefault()?.Value ?? project;
        return Path.Combine(AppContext.BaseDirectory, name + ".dll");
    }

    public static Assembly Load(string project) => Assembly.LoadFrom(AssemblyFile(project));

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "iamd.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("no folder above the test holds iamd.slnx");
    }
}
