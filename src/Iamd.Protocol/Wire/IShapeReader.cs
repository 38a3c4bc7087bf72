namespace Iamd.Protocol.Wire;

/// <summary>Reads the members of a structure from a wire format.</summary>
/// <remarks>
/// The reader stands on one structure at a time, first on the request itself. Text that is not of the member's type
/// (a boolean such as <c>maybe</c>) sets <see cref="Malformed"/> and reads as absent. Nothing here checks constraints:
/// that is done once for all formats in <see cref="ShapeReading"/>.
/// </remarks>
public interface IShapeReader
{
    /// <summary>Constraints that members failed.</summary>
    ConstraintFailures Failures { get; }

    /// <summary>The first value that was not of its member's type; it outranks failed constraints.</summary>
    AwsError? Malformed { get; }

    /// <summary>A string member; null when absent.</summary>
    string? Text(string member);

    /// <summary>An integer member; null when absent.</summary>
    int? Integer(string member);

    /// <summary>A boolean member; null when absent.</summary>
    bool? Boolean(string member);

    /// <summary>Steps into a structure member. False, and nothing to leave, when it is absent.</summary>
    bool EnterStructure(string member);

    /// <summary>How many elements a list member has; null when it is absent.</summary>
    int? CountOf(string member);

    /// <summary>Steps into a list member that is there.</summary>
    void EnterList(string member);

    /// <summary>Stands on an element of the list that was entered.</summary>
    void MoveTo(int index);

    /// <summary>The element that the reader stands on, as a string.</summary>
    string ElementText();

    /// <summary>Steps out of the structure or list that was entered last.</summary>
    void Leave();

    /// <summary>A member of the present structure as AWS's messages name it, such as <c>tags.1.member.key</c>.</summary>
    string PathOf(string member);
}
