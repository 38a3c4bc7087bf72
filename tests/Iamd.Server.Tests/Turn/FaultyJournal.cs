using System.Collections.Immutable;
using Iamd.Accounts;
using Iamd.Policy;
using Iamd.Storage;

namespace Iamd.Server.Tests;

/// <summary>A journal in memory of which single calls can fail, before they take place or after.</summary>
internal sealed class FaultyJournal : IJournal
{
    public static readonly StorageException Failure = new(StorageFailure.Full, "The disk is full.");

    private readonly SqliteJournal _inner = SqliteJournal.InMemory();
    private int _calls;

    /// <summary>Told of each call before it is made: its number, from 1, and its name. What it throws, the call throws.</summary>
    public Action<int, string> Before { get; set; } = (_, _) => { };

    /// <summary>As <see cref="Before"/>, when the call has taken place.</summary>
    public Action<int, string> After { get; set; } = (_, _) => { };

    public List<Batch> Committed { get; } = [];

    public int Calls => _calls;

    public World Load() => Call(nameof(Load), _inner.Load);

    public long ReadVersion() => Call(nameof(ReadVersion), _inner.ReadVersion);

    public void Commit(Batch batch) => Call(nameof(Commit), () =>
    {
        _inner.Commit(batch);
        lock (Committed)
            Committed.Add(batch);
        return true;
    });

    public bool IsCommitted(Guid batchId) => Call(nameof(IsCommitted), () => _inner.IsCommitted(batchId));

    public ImmutableArray<RecordedEvent> ReadEvents(long after, int limit) => _inner.ReadEvents(after, limit);

    public ImmutableArray<IssuedSession> ReadSessions(AccountId account, string principalId) => _inner.ReadSessions(account, principalId);

    public void SweepSessions(DateTimeOffset expiredAt) => _inner.SweepSessions(expiredAt);

    public ImmutableArray<LastUse> LoadActivity() => _inner.LoadActivity();

    public void MergeActivity(ImmutableArray<LastUse> uses) => Call(nameof(MergeActivity), () =>
    {
        _inner.MergeActivity(uses);
        return true;
    });

    public ImmutableArray<WrappedDataKey> LoadDataKeys() => _inner.LoadDataKeys();

    public void AddDataKey(WrappedDataKey key) => _inner.AddDataKey(key);

    public void RetireDataKeys(ImmutableArray<int> ids) => _inner.RetireDataKeys(ids);

    public void Dispose() => _inner.Dispose();

    private T Call<T>(string name, Func<T> call)
    {
        int number = Interlocked.Increment(ref _calls);
        Before(number, name);
        T answer = call();
        After(number, name);
        return answer;
    }
}
