using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Iamd.Catalog;
using Iamd.Policy;

namespace Iamd.Validation;

/// <summary>A remark on a policy's text.</summary>
/// <param name="IsError">Whether AWS would refuse to store the policy.</param>
/// <param name="Place">Where it stands; null for the document as a whole.</param>
/// <param name="Element">Path of the element, such as <c>Statement[0].Action</c>; empty for the document as a whole.</param>
/// <param name="Message">One sentence.</param>
internal sealed record Remark(bool IsError, TextPosition? Place, string Element, string Message);

/// <summary>What there is to say of a policy in a file.</summary>
internal sealed record PolicyReview(string File, PolicyKind Kind, ImmutableArray<Remark> Remarks)
{
    public bool IsValid => !Remarks.Any(remark => remark.IsError);

    /// <summary>Checks a policy.</summary>
    public static PolicyReview Of(string file, string text, PolicyKind kind) => new(file, kind, [.. RemarksOn(text, kind)]);

    /// <summary>One line a remark, as compilers print them, and a last one that sums up.</summary>
    public override string ToString()
    {
        StringBuilder lines = new();
        foreach (Remark remark in Remarks)
        {
            lines.Append(File);
            if (remark.Place is TextPosition place)
                lines.Append(CultureInfo.InvariantCulture, $":{place.Line}:{place.Column}");
            lines.Append(remark.IsError ? ": error: " : ": warning: ");
            if (remark.Element.Length > 0)
                lines.Append(remark.Element).Append(": ");
            lines.Append(remark.Message).Append('\n');
        }
        lines.Append(File).Append(IsValid ? $": a valid {Kind.Name}" : $": not a valid {Kind.Name}");
        int warnings = Remarks.Count(remark => !remark.IsError);
        if (warnings > 0)
            lines.Append(CultureInfo.InvariantCulture, $", {warnings} {(warnings == 1 ? "warning" : "warnings")}");
        return lines.ToString();
    }

    public JsonObject ToJson() => new()
    {
        ["file"] = File,
        ["valid"] = IsValid,
        ["remarks"] = new JsonArray([.. Remarks.Select(remark => (JsonNode)new JsonObject
        {
            ["severity"] = remark.IsError ? "error" : "warning",
            ["line"] = remark.Place?.Line,
            ["column"] = remark.Place?.Column,
            ["element"] = remark.Element,
            ["message"] = remark.Message,
        })]),
    };

    private static IEnumerable<Remark> RemarksOn(string text, PolicyKind kind)
    {
        if (!PolicyDocument.TryParse(text, out PolicyDocument? document, out PolicyError? error))
        {
            string refusal = PolicyValidator.Describe(error, kind.Type);
            yield return new Remark(true, new TextPosition(error.Line, error.Column), error.Element, $"{error.Message} (MalformedPolicyDocument: {refusal})");
            yield break;
        }
        if (PolicyValidator.Validate(document, kind.Type) is string broken)
        {
            Statement? culprit = document.Statements.FirstOrDefault(statement =>
                PolicyValidator.Validate(document with { Statements = [statement] }, kind.Type) == broken);
            string element = culprit is null || document.Statements.Length == 0 ? "" : $"Statement[{culprit.Index}]";
            yield return new Remark(true, culprit?.Span.Start, element, $"MalformedPolicyDocument: {broken}");
            yield break;
        }
        int size = PolicySize.WithoutWhitespace(text);
        if (size > kind.MaxCharacters)
            yield return new Remark(false, null, "", $"{size} characters without white space, more than the default quota of {kind.MaxCharacters}.");
        if (kind == PolicyKind.All[PolicyKind.Inline])
            yield return new Remark(false, null, "", "An inline policy goes with its user, group or role and has no versions; a managed policy can be reused and rolled back.");
        foreach (PolicyWarning warning in PolicyWarnings.Find(document, IsKnownAction))
            yield return new Remark(false, new TextPosition(warning.Line, warning.Column), warning.Element, warning.Message);
    }

    /// <summary>Whether AWS or iamd has an action of this name, or any that the pattern matches.</summary>
    private static bool IsKnownAction(string pattern) =>
        pattern.StartsWith("iamd:", StringComparison.OrdinalIgnoreCase) || !Services.ExpandAction(pattern).IsEmpty;
}
