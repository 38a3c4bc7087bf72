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
