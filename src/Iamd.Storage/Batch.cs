namespace Iamd.Storage;

/// <summary>What is committed in one transaction: the changes of some writes, and events.</summary>
public sealed record Batch
{
    /// <summary>Tells, when the outcome of a commit is unknown, whether it took place.</summary>
    public required Guid Id { get; init; }

    /// <summary>The version of the world before; another one in the journal means that somebody else has written to it.</summary>
    public required long FromVersion { get; init; }

    /// <summary>The version of the world after; the same as before when nothing changes.</summary>
    public required long ToVersion { get; init; }

    /// <summary>The changes in the order in which they apply.</summary>
    public required ImmutableArray<Change> Changes { get; init; }

    /// <summary>Events to record.</summary>
    public required ImmutableArray<AuditEvent> Events { get; init; }
}
