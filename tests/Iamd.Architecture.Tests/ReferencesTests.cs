using System.Reflection;
using System.Xml.Linq;

namespace Iamd.Architecture.Tests;

public sealed class ReferencesTests
{
    [Fact]
    public void Every_project_stands_on_a_floor() =>
        Offenders.None(House.Projects.Where(project => !House.Floors.ContainsKey(project)).Select(project => $"{project} is on no floor"));

    [Fact]
    public void Every_project_is_in_the_solution_and_has_its_tests()
    {
        string solution = File.ReadAllText(Path.Combine(House.Root, "iamd.slnx"));
        List<string> missing = [];
        foreach (string project in House.Projects)
        {
            foreach (string path in new[] { $"src/{project}/{project}.csproj", $"tests/{project}.Tests/{project}.Tests.csproj" })
            {
                if (!solution.Contains($"\"{path}\"", StringComparison.Ordinal))
                    missing.Add($"iamd.slnx lacks {path}");
                if (!File.Exists(Path.Combine(House.Root, path)))
                    missing.Add($"there is no {path}");
            }
        }
        Offenders.None(missing);
    }

    [Fact]
    public void Project_references_point_down()
    {
        List<string> upward = [];
        foreach (string file in House.ProjectFiles)
        {
            string project = Path.GetFileNameWithoutExtension(file);
            upward.AddRange(XDocument.Load(file).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")?.Value ?? ""))
                .Where(target => !PointsDown(project, target))
                .Select(target => $"{project} references {target}, which is not below it"));
        }
        Offenders.None(upward);
    }

    [Fact]
    public void Compiled_references_point_down()
    {
        Dictionary<string, string> projects = House.Projects.ToDictionary(
            project => Path.GetFileNameWithoutExtension(House.AssemblyFile(project)), StringComparer.Ordinal);
        List<string> upward = [];
        foreach ((string assembly, string project) in projects)
        {
            upward.AddRange(Assembly.LoadFrom(House.AssemblyFile(project)).GetReferencedAssemblies()
                .Select(reference => reference.Name ?? "")
                .Where(projects.ContainsKey)
                .Where(target => !PointsDown(project, projects[target]))
                .Select(target => $"{assembly} uses {target}, which is not below it"));
        }
        Offenders.None(upward);
    }

    [Fact]
    public void The_policy_engine_depends_on_nothing()
    {
        string file = House.ProjectFiles.Single(path => path.EndsWith("Iamd.Policy.csproj", StringComparison.Ordinal));
        Offenders.None(XDocument.Load(file).Descendants()
            .Where(element => element.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference" or "Reference")
            .Select(element => element.ToString()));
    }

    private static bool PointsDown(string project, string target) =>
        House.Floors.TryGetValue(project, out int from) && House.Floors.TryGetValue(target, out int to) && to < from;
}
