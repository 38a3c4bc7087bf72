using System.Diagnostics.CodeAnalysis;

namespace Iamd.Protocol;

/// <summary>A value, or the error that the caller is answered instead.</summary>
public readonly struct Result<T>
    where T : notnull
{
    private readonly T? _value;

    private Result(T? value, AwsError? error)
    {
        _value = value;
        Error = error;
    }

    /// <summary>The error; null when there is a value.</summary>
    public AwsError? Error { get; }

    /// <summary>The value, or false and the error.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out AwsError? error)
    {
        value = _value;
        error = Error;
        return error is null;
    }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(AwsError error) => new(default, error);
}
