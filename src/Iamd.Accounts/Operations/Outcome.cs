using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>What an operation did: its response and the changes that make it true, or an error and no change.</summary>
public readonly struct Outcome<TResponse>
    where TResponse : notnull
{
    private readonly TResponse? _response;

    public Outcome(TResponse response, params ImmutableArray<Change> changes)
    {
        _response = response;
        Changes = changes;
        Error = null;
    }

    private Outcome(AwsError error)
    {
        _response = default;
        Changes = [];
        Error = error;
    }

    /// <summary>The changes, in the order in which they apply.</summary>
    public ImmutableArray<Change> Changes { get; }

    /// <summary>The error; null when there is a response.</summary>
    public AwsError? Error { get; }

    public bool TryGet([NotNullWhen(true)] out TResponse? response, [NotNullWhen(false)] out AwsError? error)
    {
        response = _response;
        error = Error;
        return error is null;
    }

    public static implicit operator Outcome<TResponse>(AwsError error) => new(error);
}
