using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Iamd.Accounts;
using Iamd.Storage;
using Microsoft.Extensions.Logging;

namespace Iamd.Server;

/// <summary>Where writes take their turn. One batch at a time is run, committed, published and answered; the next one gathers meanwhile.</summary>
/// <remarks>
/// Reads use <see cref="Current"/> and never wait. A write sees all that were answered before it came, and is answered
/// when it is durable. A commit that fails publishes nothing: its batch is run once more, and then its callers are told.
/// </remarks>
public sealed partial class Turn : IAsyncDisposable
{
    private const int MaxWaitingWrites = 4096;
    private const int MaxBatchWrites = 512;
    private const int MaxWaitingEvents = 65_536;
    private const int MaxBatchEvents = 1024;

    /// <summary>How long an event of a call without a change may wait for others.</summary>
    private const int EventsGatherMilliseconds = 1000;

    private readonly IJournal _journal;
    private readonly ILogger<Turn> _log;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // All under the lock of the gate, on which the thread waits.
    private readonly object _gate = new();
    private readonly Queue<PendingWrite> _writes = [];
    private Queue<AuditEvent> _events = [];
    private int _waitingWrites;
    private bool _isStopping;

    // The thread's own.
    private int _expectedWrites;
    private long _lastCommitTicks;

    private World _current;
    private long _lostEvents;
    private bool _isFailing;

    /// <param name="journal">Used by the turn's own thread; closed by whoever opened it, after the turn.</param>
    public Turn(IJournal journal, ILogger<Turn> log)
    {
        _journal = journal;
        _log = log;
        _current = journal.Load();
        _thread = new Thread(TakeTurns) { IsBackground = true, Name = "iamd turn" };
        _thread.Start();
    }

    /// <summary>The published world.</summary>
    public World Current => Volatile.Read(ref _current);

    /// <summary>Whether the last commit failed: changing calls fail meanwhile.</summary>
    public bool IsFailing => Volatile.Read(ref _isFailing);

    /// <summary>Events that could not be recorded because the store failed for long; each time it is logged.</summary>
    public long LostEvents => Interlocked.Read(ref _lostEvents);

    /// <summary>Runs a write on the newest world and answers when its changes are durable.</summary>
    /// <param name="write">Authorizes and runs. It may be called again, on another world; what it throws is thrown here.</param>
    /// <exception cref="StorageException">It could not be committed.</exception>
    /// <exception cref="TurnUnavailableException">Too many writes wait, or the daemon is stopping; it did not happen.</exception>
    public Task<TAnswer> WriteAsync<TAnswer>(Func<World, Written<TAnswer>> write)
    {
        PendingWrite<TAnswer> pending = new(write);
        lock (_gate)
        {
            if (_isStopping || _writes.Count == MaxWaitingWrites)
                throw new TurnUnavailableException(_isStopping ? "The daemon is stopping." : "Too many writes are waiting.");
            _writes.Enqueue(pending);
            _waitingWrites = _writes.Count;
            Monitor.Pulse(_gate);
        }
        return pending.Caller;
    }

    /// <summary>Records the event of a call that changed nothing; it is committed within a second, with others.</summary>
    public void Record(AuditEvent happened)
    {
        lock (_gate)
        {
            if (_events.Count < MaxWaitingEvents)
            {
                _events.Enqueue(happened);
                if (_events.Count is 1 or MaxBatchEvents)
                    Monitor.Pulse(_gate);
                return;
            }
        }
        Lose(happened);
    }

    /// <summary>Finishes what waits, and takes nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.Pulse(_gate);
        }
        await _drained.Task;
    }

    private void TakeTurns()
    {
        List<PendingWrite> writes = [];
        List<AuditEvent> events = [];
        while (Gather(writes, events))
        {
            if (writes.Count > 0)
                TakeTurn(writes, events);
            else
                CommitEvents(events);
            writes.Clear();
            events.Clear();
        }
        _drained.SetResult();
    }

    /// <summary>Waits for work; false when there is none left and none will come.</summary>
    private bool Gather(List<PendingWrite> writes, List<AuditEvent> events)
    {
        lock (_gate)
        {
            while (_writes.Count == 0 && _events.Count == 0 && !_isStopping)
                Monitor.Wait(_gate);
            long gatheredUntil = Environment.TickCount64 + EventsGatherMilliseconds;
            // Failing, events wait out their time however many they are: a full disk is not asked more often.
            while (_writes.Count == 0 && (_events.Count < MaxBatchEvents || _isFailing) && !_isStopping)
            {
                long left = gatheredUntil - Environment.TickCount64;
                if (left <= 0)
                    break;
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left));
            }
        }
        AwaitCompany();
        lock (_gate)
        {
            while (writes.Count < MaxBatchWrites && _writes.TryDequeue(out PendingWrite? write))
                writes.Add(write);
            _waitingWrites = _writes.Count;
            while (events.Count < MaxBatchEvents && _events.TryDequeue(out AuditEvent? happened))
                events.Add(happened);
        }
        return writes.Count > 0 || events.Count > 0;
    }

    /// <summary>
    /// Who was just answered often writes again at once. Waiting a moment for all of them, a quarter of what a
    /// commit takes at most, saves most of them from waiting for a whole commit. A lone writer never waits.
    /// </summary>
    private void AwaitCompany()
    {
        if (_expectedWrites < 2)
            return;
        long until = Stopwatch.GetTimestamp() + (_lastCommitTicks / 4);
        while (Volatile.Read(ref _waitingWrites) < _expectedWrites && Stopwatch.GetTimestamp() < until)
            Thread.Yield();
    }

    /// <summary>Run, commit, publish, answer.</summary>
    private void TakeTurn(List<PendingWrite> writes, List<AuditEvent> events)
    {
        World before = _current;
        World after = Run(before, writes);
        if (after.Version == before.Version)
        {
            Answer(writes);
            events.AddRange(writes.Select(write => write.Event).OfType<AuditEvent>());
            CommitEvents(events);
            return;
        }
        CommitOutcome outcome = Commit(BatchOf(before, after, writes, events), out Exception? problem);
        if (outcome == CommitOutcome.NotCommitted && TryReadNewest(before, out World? newest))
        {
            // Nothing was published, and operations are pure: so they run once more, on what the journal holds now.
            after = Run(newest, writes);
            outcome = Commit(BatchOf(newest, after, writes, events), out problem);
        }
        if (outcome == CommitOutcome.Committed)
        {
            Volatile.Write(ref _current, after);
            Answer(writes);
            return;
        }
        LogWritesFailed(_log, writes.Count, problem!); // What was not committed has its reason.
        PutBack(events);
        foreach (PendingWrite write in writes)
            write.Fail(problem!); // As above.
    }

    /// <summary>Runs the writes one after another, each on the world that the former ones left.</summary>
    private static World Run(World world, List<PendingWrite> writes)
    {
        foreach (PendingWrite write in writes)
            world = write.Run(world);
        return world;
    }

    private void Answer(List<PendingWrite> writes)
    {
        _expectedWrites = writes.Count + Volatile.Read(ref _waitingWrites);
        foreach (PendingWrite write in writes)
            write.Answer();
    }

    private static Batch BatchOf(World before, World after, List<PendingWrite> writes, List<AuditEvent> events) => new()
    {
        Id = Guid.NewGuid(),
        FromVersion = before.Version,
        ToVersion = after.Version,
        Changes = [.. writes.SelectMany(write => write.Changes)],
        Events = [.. events, .. writes.Select(write => write.Event).OfType<AuditEvent>()],
    };

    private void CommitEvents(List<AuditEvent> events)
    {
        if (events.Count == 0)
            return;
        World world = _current;
        bool wasFailing = _isFailing;
        if (Commit(BatchOf(world, world, [], events), out Exception? problem) == CommitOutcome.Committed)
            return;
        if (!wasFailing)
            LogEventsWait(_log, problem!); // What was not committed has its reason.
        PutBack(events);
    }

    /// <summary>The world as the journal holds it; the given one when that is it.</summary>
    private bool TryReadNewest(World known, [NotNullWhen(true)] out World? newest)
    {
        try
        {
            newest = _journal.ReadVersion() == known.Version ? known : _journal.Load();
            return true;
        }
#pragma warning disable CA1031 // The callers are told of the commit that failed first; reads go on with the published world.
        catch (Exception unreadable)
#pragma warning restore CA1031
        {
            LogUnreadable(_log, unreadable);
            newest = null;
            return false;
        }
    }

    private CommitOutcome Commit(Batch batch, out Exception? problem)
    {
        problem = null;
        CommitOutcome outcome = CommitOutcome.Committed;
        long started = Stopwatch.GetTimestamp();
        try
        {
            _journal.Commit(batch);
        }
#pragma warning disable CA1031 // A batch that cannot be committed fails its callers, never the turn.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            problem = failed;
            outcome = OutcomeOf(batch);
        }
        _lastCommitTicks = Stopwatch.GetTimestamp() - started;
        Volatile.Write(ref _isFailing, outcome != CommitOutcome.Committed);
        return outcome;
    }

    /// <summary>A commit that failed may yet have taken place.</summary>
    private CommitOutcome OutcomeOf(Batch batch)
    {
        try
        {
            return _journal.IsCommitted(batch.Id) ? CommitOutcome.Committed : CommitOutcome.NotCommitted;
        }
#pragma warning disable CA1031 // The next commit finds out, by the journal's version.
        catch (Exception unreadable)
#pragma warning restore CA1031
        {
            LogUnreadable(_log, unreadable);
            return CommitOutcome.Unknown;
        }
    }

    /// <summary>Events that could not be committed go first the next time; at the end there is no next time.</summary>
    private void PutBack(List<AuditEvent> events)
    {
        lock (_gate)
        {
            if (!_isStopping)
            {
                _events = new Queue<AuditEvent>([.. events, .. _events]);
                return;
            }
        }
        foreach (AuditEvent lost in events)
            Lose(lost);
    }

    private void Lose(AuditEvent happened)
    {
        long lost = Interlocked.Increment(ref _lostEvents);
        LogEventLost(_log, happened.EventName, happened.RequestId, lost);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Writes} changing calls failed: they could not be committed.")]
    private static partial void LogWritesFailed(ILogger log, int writes, Exception problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Audit events could not be recorded; they wait.")]
    private static partial void LogEventsWait(ILogger log, Exception problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal could not be read after a commit failed.")]
    private static partial void LogUnreadable(ILogger log, Exception problem);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The audit event of {EventName}, request {RequestId}, is lost ({Lost} so far).")]
    private static partial void LogEventLost(ILogger log, string eventName, string requestId, long lost);

    private enum CommitOutcome
    {
        Committed,
        NotCommitted,

        /// <summary>The journal could not tell.</summary>
        Unknown,
    }
}

/// <summary>A write was not taken, because too many wait or the daemon is stopping.</summary>
public sealed class TurnUnavailableException(string message) : Exception(message);
