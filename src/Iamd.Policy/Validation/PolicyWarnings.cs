using System.Collections.Immutable;

namespace Iamd.Policy;

/// <summary>Something a policy's author should look at, though AWS would store it.</summary>
/// <param name="Element">Path of the element, such as <c>Statement[0].Action</c>.</param>
/// <param name="Line">Line, counted from 1.</param>
/// <param name="Column">Column, counted from 1.</param>
/// <param name="Message">One sentence.</param>
public sealed record PolicyWarning(string Element, int Line, int Column, string Message);

/// <summary>Finds over-wide grants and actions that do not exist.</summary>
/// <remarks>IAM User Guide, "Security best practices in IAM", least privilege.</remarks>
public static class PolicyWarnings
{
    /// <param name="document">The policy.</param>
    /// <param name="isKnownAction">Whether an action, or a pattern of actions, names anything that AWS has.</param>
    public static ImmutableArray<PolicyWarning> Find(PolicyDocument document, Func<string, bool> isKnownAction)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(isKnownAction);
        ImmutableArray<PolicyWarning>.Builder warnings = ImmutableArray.CreateBuilder<PolicyWarning>();
        foreach (Statement statement in document.Statements)
        {
            string path = $"Statement[{statement.Index}]";
            foreach (string action in statement.Action.Patterns)
                if (action is not ("*" or "*:*") && !isKnownAction(action))
                    Add(statement.Action, "Action", $"No action of AWS is named '{action}'.");
            if (statement.Effect == Effect.Allow)
                FindOverWide(statement, path);

            void Add(MatchElement element, string name, string message) => warnings.Add(new PolicyWarning(
                $"{path}.{(element.IsNot ? "Not" : "")}{name}", element.Position.Line, element.Position.Column, message));

            void FindOverWide(Statement allow, string at)
            {
                if (allow.Action.IsNot)
                    Add(allow.Action, "Action", "NotAction with Allow grants every other action, also those that AWS adds later.");
                else if (allow.Action.Patterns.Any(action => action is "*" or "*:*"))
                    Add(allow.Action, "Action", "The action * grants everything.");
                else if (allow.Action.Patterns.FirstOrDefault(action => action.EndsWith(":*", StringComparison.Ordinal)) is { } whole)
                    Add(allow.Action, "Action", $"'{whole}' grants every action of the service.");
                if (allow.Resource is { IsNot: true } all)
                    Add(all, "Resource", "NotResource with Allow grants on every other resource.");
                else if (allow.Resource is { } resource && resource.Patterns.Any(pattern => pattern is "*") && allow.Conditions.IsEmpty)
                    Add(resource, "Resource", "The resource * without a condition grants on every resource.");
                if (allow.Principal is { } principal && allow.Conditions.IsEmpty && (principal.IsNot || principal.Names.Any(name => name.Text == "*")))
                    warnings.Add(new PolicyWarning($"{at}.{(principal.IsNot ? "Not" : "")}Principal", principal.Position.Line, principal.Position.Column,
                        "This grants to everyone, also outside the account."));
            }
        }
        return warnings.DrainToImmutable();
    }
}
