using System.Collections.Immutable;

namespace Iamd.Policy;

/// <summary>The context keys that a policy refers to.</summary>
/// <remarks>IAM API Reference, "GetContextKeysForCustomPolicy".</remarks>
public static class ContextKeyNames
{
    /// <summary>Keys of conditions and of policy variables, each once, as first written, in the order of the text.</summary>
    public static ImmutableArray<string> In(PolicyDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        foreach (Statement statement in document.Statements)
        {
            if (statement.Resource is { } resource)
                AddVariables(resource.Patterns);
            foreach (ConditionTest test in statement.Conditions)
            {
                Add(test.Key);
                AddVariables(test.Values);
            }
        }
        return names.DrainToImmutable();

        void AddVariables(ImmutableArray<string> texts)
        {
            if (document.Version == PolicyVersion.V2008)
                return;
            foreach (string text in texts)
                foreach (string name in PolicyVariables.NamesIn(text))
                    Add(name);
        }

        void Add(string name)
        {
            if (seen.Add(name))
                names.Add(name);
        }
    }
}
