using System.Globalization;

namespace Iamd.Protocol.Wire;

/// <summary>Gathers what a request's members failed to satisfy and says it as AWS does.</summary>
/// <param name="rejectedValues">Whether the service shows values.</param>
public sealed class ConstraintFailures(RejectedValues rejectedValues)
{
    private List<string>? _failures;
    private string? _sentence;

    /// <summary>Whether a value that fails by its pattern and its length is first reported for its pattern.</summary>
    /// <remarks>Recorded answers: STS, which shows values, gives the pattern first (most of the time), IAM the least length.</remarks>
    internal bool PatternsFirst => rejectedValues == RejectedValues.Shown;

    /// <summary>The <c>ValidationError</c> for all failures, or null when there are none.</summary>
    public AwsError? ToError()
    {
        if (_sentence is not null)
            return new AwsError("ValidationError", _sentence, 400);
        if (_failures is null)
            return null;
        string count = _failures.Count == 1
            ? "1 validation error detected: "
            : string.Create(CultureInfo.InvariantCulture, $"{_failures.Count} validation errors detected: ");
        return new AwsError("ValidationError", count + string.Join("; ", _failures), 400);
    }

    /// <summary>Adds a failure of a member that has a value.</summary>
    /// <param name="path">The member, as <see cref="IShapeReader.PathOf"/> names it.</param>
    /// <param name="value">The value; null when it is a secret.</param>
    /// <param name="constraint">What the member must do, such as <c>Member must have length less than or equal to 64</c>.</param>
    public void Add(string path, string? value, string constraint) =>
        Note(value is null || rejectedValues == RejectedValues.Withheld ? "" : $"'{value}' ", path, constraint);

    /// <summary>Adds a required member that is missing.</summary>
    public void AddMissing(string path) =>
        Note(rejectedValues == RejectedValues.Withheld ? "" : "null ", path, "Member must not be null");

    /// <summary>Adds a failure for which AWS has a sentence of its own. The first of these is the whole message.</summary>
    public void AddSentence(string path, string sentence) =>
        _sentence ??= $"The specified value for {path} is invalid. {sentence}";

    private void Note(string value, string path, string constraint) =>
        (_failures ??= []).Add($"Value {value}at '{path}' failed to satisfy constraint: {constraint}");
}
