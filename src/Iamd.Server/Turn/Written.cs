using System.Collections.Immutable;
using Iamd.Accounts;
using Iamd.Storage;

namespace Iamd.Server;

/// <summary>What a write did on the newest world.</summary>
/// <param name="Answer">What its caller is answered once the changes are durable.</param>
/// <param name="Changes">What becomes true with it; empty when it failed, was denied or changed nothing.</param>
/// <param name="Event">The record of it, without the ids of what changed: the turn adds them. Null when none is kept.</param>
public sealed record Written<TAnswer>(TAnswer Answer, ImmutableArray<Change> Changes, AuditEvent? Event);
