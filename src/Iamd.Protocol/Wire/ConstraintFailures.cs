using System.Globalization;

namespace Iamd.Protocol.Wire;

/// <summary>Gathers what a request's members failed to satisfy and says it as AWS does.</summary>
public sealed class ConstraintFailures
{
    private List<string>? _failures;

    /// <summary>The <c>ValidationError</c> for all failures, or null when there are none.</summary>
    public AwsError? ToError()
    {
        if (_failures is null)
            return null;
        string count = _failures.Count == 1
            ? "1 validation error detected: "
            : string.Create(CultureInfo.InvariantCulture, $"{_failures.Count} validation errors detected: ");
        return new AwsError("ValidationError", count + string.Join("; ", _failures), 400);
    }

    /// <summary>Adds a failure of a member that has a value.</summary>
    /// <param name="path">The member, as <see cref="IShapeReader.PathOf"/> names it.</param>
    /// <param name="value">The value; null when it must not be shown.</param>
    /// <param name="constraint">What the member must do, such as <c>Member must have length less than or equal to 64</c>.</param>
    public void Add(string path, string? value, string constraint) =>
        Add(value is null
            ? $"Value at '{path}' failed to satisfy constraint: {constraint}"
            : $"Value '{value}' at '{path}' failed to satisfy constraint: {constraint}");

    /// <summary>Adds a required member that is missing.</summary>
    public void AddMissing(string path) =>
        Add($"Value null at '{path}' failed to satisfy constraint: Member must not be null");

    private void Add(string failure) => (_failures ??= []).Add(failure);
}
