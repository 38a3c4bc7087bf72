using System.Collections.Immutable;

namespace Iamd.Policy;

/// <summary>
/// The unique ids that principals of a stored trust policy are bound to: from the principal's text to the id
/// (<c>AIDA…</c>, <c>AROA…</c>) that it named when the policy was stored. A bound principal is matched by its id alone,
/// so a deleted and recreated user does not get its old place back.
/// </summary>
/// <remarks>IAM User Guide, "AWS JSON policy elements: Principal", on what happens to a deleted user's ARN.</remarks>
public sealed record PrincipalBindings(ImmutableDictionary<string, string> Ids)
{
    /// <summary>Nothing is bound.</summary>
    public static PrincipalBindings None { get; } = new(ImmutableDictionary<string, string>.Empty);
}

/// <summary>A policy prepared for deciding. Immutable; shared by all who carry the same document.</summary>
public sealed class CompiledPolicy
{
    private CompiledPolicy(PolicyDocument document, PrincipalBindings bindings)
    {
        Document = document;
        Statements = [.. document.Statements.Select(statement => new CompiledStatement(statement, document.Version, bindings))];
    }

    /// <summary>The document it was made from.</summary>
    public PolicyDocument Document { get; }

    internal CompiledStatement[] Statements { get; }

    /// <summary>Prepares a document.</summary>
    public static CompiledPolicy Compile(PolicyDocument document) => Compile(document, PrincipalBindings.None);

    /// <summary>Prepares a trust policy whose principals are bound to unique ids.</summary>
    public static CompiledPolicy Compile(PolicyDocument document, PrincipalBindings bindings)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(bindings);
        return new CompiledPolicy(document, bindings);
    }
}
