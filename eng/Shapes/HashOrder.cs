using System.Text.Json.Nodes;

namespace Iamd.Shapes;

/// <summary>The order in which AWS reports the members of a structure that failed their constraints.</summary>
/// <remarks>
/// Recorded answers with several failures (UpdateAccountPasswordPolicy, CreateOpenIDConnectProvider) follow neither the model
/// nor the alphabet, but the buckets of a Java <c>HashMap</c> over the members' names. Members are therefore read in that order.
/// </remarks>
internal static class HashOrder
{
    private const int FewestBuckets = 16;
    private const double LoadFactor = 0.75;

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Of(JsonObject members)
    {
        int buckets = FewestBuckets;
        while (members.Count > buckets * LoadFactor)
            buckets *= 2;
        return members.OrderBy(m => Hash(m.Key) & (buckets - 1));
    }

    private static int Hash(string member)
    {
        int hash = 0;
        foreach (char c in string.Concat(member[..1].ToLowerInvariant(), member.AsSpan(1)))
            hash = unchecked((31 * hash) + c);
        return hash ^ (hash >>> 16);
    }
}
