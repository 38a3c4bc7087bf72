using System.Text;

namespace Iamd.Accounts;

/// <summary>Which actions a list of policies could allow: on some resource, under some circumstances.</summary>
/// <remarks>
/// IAM User Guide, "Refine permissions in AWS using last accessed information": reports list what the policies allow access to.
/// As recorded: an action counts when a resource of one of its types is left after all unconditional denials; conditions of an
/// Allow are taken as met, those of a Deny as not; actions that AWS does not have do not count.
/// </remarks>
internal sealed class PotentialAccess
{
    private readonly Statement[] _allows;
    private readonly Statement[] _denials;

    public PotentialAccess(IEnumerable<PolicyDocument> policies)
    {
        Statement[] statements = [.. policies.SelectMany(policy => policy.Statements)];
        _allows = [.. statements.Where(statement => statement.Effect == Effect.Allow)];
        _denials = [.. statements.Where(statement => statement.Effect == Effect.Deny && statement.Conditions.IsEmpty)];
    }

    /// <summary>The services of which some action could be allowed, ordered by prefix.</summary>
    public IEnumerable<Catalog.Service> Services => Catalog.Services.All.Where(Includes);

    /// <summary>Whether some action of the service could be allowed.</summary>
    public bool Includes(Catalog.Service service) => MayBeNamed(service) && service.Actions.Any(Includes);

    /// <summary>Whether the action could be allowed.</summary>
    public bool Includes(Catalog.ServiceAction action)
    {
        Statement[] allows = [.. _allows.Where(statement => Matches(statement.Action, action))];
        if (allows.Length == 0)
            return false;
        Statement[] denials = [.. _denials.Where(statement => Matches(statement.Action, action))];
        string[] resources = ResourcesOf(action);
        return allows.Any(allow => Regions(allow, resources).Any(region => !denials.Any(denial => IsDenied(region, denial))));
    }

    /// <summary>Spares looking into services that no statement names.</summary>
    private bool MayBeNamed(Catalog.Service service) =>
        _allows.Any(statement => statement.Action.IsNot || statement.Action.Patterns.Any(pattern =>
            pattern.StartsWith('*') || pattern.StartsWith(service.Prefix + ":", StringComparison.OrdinalIgnoreCase)));

    private static bool Matches(MatchElement actions, Catalog.ServiceAction action)
    {
        string name = action.FullName.ToUpperInvariant();
        return actions.Patterns.Any(pattern => WildcardTexts.Covers(pattern.ToUpperInvariant(), name)) != actions.IsNot;
    }

    /// <summary>The resources that the action takes, as texts with wildcards; requests of an action without resource types say <c>*</c>.</summary>
    private static string[] ResourcesOf(Catalog.ServiceAction action)
    {
        if (action.ResourceTypes.IsEmpty || !Catalog.Services.TryFind(action.FullName.Split(':')[0], out Catalog.Service? service))
            return ["*"];
        HashSet<string> names = [.. action.ResourceTypes.Select(type => type.Name)];
        string[] patterns = [.. service.ResourceTypes.Where(type => names.Contains(type.Name)).SelectMany(type => type.ArnPatterns).Select(WithoutVariables)];
        return patterns.Length == 0 ? ["*"] : patterns;
    }

    /// <summary>What of the resources the statement speaks of.</summary>
    private static IEnumerable<string> Regions(Statement allow, string[] resources)
    {
        if (allow.Resource is not MatchElement element)
            return [];
        if (element.IsNot)
            return resources.Where(resource => !element.Patterns.Any(pattern => WildcardTexts.Covers(WithoutVariables(pattern), resource)));
        return element.Patterns.Select(WithoutVariables).SelectMany(pattern => resources
            // A request that says * is met by nothing narrower.
            .Where(resource => resource is "*" ? pattern is "*" : WildcardTexts.Meet(pattern, resource))
            .Select(resource => WildcardTexts.Covers(pattern, resource) ? resource : pattern));
    }

    private static bool IsDenied(string region, Statement denial)
    {
        if (denial.Resource is not MatchElement element)
            return false;
        // What a variable stands for is not known: such a pattern denies nothing for certain, and spares nothing either.
        string[] patterns = [.. element.Patterns.Where(pattern => element.IsNot || !pattern.Contains("${", StringComparison.Ordinal)).Select(WithoutVariables)];
        return element.IsNot
            ? !patterns.Any(pattern => WildcardTexts.Meet(pattern, region))
            : patterns.Any(pattern => WildcardTexts.Covers(pattern, region));
    }

    /// <summary>A text with <c>*</c> in place of each <c>${…}</c>, but for the partition: there is one here.</summary>
    private static string WithoutVariables(string text)
    {
        text = text.Replace("${Partition}", "aws", StringComparison.Ordinal);
        StringBuilder plain = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            int end = text.AsSpan(i).StartsWith("${") ? text.IndexOf('}', i) : -1;
            plain.Append(end < 0 ? text[i] : '*');
            i = end < 0 ? i : end;
        }
        return plain.ToString();
    }
}
