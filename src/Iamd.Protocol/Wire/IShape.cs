namespace Iamd.Protocol.Wire;

/// <summary>A request that can be read from any wire format.</summary>
/// <typeparam name="TSelf">The request itself.</typeparam>
public interface IRequestShape<TSelf>
    where TSelf : IRequestShape<TSelf>
{
    /// <summary>Reads members and checks the model's constraints; failures are gathered by the reader.</summary>
    static abstract TSelf Read(IShapeReader reader);
}

/// <summary>A structure that stands in answers.</summary>
public interface IOutputStructure
{
    /// <summary>Writes the members that have a value, in the model's order.</summary>
    void Write(IShapeWriter writer);
}

/// <summary>A response that can be written in any wire format.</summary>
public interface IResponseShape : IOutputStructure;

/// <summary>One operation of a service, as clients name it.</summary>
public sealed class OperationShape(string name, string xmlNamespace, bool hasOutput, IReadOnlyList<ErrorShape> errors)
{
    /// <summary>Value of the <c>Action</c> parameter.</summary>
    public string Name { get; } = name;

    /// <summary>Namespace of its XML answers.</summary>
    public string XmlNamespace { get; } = xmlNamespace;

    /// <summary>Whether the model gives it an output; without one the answer has no result element.</summary>
    public bool HasOutput { get; } = hasOutput;

    /// <summary>The result element's name, or null.</summary>
    public string? ResultWrapper => HasOutput ? Name + "Result" : null;

    /// <summary>Errors that the model names for it; any operation may also fail with the common errors.</summary>
    public IReadOnlyList<ErrorShape> Errors { get; } = errors;
}

/// <summary>An error as a service's model declares it.</summary>
/// <param name="Code">Wire code, such as <c>NoSuchEntity</c>.</param>
/// <param name="Status">HTTP status.</param>
public sealed record ErrorShape(string Code, int Status)
{
    /// <summary>The error with a message.</summary>
    public AwsError With(string message) => new(Code, message, Status);
}
