namespace Iamd.Storage;

/// <summary>The record of one call: who asked for what, from where, and what became of it. It holds no secret.</summary>
/// <remarks>CloudTrail User Guide, "CloudTrail record contents"; members carry its names.</remarks>
public sealed record AuditEvent
{
    public required Guid EventId { get; init; }

    public required DateTimeOffset EventTime { get; init; }

    public required string RequestId { get; init; }

    /// <summary>Service that the call went to, such as <c>iam.amazonaws.com</c>.</summary>
    public required string EventSource { get; init; }

    /// <summary>The operation, such as <c>CreateUser</c>.</summary>
    public required string EventName { get; init; }

    /// <summary>The caller's account; null when the caller could not be told.</summary>
    public AccountId? AccountId { get; init; }

    /// <summary>The caller's ARN; null when the caller could not be told.</summary>
    public string? CallerArn { get; init; }

    /// <summary>Access key that signed the call.</summary>
    public string? AccessKeyId { get; init; }

    public string? SourceIpAddress { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>AWS's error code; null when the call succeeded.</summary>
    public string? ErrorCode { get; init; }

    /// <summary><c>allowed</c>, <c>explicitDeny</c> or <c>implicitDeny</c>; null when nothing was decided.</summary>
    public string? Decision { get; init; }

    /// <summary>Ids of the entities that the call changed, each once.</summary>
    public ImmutableArray<string> ChangedEntityIds { get; init; } = [];
}

/// <summary>An event with its place in the order of recording.</summary>
/// <param name="Position">Grows with every event; never used twice.</param>
public sealed record RecordedEvent(long Position, AuditEvent Event);
