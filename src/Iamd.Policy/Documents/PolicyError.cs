namespace Iamd.Policy;

/// <summary>What made a policy unreadable, so that storing it can be refused in AWS's words.</summary>
public enum PolicyErrorKind
{
    /// <summary>The text is not JSON.</summary>
    Json,

    /// <summary>An element that the language does not have, or that may not stand there.</summary>
    UnknownElement,

    /// <summary>An element that must be there is missing or empty.</summary>
    MissingElement,

    /// <summary>Two elements that exclude each other, such as Action and NotAction.</summary>
    ConflictingElements,

    /// <summary>An element holds a value that the grammar does not allow.</summary>
    InvalidValue,

    /// <summary>The Version is neither 2008-10-17 nor 2012-10-17.</summary>
    InvalidVersion,

    /// <summary>A condition operator that does not exist.</summary>
    UnknownOperator,

    /// <summary>The same key twice in one object.</summary>
    DuplicateKey,
}

/// <summary>Why a text is not a policy.</summary>
/// <param name="Element">Path of the element, such as <c>Statement[2].Condition.StringLike</c>; empty for the whole document.</param>
/// <param name="Line">Line, counted from 1.</param>
/// <param name="Column">Column, counted from 1.</param>
/// <param name="Message">One sentence, without the place.</param>
public sealed record PolicyError(string Element, int Line, int Column, string Message)
{
    /// <summary>The sort of mistake.</summary>
    public PolicyErrorKind Kind { get; init; }

    /// <summary>The value that was found, where a message of AWS repeats it.</summary>
    internal string Found { get; init; } = "";

    /// <summary>The document as far as it could be read, when all its elements have their right form but some are missing or empty.</summary>
    internal PolicyDraft? Draft { get; init; }

    /// <summary>Element, place and message, as one reads them: <c>Statement[2].Condition.StringLike, line 14, column 9: …</c>.</summary>
    public override string ToString() =>
        Element.Length == 0
            ? $"line {Line}, column {Column}: {Message}"
            : $"{Element}, line {Line}, column {Column}: {Message}";
}

/// <summary>A policy that was read to its end though it is not one.</summary>
/// <param name="Document">What was read; an element without patterns is missing or empty.</param>
/// <param name="HasMisspelledEffect">Whether some Effect is right but for its case.</param>
internal sealed record PolicyDraft(PolicyDocument Document, bool HasMisspelledEffect);
