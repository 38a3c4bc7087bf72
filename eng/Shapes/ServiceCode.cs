using System.Text.Json.Nodes;

namespace Iamd.Shapes;

/// <summary>The C# of one service: one file a family, and one each for operations, constraints and enums.</summary>
public sealed class ServiceCode
{
    /// <summary>The fact files, without folder and extension.</summary>
    public static readonly IReadOnlyList<string> FactFiles = ["iam", "sts"];

    private readonly Facts _facts;
    private readonly Dictionary<string, SortedSet<string>> _families = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    private ServiceCode(Facts facts)
    {
        _facts = facts;
        foreach ((_, JsonNode? operation) in facts.Operations)
        {
            string family = (string)operation!["family"]!;
            Mark((string?)operation["input"], family, _read);
            Mark((string?)operation["output"], family, _written);
        }
    }

    /// <summary>All files of a service, by file name.</summary>
    public static IReadOnlyDictionary<string, string> Files(Facts facts) => new ServiceCode(facts).Files();

    private Dictionary<string, string> Files()
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal)
        {
            ["Operations.g.cs"] = OperationsCode.Write(_facts),
            ["Constraints.g.cs"] = ConstraintsCode.Write(_facts, _read),
            ["Enums.g.cs"] = EnumsCode.Write(_facts),
        };
        foreach (string family in _families.Values.Select(FileOf).Distinct(StringComparer.Ordinal))
            files[$"{family}.g.cs"] = FamilyFile(family);
        return files;
    }

    private static string FileOf(SortedSet<string> families) => families.Count == 1 ? families.Min! : Families.Common;

    private string FamilyFile(string family)
    {
        CodeText code = new(_facts);
        code.Open(usesWire: true);
        StructureCode structures = new(_facts, code);
        HashSet<string> roots = new(StringComparer.Ordinal);
        foreach ((string name, JsonNode? operation) in _facts.Operations)
        {
            string? input = (string?)operation!["input"];
            string? output = (string?)operation["output"];
            if (input is not null)
                roots.Add(input);
            if (output is not null)
                roots.Add(output);
            if ((string)operation["family"]! != family)
                continue;
            if (input is not null && input != name + "Request")
                throw new InvalidDataException($"{name} takes {input}: requests are expected to be named after their operation.");
            structures.Request(name, input);
            structures.Response(name, output);
        }
        // Two operations may share an output structure; each of them then has a response of its own name that inherits it.
        foreach (string name in _facts.Structures.Select(s => s.Key).Where(s => _families.TryGetValue(s, out SortedSet<string>? f) && FileOf(f) == family))
        {
            if (!roots.Contains(name))
                structures.Nested(name, _read.Contains(name), _written.Contains(name));
            else if (structures.IsShared(name))
                structures.SharedResponse(name);
        }
        return code.ToString();
    }

    private void Mark(string? shape, string family, HashSet<string> reached)
    {
        if (shape is null)
            return;
        bool first = reached.Add(shape);
        if (_facts.Structures[shape] is JsonObject members)
        {
            if (!_families.TryGetValue(shape, out SortedSet<string>? families))
                _families[shape] = families = new(StringComparer.Ordinal);
            if (!families.Add(family) && !first)
                return;
            foreach ((_, JsonNode? member) in members)
                Mark(((string)member!).TrimEnd('!'), family, reached);
            return;
        }
        JsonNode type = _facts.Types[shape] ?? throw new InvalidDataException($"Unknown type {shape}.");
        foreach (string part in (string[])["member", "key", "value"])
            Mark((string?)type[part], family, reached);
    }
}
