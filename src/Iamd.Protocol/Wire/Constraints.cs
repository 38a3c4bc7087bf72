namespace Iamd.Protocol.Wire;

/// <summary>What a string member must satisfy.</summary>
public sealed class StringConstraint
{
    /// <summary>No constraint.</summary>
    public static readonly StringConstraint None = new();

    /// <summary>Least length in Unicode code points, as AWS counts.</summary>
    public int? Min { get; init; }

    /// <summary>Greatest length in Unicode code points.</summary>
    public int? Max { get; init; }

    /// <summary>Pattern that the whole string must match.</summary>
    public MemberPattern? Pattern { get; init; }

    /// <summary>What AWS says instead of the pattern: a sentence after <c>The specified value for userName is invalid.</c></summary>
    public string? Sentence { get; init; }

    /// <summary>Allowed values; empty when any value is.</summary>
    public IReadOnlyList<string> Enum { get; init; } = [];

    /// <summary>Whether the value is a secret, which no message may show.</summary>
    public bool Sensitive { get; init; }
}

/// <summary>What an integer member must satisfy.</summary>
public sealed class IntegerConstraint
{
    /// <summary>No constraint.</summary>
    public static readonly IntegerConstraint None = new();

    /// <summary>Least value.</summary>
    public int? Min { get; init; }

    /// <summary>Greatest value.</summary>
    public int? Max { get; init; }
}

/// <summary>What a list member must satisfy, besides the constraints of its elements.</summary>
public sealed class ListConstraint
{
    /// <summary>No constraint.</summary>
    public static readonly ListConstraint None = new();

    /// <summary>Least number of elements.</summary>
    public int? Min { get; init; }

    /// <summary>Greatest number of elements.</summary>
    public int? Max { get; init; }

    /// <summary>Whether the list of rules in a message also says that elements must not be null.</summary>
    public bool ElementsRequired { get; init; }
}
