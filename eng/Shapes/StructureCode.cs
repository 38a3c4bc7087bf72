using System.Text.Json.Nodes;

namespace Iamd.Shapes;

/// <summary>Writes requests, responses and the structures inside them.</summary>
internal sealed class StructureCode(Facts facts, CodeText code)
{
    /// <summary>The output of operations of another name.</summary>
    public bool IsShared(string structure) =>
        facts.Operations.Any(o => (string?)o.Value!["output"] == structure && o.Key + "Response" != structure);

    public void Request(string operation, string? structure)
    {
        code.Line();
        code.Line($"/// <summary>What <c>{operation}</c> is asked with.</summary>");
        string name = operation + "Request";
        code.OpenBlock($"public sealed record {name} : IRequestShape<{name}>");
        JsonObject members = Members(structure);
        Properties(name, members, input: true);
        Read(name, members);
        code.CloseBlock();
    }

    public void Response(string operation, string? structure)
    {
        code.Line();
        code.Line($"/// <summary>What <c>{operation}</c> answers.</summary>");
        string name = operation + "Response";
        if (structure is not null && structure != name)
        {
            code.Line($"public sealed record {name} : {structure};");
            return;
        }
        code.OpenBlock($"public sealed record {name} : IResponseShape");
        WriteMembers(name, Members(structure));
        code.CloseBlock();
    }

    public void SharedResponse(string structure)
    {
        code.Line();
        code.Line("/// <summary>What several operations answer.</summary>");
        code.OpenBlock($"public record {structure} : IResponseShape");
        WriteMembers(structure, Members(structure));
        code.CloseBlock();
    }

    public void Nested(string structure, bool read, bool written)
    {
        code.Line();
        code.Line($"/// <summary>The structure <c>{structure}</c>.</summary>");
        string name = CodeText.Capital(structure);
        code.OpenBlock($"public sealed record {name}" + (written ? " : IOutputStructure" : ""));
        JsonObject members = Members(structure);
        Properties(name, members, input: read);
        if (read)
            Read(name, members);
        if (written)
            Write(members);
        code.CloseBlock();
    }

    private JsonObject Members(string? structure) => structure is null ? [] : (JsonObject)facts.Structures[structure]!;

    private void WriteMembers(string name, JsonObject members)
    {
        Properties(name, members, input: false);
        Write(members);
    }

    private void Properties(string owner, JsonObject members, bool input)
    {
        foreach ((string member, JsonNode? node) in members)
        {
            (string type, bool required) = Split(node);
            string property = CodeText.Capital(member);
            if (property == owner)
                throw new InvalidDataException($"{owner} has a member of its own name, which C# does not allow.");
            string clr = ClrType(type);
            if (input && Kind(type) == "list")
                code.Line($"public {clr} {property} {{ get; init; }} = [];");
            else
                code.Line($"public {(required ? "required " : "")}{clr}{(required ? "" : "?")} {property} {{ get; init; }}");
        }
    }

    private void Read(string name, JsonObject members)
    {
        if (members.Count == 0)
        {
            code.Line($"public static {name} Read(IShapeReader reader) => new();");
            return;
        }
        code.Line();
        code.OpenBlock($"public static {name} Read(IShapeReader reader) => new()");
        foreach ((string member, JsonNode? node) in HashOrder.Of(members))
        {
            (string type, bool required) = Split(node);
            code.Line($"{CodeText.Capital(member)} = reader.{Reading(member, type, required)},");
        }
        code.CloseBlock(";");
    }

    private string Reading(string member, string type, bool required)
    {
        string prefix = required ? "Required" : "";
        string constraint = ConstraintsCode.Reference(facts, type);
        switch (Kind(type))
        {
            case "structure":
                return $"{prefix}Structure(\"{member}\", {CodeText.Capital(type)}.Read)";
            case "list":
                string element = (string)facts.Types[type]!["member"]!;
                return Kind(element) switch
                {
                    "structure" => $"{prefix}Structures(\"{member}\", {constraint}, {CodeText.Capital(element)}.Read)",
                    "string" => $"{prefix}Strings(\"{member}\", {constraint}, {ConstraintsCode.Reference(facts, element)})",
                    string kind => throw new InvalidDataException($"Requests with lists of {kind} are not supported: {type}."),
                };
            case "string":
                return $"{prefix}String(\"{member}\", {constraint})";
            case "integer":
                return $"{prefix}Integer(\"{member}\", {constraint})";
            case "boolean":
                return $"{prefix}Boolean(\"{member}\")";
            default:
                throw new InvalidDataException($"Requests with a {Kind(type)} are not supported: {type}.");
        }
    }

    private void Write(JsonObject members)
    {
        if (members.Count == 0)
        {
            code.Line("public void Write(IShapeWriter writer) { }");
            return;
        }
        code.Line();
        code.OpenBlock("public void Write(IShapeWriter writer)");
        foreach ((string member, JsonNode? node) in members)
        {
            string property = CodeText.Capital(member);
            code.Line($"writer.{Writing(Split(node).Type)}(\"{member}\"u8, {property});");
        }
        code.CloseBlock();
    }

    private string Writing(string type)
    {
        string kind = Kind(type);
        string inner = kind switch
        {
            "list" => Kind((string)facts.Types[type]!["member"]!),
            "map" => Kind((string)facts.Types[type]!["value"]!),
            _ => "",
        };
        return (kind, inner) switch
        {
            ("list", "structure") => "Structures",
            ("list", "string") => "Strings",
            ("map", "string") => "StringMap",
            ("map", "integer") => "IntegerMap",
            ("structure" or "string" or "integer" or "boolean" or "timestamp" or "blob", _) => CodeText.Capital(kind),
            _ => throw new InvalidDataException($"Answers with {type} are not supported."),
        };
    }

    private string ClrType(string type) => Kind(type) switch
    {
        "structure" => CodeText.Capital(type),
        "list" => $"IReadOnlyList<{ClrType((string)facts.Types[type]!["member"]!)}>",
        "map" => $"IReadOnlyDictionary<{ClrType((string)facts.Types[type]!["key"]!)}, {ClrType((string)facts.Types[type]!["value"]!)}>",
        "string" => "string",
        "integer" => "int",
        "boolean" => "bool",
        "timestamp" => "DateTimeOffset",
        "blob" => "ReadOnlyMemory<byte>",
        string kind => throw new InvalidDataException($"Unknown kind {kind} of {type}."),
    };

    private string Kind(string type) => facts.Structures.ContainsKey(type) ? "structure" : (string)facts.Types[type]!["type"]!;

    private static (string Type, bool Required) Split(JsonNode? node)
    {
        string text = (string)node!;
        return (text.TrimEnd('!'), text.EndsWith('!'));
    }
}
