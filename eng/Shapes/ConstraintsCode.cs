using System.Text.Json.Nodes;

namespace Iamd.Shapes;

/// <summary>Writes the constraints of the types that requests use.</summary>
internal static class ConstraintsCode
{
    /// <summary>The C# expression for a type's constraint.</summary>
    public static string Reference(Facts facts, string type) => (string?)facts.Types[type]?["type"] switch
    {
        "string" => IsFree(facts, type) ? "StringConstraint.None" : $"{facts.Service}Constraints.{CodeText.Capital(type)}",
        "integer" => IsFree(facts, type) ? "IntegerConstraint.None" : $"{facts.Service}Constraints.{CodeText.Capital(type)}",
        "list" => IsFree(facts, type) ? "ListConstraint.None" : $"{facts.Service}Constraints.{CodeText.Capital(type)}",
        _ => "",
    };

    public static string Write(Facts facts, HashSet<string> read)
    {
        CodeText code = new(facts);
        code.Open(usesWire: true);
        code.Line();
        code.Line("/// <summary>Constraints of members, by the name of the member's type in the model.</summary>");
        code.OpenBlock($"internal static class {facts.Service}Constraints");
        foreach ((string type, JsonNode? fact) in facts.Types)
        {
            if (!read.Contains(type) || IsFree(facts, type))
                continue;
            string kind = (string)fact!["type"]!;
            string constraint = kind switch
            {
                "string" => "StringConstraint",
                "integer" => "IntegerConstraint",
                "list" => "ListConstraint",
                _ => throw new InvalidDataException($"{kind} {type} has constraints, which is not supported."),
            };
            code.Line($"public static readonly {constraint} {CodeText.Capital(type)} = new() {{ {string.Join(", ", Facets(fact))} }};");
        }
        code.CloseBlock();
        return code.ToString();
    }

    private static IEnumerable<string> Facets(JsonNode fact)
    {
        if ((int?)fact["min"] is { } min)
            yield return $"Min = {CodeText.Number(min)}";
        if ((int?)fact["max"] is { } max)
            yield return $"Max = {CodeText.Number(max)}";
        if ((string?)fact["pattern"] is { } pattern)
            yield return $"Pattern = new({CodeText.Literal(pattern)})";
        if ((string?)fact["sentence"] is { } sentence)
            yield return $"Sentence = {CodeText.Literal(sentence)}";
        if ((bool?)fact["elementsRequired"] is true)
            yield return "ElementsRequired = true";
        if (fact["enum"] is JsonArray values)
            yield return $"Enum = [{string.Join(", ", values.Select(v => CodeText.Literal((string)v!)))}]";
        if ((bool?)fact["sensitive"] is true)
            yield return "Sensitive = true";
    }

    private static bool IsFree(Facts facts, string type) =>
        facts.Types[type] is not JsonObject fact || !Facets(fact).Any();
}
