using System.Collections.Immutable;

namespace Iamd.Catalog;

/// <summary>A service's text in the data file, read. The format stands in <c>eng/catalog/services.mjs</c>.</summary>
internal sealed class ServiceFacts
{
    private const string ArrayPrefix = "ArrayOf";

    private ServiceFacts(
        ImmutableArray<ServiceAction> actions,
        ImmutableArray<ServiceResourceType> resourceTypes,
        ImmutableArray<ServiceConditionKey> conditionKeys)
    {
        Actions = actions;
        ResourceTypes = resourceTypes;
        ConditionKeys = conditionKeys;
        ActionsByName = actions.ToDictionary(action => action.Name, StringComparer.OrdinalIgnoreCase);
    }

    public ImmutableArray<ServiceAction> Actions { get; }

    public ImmutableArray<ServiceResourceType> ResourceTypes { get; }

    public ImmutableArray<ServiceConditionKey> ConditionKeys { get; }

    public Dictionary<string, ServiceAction> ActionsByName { get; }

    public static ServiceFacts Parse(string prefix, string text)
    {
        ImmutableArray<ServiceAction>.Builder actions = ImmutableArray.CreateBuilder<ServiceAction>();
        ImmutableArray<ServiceResourceType>.Builder resourceTypes = ImmutableArray.CreateBuilder<ServiceResourceType>();
        ImmutableArray<ServiceConditionKey>.Builder conditionKeys = ImmutableArray.CreateBuilder<ServiceConditionKey>();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = line.Split('\t');
            switch (fields[0])
            {
                case "A":
                    actions.Add(ParseAction(prefix, fields));
                    break;
                case "R":
                    resourceTypes.Add(new ServiceResourceType(fields[1], ParseList(fields[3]), ParseList(fields[2])));
                    break;
                case "C":
                    conditionKeys.Add(ParseConditionKey(fields));
                    break;
                default:
                    throw new InvalidDataException($"The facts of {prefix} hold an unknown line '{line}'.");
            }
        }
        return new ServiceFacts(actions.DrainToImmutable(), resourceTypes.DrainToImmutable(), conditionKeys.DrainToImmutable());
    }

    private static ServiceAction ParseAction(string prefix, string[] fields) => new(
        prefix + ":" + fields[1],
        fields[1],
        Enum.Parse<AccessLevel>(fields[2]),
        [.. fields[5].Split('|', StringSplitOptions.RemoveEmptyEntries).Select(ParseResourceType)],
        ParseList(fields[3]),
        ParseList(fields[4]));

    private static ActionResourceType ParseResourceType(string text)
    {
        string[] fields = text.Split(';');
        return new ActionResourceType(fields[0], fields[1].Length > 0, ParseList(fields[2]));
    }

    private static ServiceConditionKey ParseConditionKey(string[] fields)
    {
        bool isArray = fields[2].StartsWith(ArrayPrefix, StringComparison.Ordinal);
        string type = isArray ? fields[2][ArrayPrefix.Length..] : fields[2];
        return new ServiceConditionKey(fields[1], Enum.Parse<ConditionKeyType>(type, ignoreCase: true), isArray);
    }

    private static ImmutableArray<string> ParseList(string text) =>
        text.Length == 0 ? [] : [.. text.Split(' ')];
}
