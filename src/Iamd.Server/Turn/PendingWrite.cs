using System.Collections.Immutable;
using Iamd.Accounts;
using Iamd.Storage;

namespace Iamd.Server;

/// <summary>A write that waits for its turn, with its caller.</summary>
internal abstract class PendingWrite
{
    /// <summary>What the last run changes; empty before it and when it threw.</summary>
    public ImmutableArray<Change> Changes { get; protected set; } = [];

    public AuditEvent? Event { get; protected set; }

    /// <summary>Runs it and answers the next world. May run again on another one, if the first could not be kept.</summary>
    public abstract World Run(World world);

    /// <summary>Tells its caller what became of the last run.</summary>
    public abstract void Answer();

    /// <summary>Tells its caller that it did not happen.</summary>
    public abstract void Fail(Exception problem);
}

/// <param name="write">Pure but for what it computes: it may be called again, on another world.</param>
internal sealed class PendingWrite<TAnswer>(Func<World, Written<TAnswer>> write) : PendingWrite
{
    // The callers go on elsewhere: the turn's thread is not theirs.
    private readonly TaskCompletionSource<TAnswer> _caller = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Written<TAnswer>? _written;
    private Exception? _thrown;

    public Task<TAnswer> Caller => _caller.Task;

    public override World Run(World world)
    {
        _written = null;
        _thrown = null;
        Changes = [];
        Event = null;
        try
        {
            Written<TAnswer> written = write(world);
            World next = written.Changes.IsEmpty ? world : world.Apply(written.Changes);
            _written = written;
            Changes = written.Changes;
            Event = written.Event is null ? null : written.Event with { ChangedEntityIds = ChangedIds(written.Changes) };
            return next;
        }
#pragma warning disable CA1031 // Whatever it throws is its caller's; the others of the batch go on.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            _thrown = thrown;
            return world;
        }
    }

    public override void Answer()
    {
        if (_thrown is not null)
            _caller.SetException(_thrown);
        else
            _caller.SetResult(_written!.Answer); // It ran, and it either threw or wrote.
    }

    public override void Fail(Exception problem) => _caller.SetException(problem);

    private static ImmutableArray<string> ChangedIds(ImmutableArray<Change> changes) =>
        [.. changes.SelectMany(IdsOf).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> IdsOf(Change change) => change switch
    {
        Change.AccountCreated created => [created.Settings.Id, created.Root.Id],
        Change.EntityPut put => [put.Entity.Id],
        Change.EntityDeleted deleted => [deleted.Entity.Id],
        Change.SessionIssued issued => [issued.Session.AccessKeyId],
        _ => [],
    };
}
