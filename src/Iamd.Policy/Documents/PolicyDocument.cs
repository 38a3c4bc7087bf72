using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Iamd.Policy;

/// <summary>The two versions of the policy language.</summary>
/// <remarks>IAM User Guide, "IAM JSON policy elements: Version". Without the element the older one holds.</remarks>
public enum PolicyVersion
{
    /// <summary><c>2008-10-17</c>: no policy variables, <c>${</c> is plain text.</summary>
    V2008,

    /// <summary><c>2012-10-17</c>.</summary>
    V2012,
}

/// <summary>A policy as it was written, read but not judged: every element with its place in the text.</summary>
/// <remarks>IAM User Guide, "Grammar of the IAM JSON policy language".</remarks>
public sealed record PolicyDocument
{
    internal PolicyDocument()
    {
    }

    /// <summary>The text it was read from, byte for byte.</summary>
    public required string Text { get; init; }

    /// <summary>The language version in force.</summary>
    public required PolicyVersion Version { get; init; }

    /// <summary>Whether the document has a Version element at all.</summary>
    public required bool HasVersion { get; init; }

    /// <summary>The <c>Id</c> element.</summary>
    public string? Id { get; init; }

    /// <summary>The statements in their order; at least one.</summary>
    public required ImmutableArray<Statement> Statements { get; init; }

    /// <summary>
    /// Reads a policy. Refused, with the place: what is not JSON, duplicate keys, nesting deeper than any policy,
    /// unknown elements and condition operators (unless they are empty), elements of a wrong type, a document without a statement.
    /// </summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out PolicyDocument? document,
        [NotNullWhen(false)] out PolicyError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            document = PolicyReader.Read(text);
            error = null;
            return true;
        }
        catch (PolicyFormatException problem)
        {
            document = null;
            error = problem.Error;
            return false;
        }
    }

    /// <exception cref="FormatException">The text is not a policy.</exception>
    public static PolicyDocument Parse(string text) =>
        TryParse(text, out PolicyDocument? document, out PolicyError? error)
            ? document
            : throw new FormatException(error.ToString());

    /// <summary>The document printed compactly in a fixed order of elements; reading it again gives the same policy.</summary>
    public string Print() => PolicyPrinter.Print(this);
}
