using System.Text.Json.Nodes;

namespace Iamd.Shapes;

/// <summary>Writes the constants of enumerated strings.</summary>
internal static class EnumsCode
{
    public static string Write(Facts facts)
    {
        CodeText code = new(facts);
        code.Open(usesWire: false);
        foreach ((string type, JsonNode? fact) in facts.Types)
        {
            if (fact!["enum"] is not JsonArray values)
                continue;
            code.Line();
            code.Line($"/// <summary>Values of <c>{type}</c>.</summary>");
            string name = CodeText.Capital(type);
            if (facts.Structures.ContainsKey(name))
                throw new InvalidDataException($"{name} is both an enum and a structure.");
            code.OpenBlock($"public static class {name}");
            foreach (string value in values.Select(v => (string)v!))
                code.Line($"public const string {CodeText.Pascal(value)} = {CodeText.Literal(value)};");
            code.CloseBlock();
        }
        return code.ToString();
    }
}
