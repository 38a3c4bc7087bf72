namespace Iamd.Protocol.Wire;

/// <summary>Reads a structure that is not there: every member is absent, and no failure is kept.</summary>
internal sealed class AbsentReader : IShapeReader
{
    public static readonly AbsentReader Instance = new();

    private AbsentReader()
    {
    }

    // A new one each time: what is noted here concerns nobody.
    public ConstraintFailures Failures => new(RejectedValues.Withheld);

    public AwsError? Malformed => null;

    public string? Text(string member) => null;

    public int? Integer(string member) => null;

    public bool? Boolean(string member) => null;

    public bool EnterStructure(string member) => false;

    public int? CountOf(string member) => null;

    public void EnterList(string member) => throw new InvalidOperationException("An absent structure has no lists.");

    public void MoveTo(int index) => throw new InvalidOperationException("An absent structure has no lists.");

    public string ElementText() => throw new InvalidOperationException("An absent structure has no lists.");

    public void Leave() => throw new InvalidOperationException("Nothing was entered.");

    public string PathOf(string member) => member;
}
