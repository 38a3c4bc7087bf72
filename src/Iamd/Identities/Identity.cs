using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Iamd.Identities;

/// <summary>The kinds of principals.</summary>
internal enum IdentityKind
{
    User,
    Role,
    Group,
    Root,
}

/// <summary>A group as its members see it.</summary>
internal sealed record Membership(string Name, string Id);

/// <summary>Somebody, with the groups and policies that count.</summary>
internal sealed record Identity(IdentityKind Kind, string Name, string Id, string Arn)
{
    /// <summary>Groups of a user.</summary>
    public ImmutableArray<Membership> Groups { get; init; } = [];

    public ImmutableArray<EffectivePolicy> Policies { get; init; } = [];

    /// <summary>The permissions boundary; null when there is none.</summary>
    public EffectivePolicy? Boundary { get; init; }

    /// <summary>The account's number, from the ARN.</summary>
    public string Account => Arn.Split(':')[4];

    /// <summary>The kind in lower case, as it stands in ARNs.</summary>
    public string KindName => Kind switch
    {
        IdentityKind.User => "user",
        IdentityKind.Role => "role",
        IdentityKind.Group => "group",
        IdentityKind.Root => "root",
        _ => throw new InvalidOperationException("No such kind."),
    };

    /// <summary>Prints it as <c>id</c> prints a Unix user, and below the policies with where each comes from.</summary>
    public void Print(TextWriter output)
    {
        string groups = Kind != IdentityKind.User ? ""
            : Groups.IsEmpty ? " groups=none"
            : $" groups={string.Join(',', Groups.Select(group => $"{group.Id}({group.Name})"))}";
        output.WriteLine($"{(Kind == IdentityKind.Root ? "user" : KindName)}={Id}({Name}) account={Account}{groups}");
        if (Kind == IdentityKind.Root)
        {
            output.WriteLine("root may do everything: no policy of the account limits it");
            return;
        }
        if (Policies.IsEmpty)
            output.WriteLine("no policies: whatever no resource allows by itself is denied");
        int name = Policies.Select(policy => policy.Name.Length).DefaultIfEmpty().Max();
        int sort = Policies.Select(policy => policy.SortName.Length).DefaultIfEmpty().Max();
        foreach (EffectivePolicy policy in Policies)
            output.WriteLine($"  {policy.Name.PadRight(name)}  {policy.SortName.PadRight(sort)}  from {policy.Carrier}");
        if (Kind != IdentityKind.Group)
            output.WriteLine(Boundary is null ? "no permissions boundary" : $"permissions boundary {Boundary.Name}, {Boundary.SortName}: what it does not allow is denied");
    }

    public JsonObject ToJson() => new()
    {
        ["kind"] = KindName,
        ["name"] = Name,
        ["id"] = Id,
        ["arn"] = Arn,
        ["account"] = Account,
        ["groups"] = new JsonArray([.. Groups.Select(group => (JsonNode)new JsonObject { ["name"] = group.Name, ["id"] = group.Id })]),
        ["policies"] = new JsonArray([.. Policies.Select(policy => (JsonNode)new JsonObject
        {
            ["name"] = policy.Name,
            ["arn"] = policy.Arn,
            ["sort"] = policy.SortName,
            ["from"] = policy.Carrier,
        })]),
        ["permissionsBoundary"] = Boundary?.Arn,
    };
}
