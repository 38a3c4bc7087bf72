namespace Iamd.Policy;

internal enum JsonKind
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// <summary>A JSON value with its place. Numbers and booleans keep their text.</summary>
internal sealed record JsonNode(JsonKind Kind, TextPosition Start)
{
    public TextPosition End { get; init; }

    /// <summary>The stretch of the source that holds the value.</summary>
    public Range Source { get; init; }

    public string Text { get; init; } = "";

    public IReadOnlyList<JsonNode> Items { get; init; } = [];

    public IReadOnlyList<JsonMember> Members { get; init; } = [];

    public JsonNode? this[string name]
    {
        get
        {
            foreach (JsonMember member in Members)
                if (string.Equals(member.Name, name, StringComparison.Ordinal))
                    return member.Value;
            return null;
        }
    }
}

internal sealed record JsonMember(string Name, TextPosition Position, JsonNode Value);

/// <summary>Ends reading a policy; never leaves <see cref="PolicyDocument.TryParse"/>.</summary>
internal sealed class PolicyFormatException(PolicyError error) : Exception(error.Message)
{
    public PolicyError Error { get; } = error;

    public static PolicyFormatException At(TextPosition position, string element, PolicyErrorKind kind, string message) =>
        new(new PolicyError(element, position.Line, position.Column, message) { Kind = kind });
}
