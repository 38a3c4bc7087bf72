namespace Iamd.Policy;

/// <summary>A place in a policy's text: line and column, both counted from 1, columns in UTF-16 characters.</summary>
public readonly record struct TextPosition(int Line, int Column)
{
    public override string ToString() => $"line {Line}, column {Column}";
}

/// <summary>A stretch of a policy's text, from its first character to the one after its last.</summary>
public readonly record struct TextSpan(TextPosition Start, TextPosition End);
