using System.Text.Json;

namespace Iamd.Server.Tests.Fuzz;

/// <summary>The facts of a service's API, as <c>models/</c> holds them.</summary>
internal sealed class FactFile : IDisposable
{
    private readonly JsonDocument _json;

    private FactFile(JsonDocument json) => _json = json;

    public string Version => _json.RootElement.GetProperty("apiVersion").GetString() ?? "";

    public IEnumerable<string> Operations => _json.RootElement.GetProperty("operations").EnumerateObject().Select(operation => operation.Name);

    /// <param name="service"><c>iam</c> or <c>sts</c>.</param>
    public static FactFile Open(string service)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "iamd.slnx")))
            folder = folder.Parent;
        Assert.NotNull(folder);
        return new FactFile(JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "models", $"{service}.json"))));
    }

    /// <summary>The members of an operation's request.</summary>
    public IEnumerable<FactMember> InputOf(string operation) =>
        _json.RootElement.GetProperty("operations").GetProperty(operation).TryGetProperty("input", out JsonElement input)
            ? MembersOf(input.GetString() ?? "")
            : [];

    public void Dispose() => _json.Dispose();

    private IEnumerable<FactMember> MembersOf(string structure) =>
        _json.RootElement.GetProperty("structures").GetProperty(structure).EnumerateObject()
            .Select(member => new FactMember(member.Name, member.Value.GetString()!.EndsWith('!'), TypeOf(member.Value.GetString()!.TrimEnd('!'))));

    private FactType TypeOf(string name)
    {
        if (_json.RootElement.GetProperty("structures").TryGetProperty(name, out _))
            return new FactType(name, "structure", default) { Members = [.. MembersOf(name)] };
        JsonElement facts = _json.RootElement.GetProperty("types").GetProperty(name);
        string kind = facts.GetProperty("type").GetString() ?? "";
        return new FactType(name, kind, facts) { Element = kind == "list" ? TypeOf(facts.GetProperty("member").GetString()!) : null };
    }
}

/// <summary>A member of a structure.</summary>
internal sealed record FactMember(string Name, bool IsRequired, FactType Type);

/// <summary>A type of the API.</summary>
/// <param name="Kind"><c>string</c>, <c>integer</c>, <c>boolean</c>, <c>list</c>, <c>structure</c> and so on.</param>
internal sealed record FactType(string Name, string Kind, JsonElement Facts)
{
    public IReadOnlyList<FactMember> Members { get; init; } = [];

    /// <summary>What a list holds.</summary>
    public FactType? Element { get; init; }

    public int? Min => Number("min");

    public int? Max => Number("max");

    public bool IsSecret => Facts.ValueKind == JsonValueKind.Object && Facts.TryGetProperty("sensitive", out _);

    public IReadOnlyList<string> Enum =>
        Facts.ValueKind == JsonValueKind.Object && Facts.TryGetProperty("enum", out JsonElement values)
            ? [.. values.EnumerateArray().Select(value => value.GetString() ?? "")]
            : [];

    private int? Number(string fact) =>
        Facts.ValueKind == JsonValueKind.Object && Facts.TryGetProperty(fact, out JsonElement value) && value.TryGetInt32(out int number) ? number : null;
}
