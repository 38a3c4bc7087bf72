using System.Collections.Immutable;
using Iamd.Policy;

namespace Iamd.Simulation;

/// <summary>What a simulation is asked: every action on every resource.</summary>
internal sealed record Question(ImmutableArray<string> Actions, ImmutableArray<string> Resources, ImmutableArray<KeyValuePair<string, ContextValue>> Context)
{
    private const string AnyResource = "*";

    /// <summary>Tells actions from resources (an ARN or <c>*</c>) and reads <c>KEY=VALUE</c> context entries; a key named again has several values.</summary>
    /// <exception cref="CommandFailure">There is no action, or something is neither.</exception>
    public static Question Read(IEnumerable<string> words, IEnumerable<string> entries)
    {
        ILookup<bool, string> byKind = words.ToLookup(word => word == AnyResource || word.StartsWith("arn:", StringComparison.Ordinal));
        ImmutableArray<string> actions = [.. byKind[false]];
        ImmutableArray<string> resources = [.. byKind[true]];
        if (actions.IsEmpty)
            throw new CommandFailure("Name at least one action, such as s3:GetObject.");
        foreach (string action in actions)
            if (action.IndexOf(':', StringComparison.Ordinal) is var colon && (colon <= 0 || colon == action.Length - 1 || action.AsSpan().ContainsAny('*', '?', ' ')))
                throw new CommandFailure($"'{action}' is neither an action, such as s3:GetObject, nor a resource: an ARN or '*'.");
        return new Question(actions, resources.IsEmpty ? [AnyResource] : resources, ReadContext(entries));
    }

    private static ImmutableArray<KeyValuePair<string, ContextValue>> ReadContext(IEnumerable<string> entries)
    {
        List<(string Key, string Value)> pairs = [];
        foreach (string entry in entries)
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new CommandFailure($"--context is '{entry}', but must be KEY=VALUE, such as aws:SourceIp=203.0.113.7.");
            pairs.Add((entry[..equals], entry[(equals + 1)..]));
        }
        return [.. pairs.GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase)
            .Select(key => KeyValuePair.Create(key.Key, key.Count() == 1 ? new ContextValue(key.Single()) : new ContextValue([.. key])))];
    }
}
