using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Iamd.Accounts;
using Iamd.Storage;

namespace Iamd.Bench;

/// <summary>What the journal itself costs, without a disk: appending users to a world, and loading one.</summary>
[InProcess]
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private SqliteJournal? _journal;
    private World _world = World.Empty;
    private ImmutableArray<Change> _users;
    private int _next;

    /// <summary>Users that a batch puts.</summary>
    [Params(1, 32)]
    public int Writes { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _journal = SqliteJournal.InMemory();
        ImmutableArray<Change> changes = SampleWorld.Changes(users: 1000, policies: 100);
        _users = [.. changes.Where(change => change is Change.EntityPut { Entity: User })];
        Commit(changes);
    }

    [GlobalCleanup]
    public void Close() => _journal?.Dispose();

    [Benchmark]
    public void CommitBatch()
    {
        ImmutableArray<Change>.Builder changes = ImmutableArray.CreateBuilder<Change>(Writes);
        for (int i = 0; i < Writes; i++)
            changes.Add(_users[_next++ % _users.Length]);
        Commit(changes.ToImmutable());
    }

    [Benchmark]
    public World? LoadWorld() => _journal?.Load();

    private void Commit(ImmutableArray<Change> changes)
    {
        World next = _world.Apply(changes);
        _journal?.Commit(new Batch { Id = Guid.NewGuid(), FromVersion = _world.Version, ToVersion = next.Version, Changes = changes, Events = [] });
        _world = next;
    }
}
