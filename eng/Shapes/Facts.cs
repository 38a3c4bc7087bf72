using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Iamd.Shapes;

/// <summary>What the generator knows of one service: the contents of a file under <c>models/</c>.</summary>
/// <remarks>
/// The file is JSON with one operation, structure, type or error a line, so that a changed model shows as changed lines.
/// <list type="bullet">
/// <item><c>operations</c>: family (the C# file), input and output structure if there is one, errors.</item>
/// <item><c>structures</c>: member to type, in the model's order; a trailing <c>!</c> on the type marks a required member.</item>
/// <item><c>types</c>: everything that is not a structure, with its constraints.</item>
/// <item><c>errors</c>: wire code and HTTP status.</item>
/// <item><c>paginators</c>: as in the model.</item>
/// </list>
/// </remarks>
public sealed class Facts
{
    private static readonly string[] Sections = ["operations", "structures", "types", "errors", "paginators"];

    private static readonly JsonSerializerOptions OneLine = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject _root;

    private Facts(JsonObject root) => _root = root;

    /// <summary>Service name as it stands in namespaces, such as <c>Iam</c>.</summary>
    public string Service => (string)_root["service"]!;

    /// <summary>Version that clients send as the <c>Version</c> parameter.</summary>
    public string ApiVersion => (string)_root["apiVersion"]!;

    /// <summary>Namespace of the XML answers.</summary>
    public string XmlNamespace => (string)_root["xmlNamespace"]!;

    /// <summary>Whether error messages show values that failed a constraint: <c>shown</c> or <c>withheld</c>.</summary>
    public string RejectedValues => (string)_root["rejectedValues"]!;

    /// <summary>The operations by name.</summary>
    public JsonObject Operations => (JsonObject)_root["operations"]!;

    /// <summary>The structures by name.</summary>
    public JsonObject Structures => (JsonObject)_root["structures"]!;

    /// <summary>Strings, numbers, lists and maps by name.</summary>
    public JsonObject Types => (JsonObject)_root["types"]!;

    /// <summary>The error shapes by name.</summary>
    public JsonObject Errors => (JsonObject)_root["errors"]!;

    /// <summary>Parses a fact file.</summary>
    public static Facts Parse(string text) => new((JsonObject)JsonNode.Parse(text)!);

    /// <summary>Makes facts from a service model in the AWS SDKs' <c>service-2.json</c> form.</summary>
    /// <param name="model">The model; documentation in it is left out.</param>
    public static Facts FromModel(string model)
    {
        JsonObject raw = (JsonObject)JsonNode.Parse(model)!;
        JsonObject metadata = (JsonObject)raw["metadata"]!;
        string prefix = (string)metadata["endpointPrefix"]!;
        JsonObject operations = [], structures = [], types = [], errors = [];

        foreach ((string name, JsonNode? operation) in (JsonObject)raw["operations"]!)
        {
            JsonObject fact = new() { ["family"] = Families.Of(prefix, name) };
            if (operation!["input"] is { } input)
                fact["input"] = (string)input["shape"]!;
            if (operation["output"] is { } output)
                fact["output"] = (string)output["shape"]!;
            fact["errors"] = new JsonArray([.. (operation["errors"] as JsonArray ?? []).Select(e => JsonValue.Create((string)e!["shape"]!))]);
            operations[name] = fact;
        }

        HashSet<string> reached = new(StringComparer.Ordinal);
        JsonObject shapes = (JsonObject)raw["shapes"]!;
        foreach ((_, JsonNode? operation) in operations)
        {
            Reach(operation!["input"], shapes, reached);
            Reach(operation["output"], shapes, reached);
        }
        foreach ((string name, JsonNode? shape) in shapes)
        {
            if ((bool?)shape!["exception"] is true)
            {
                // An error shape without the trait is sent under its own name with status 400 (awsQueryError in Smithy).
                errors[name] = new JsonObject
                {
                    ["code"] = (string?)shape["error"]?["code"] ?? name,
                    ["status"] = (int?)shape["error"]?["httpStatusCode"] ?? 400,
                };
            }
            else if (!reached.Contains(name))
            {
                continue;
            }
            else if ((string)shape["type"]! == "structure")
            {
                structures[name] = Structure(shape);
            }
            else
            {
                types[name] = Type(shape);
            }
        }
        Answers.Add(prefix, structures, types);

        return new Facts(new JsonObject
        {
            ["service"] = string.Concat(prefix[..1].ToUpperInvariant(), prefix.AsSpan(1)),
            ["apiVersion"] = (string)metadata["apiVersion"]!,
            ["xmlNamespace"] = (string)metadata["xmlNamespace"]!,
            ["rejectedValues"] = Answers.RejectedValues(prefix),
            ["operations"] = operations,
            ["structures"] = structures,
            ["types"] = types,
            ["errors"] = errors,
            ["paginators"] = raw["paginators"]?.DeepClone() ?? new JsonObject(),
        });
    }

    /// <summary>The fact file's text.</summary>
    public string Print()
    {
        StringBuilder text = new();
        text.Append("{\n");
        foreach (string head in (string[])["service", "apiVersion", "xmlNamespace", "rejectedValues"])
            text.Append($"  \"{head}\": {_root[head]!.ToJsonString(OneLine)},\n");
        foreach (string section in Sections)
        {
            JsonObject entries = (JsonObject)_root[section]!;
            text.Append($"  \"{section}\": {{");
            string separator = "\n";
            foreach ((string name, JsonNode? fact) in entries.OrderBy(e => e.Key, StringComparer.Ordinal))
            {
                text.Append($"{separator}    \"{name}\": {fact!.ToJsonString(OneLine)}");
                separator = ",\n";
            }
            text.Append(entries.Count == 0 ? "}" : "\n  }");
            text.Append(section == Sections[^1] ? "\n" : ",\n");
        }
        return text.Append("}\n").ToString();
    }

    private static void Reach(JsonNode? name, JsonObject shapes, HashSet<string> reached)
    {
        if (name is null || !reached.Add((string)name!))
            return;
        JsonNode shape = shapes[(string)name!]!;
        foreach ((_, JsonNode? member) in shape["members"] as JsonObject ?? [])
            Reach(member!["shape"], shapes, reached);
        foreach (string part in (string[])["member", "key", "value"])
            Reach(shape[part]?["shape"], shapes, reached);
    }

    private static JsonObject Structure(JsonNode shape)
    {
        HashSet<string> required = [.. (shape["required"] as JsonArray ?? []).Select(r => (string)r!)];
        JsonObject members = [];
        foreach ((string member, JsonNode? type) in shape["members"] as JsonObject ?? [])
            members[member] = (string)type!["shape"]! + (required.Contains(member) ? "!" : "");
        return members;
    }

    private static JsonObject Type(JsonNode shape)
    {
        JsonObject type = new() { ["type"] = (string)shape["type"]! };
        foreach (string part in (string[])["member", "key", "value"])
        {
            if (shape[part]?["shape"] is { } of)
                type[part] = (string)of!;
        }
        foreach (string fact in (string[])["min", "max", "pattern", "enum", "sensitive"])
        {
            if (shape[fact] is { } value)
                type[fact] = value.DeepClone();
        }
        return type;
    }
}
