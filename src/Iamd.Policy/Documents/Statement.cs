using System.Collections.Immutable;

namespace Iamd.Policy;

/// <summary>What a statement does when it matches.</summary>
public enum Effect
{
    Allow,
    Deny,
}

/// <summary>One statement of a policy, as written.</summary>
public sealed record Statement
{
    internal Statement()
    {
    }

    /// <summary>Its place in the document, counted from 0.</summary>
    public required int Index { get; init; }

    public string? Sid { get; init; }

    public required Effect Effect { get; init; }

    /// <summary><c>Principal</c> or <c>NotPrincipal</c>; null when there is neither.</summary>
    public PrincipalElement? Principal { get; init; }

    /// <summary><c>Action</c> or <c>NotAction</c>.</summary>
    public required MatchElement Action { get; init; }

    /// <summary><c>Resource</c> or <c>NotResource</c>; null when there is neither, as in trust policies.</summary>
    public MatchElement? Resource { get; init; }

    /// <summary>All tests of the <c>Condition</c> element; every one must hold.</summary>
    public ImmutableArray<ConditionTest> Conditions { get; init; } = [];

    /// <summary>From the opening to the closing brace.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>
    /// The statement's place as AWS's policy simulator reports it: from where its parser stood when it began the statement
    /// (after the list's opening bracket, after the statement before, or inside the only statement's brace) to the closing brace.
    /// </summary>
    /// <remarks>
    /// Undocumented. AWS CLI Command Reference, "simulate-custom-policy", examples: 1:38 to 1:167 for a single statement that
    /// opens in column 37; and AdministratorAccess is reported at 3:17 to 8:6, the bracket being in column 16.
    /// </remarks>
    public required TextSpan SimulatorSpan { get; init; }
}

/// <summary>A list of patterns, or everything but them.</summary>
/// <param name="IsNot">Whether it is the <c>Not…</c> form.</param>
/// <param name="Patterns">The patterns as written; never empty.</param>
/// <param name="Position">Where the value stands.</param>
public sealed record MatchElement(bool IsNot, ImmutableArray<string> Patterns, TextPosition Position);

/// <summary>The kinds of principals that a Principal element names.</summary>
public enum PrincipalKind
{
    /// <summary><c>"*"</c> itself, without a kind.</summary>
    Everyone,

    /// <summary><c>AWS</c>: accounts, users, roles, sessions, unique ids, or <c>*</c>.</summary>
    Aws,

    /// <summary><c>Service</c>.</summary>
    Service,

    /// <summary><c>Federated</c>.</summary>
    Federated,

    /// <summary><c>CanonicalUser</c>.</summary>
    CanonicalUser,
}

/// <summary>One principal as a policy names it.</summary>
public readonly record struct PrincipalName(PrincipalKind Kind, string Text);

/// <summary><c>Principal</c> or <c>NotPrincipal</c>.</summary>
/// <param name="IsNot">Whether it is <c>NotPrincipal</c>.</param>
/// <param name="Names">The principals in the order of the text; never empty.</param>
/// <param name="Position">Where the value stands.</param>
public sealed record PrincipalElement(bool IsNot, ImmutableArray<PrincipalName> Names, TextPosition Position);

/// <summary>How a condition looks at a key with several values.</summary>
public enum SetQuantifier
{
    /// <summary>No prefix.</summary>
    None,

    /// <summary><c>ForAllValues:</c></summary>
    ForAllValues,

    /// <summary><c>ForAnyValue:</c></summary>
    ForAnyValue,
}

/// <summary>One line of a Condition element: an operator, a context key and the values it is compared with.</summary>
/// <param name="OperatorText">The operator as written, with prefix and suffix.</param>
/// <param name="Operator">The operator itself.</param>
/// <param name="Quantifier">The set prefix.</param>
/// <param name="IfExists">Whether <c>IfExists</c> is appended.</param>
/// <param name="Key">The context key as written.</param>
/// <param name="Values">The values; numbers and booleans of JSON are kept by their text.</param>
/// <param name="Position">Where the key stands.</param>
public sealed record ConditionTest(
    string OperatorText,
    ConditionOperator Operator,
    SetQuantifier Quantifier,
    bool IfExists,
    string Key,
    ImmutableArray<string> Values,
    TextPosition Position);
