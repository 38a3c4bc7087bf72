using System.Text.Json.Nodes;

namespace Iamd.Shapes;

/// <summary>Writes the table of operations and that of errors.</summary>
internal static class OperationsCode
{
    public static string Write(Facts facts)
    {
        CodeText code = new(facts);
        code.Open(usesWire: true);
        code.Line();
        code.Line($"/// <summary>Every operation of {facts.Service.ToUpperInvariant()}.</summary>");
        code.OpenBlock($"public static class {facts.Service}Operations");
        code.Line("/// <summary>Value of the <c>Version</c> parameter.</summary>");
        code.Line($"public const string ApiVersion = \"{facts.ApiVersion}\";");
        code.Line();
        code.Line("/// <summary>The service.</summary>");
        code.Line($"public static ServiceShape Service {{ get; }} = new(ApiVersion, \"{facts.XmlNamespace}\", RejectedValues.{CodeText.Capital(facts.RejectedValues)});");
        code.Line();
        code.Line("/// <summary>All operations, by name.</summary>");
        code.OpenBlock("public static IReadOnlyList<OperationShape> All { get; } = new OperationShape[]");
        foreach ((string name, JsonNode? operation) in facts.Operations)
        {
            IEnumerable<string> errors = ((JsonArray)operation!["errors"]!).Select(e => $"{facts.Service}ErrorShapes.{ErrorName((string)e!)}");
            code.Line($"new(\"{name}\", Service, {(operation["output"] is null ? "false" : "true")}, [{string.Join(", ", errors)}]),");
        }
        code.CloseBlock(";");
        code.CloseBlock();

        code.Line();
        code.Line($"/// <summary>Every error that the model of {facts.Service.ToUpperInvariant()} names.</summary>");
        code.OpenBlock($"public static class {facts.Service}ErrorShapes");
        foreach ((string name, JsonNode? error) in facts.Errors)
            code.Line($"public static readonly ErrorShape {ErrorName(name)} = new({CodeText.Literal((string)error!["code"]!)}, {CodeText.Number((int)error["status"]!)});");
        code.CloseBlock();
        return code.ToString();
    }

    // NoSuchEntityException is known to everyone as NoSuchEntity.
    private static string ErrorName(string shape) =>
        shape.EndsWith("Exception", StringComparison.Ordinal) ? shape[..^"Exception".Length] : shape;
}
