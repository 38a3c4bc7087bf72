using System.Collections.Immutable;
using Iamd.Accounts;
using SQLitePCL;

namespace Iamd.Storage.Tests;

/// <summary>What SQLite itself may answer in the middle of a call: the call did not happen, and the next one may succeed.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteJournal _journal;

    public SqliteFaultTests() => _journal = SqliteJournal.Open(_folder.File("iamd.db"), MasterKey.Create(), Schema.Current);

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_commit_interrupted_at_any_place_leaves_nothing_and_can_be_repeated()
    {
        World world = Committed(World.Empty, [NewAccount()]);
        int interrupted = 0;
        for (int place = 1; ; place++)
        {
            Batch batch = NewBatch(world, [Change.Put(NewGroup("one")), Change.Put(NewGroup("two"))]);
            int left = place;
            raw.sqlite3_progress_handler(_journal.Connection.Handle, 1, _ => --left == 0 ? 1 : 0, null);
            Exception? problem = Record.Exception(() => _journal.Commit(batch));
            raw.sqlite3_progress_handler(_journal.Connection.Handle, 0, null, null);
            if (left > 0)
            {
                // It was over before the place was reached: all places have had their turn.
                Assert.Null(problem);
                break;
            }
            Assert.IsType<StorageException>(problem);
            if (_journal.IsCommitted(batch.Id))
                break; // Interrupted in the last step of COMMIT: a failure that came too late, and is told from others.
            interrupted++;
            Assert.Equal(world.Version, _journal.ReadVersion());
            Assert.Equal(Structure.OfWorld(world), Structure.OfWorld(_journal.Load()));
            Assert.Empty(_journal.ReadEvents(0, 10));
        }
        Assert.InRange(interrupted, 20, int.MaxValue);
        Assert.Equal(["one", "two"], _journal.Load().Accounts.Single().Groups.Select(group => group.Name));
        Assert.Single(_journal.ReadEvents(0, 10));
    }

    [Fact]
    public void A_full_disk_refuses_the_batch_says_so_and_leaves_what_was_there()
    {
        World world = Committed(World.Empty, [NewAccount()]);
        Execute("PRAGMA max_page_count = 1"); // It cannot be less than what there is: nothing more can be added.
        StorageException refused = Assert.Throws<StorageException>(() =>
            _journal.Commit(NewBatch(world, [.. Enumerable.Range(0, 500).Select(i => Change.Put(NewGroup($"g{i}")))])));
        Assert.Equal(StorageFailure.Full, refused.Failure);
        Assert.Equal($"The disk of the database '{_folder.File("iamd.db")}' is full, so nothing can be changed: free some space.", refused.Message);
        Assert.Equal(Structure.OfWorld(world), Structure.OfWorld(_journal.Load()));
        Execute("PRAGMA max_page_count = 1000000");
        Committed(world, [Change.Put(NewGroup("g"))]);
    }

    [Fact]
    public void A_database_that_cannot_be_written_refuses_the_batch_and_can_be_read()
    {
        World world = Committed(World.Empty, [NewAccount()]);
        Execute("PRAGMA query_only = ON");
        Assert.Throws<StorageException>(() => _journal.Commit(NewBatch(world, [Change.Put(NewGroup("g"))])));
        Assert.Equal(Structure.OfWorld(world), Structure.OfWorld(_journal.Load()));
        Execute("PRAGMA query_only = OFF");
        Committed(world, [Change.Put(NewGroup("g"))]);
    }

    [Fact]
    public void Every_commit_is_synchronized_with_the_disk()
    {
        using Statement synchronous = new(_journal.Connection.Handle!, "PRAGMA synchronous");
        using Statement mode = new(_journal.Connection.Handle!, "PRAGMA journal_mode");
        Assert.Equal(2, synchronous.Number());
        Assert.Equal("wal", mode.Text());
    }

    private World Committed(World world, ImmutableArray<Change> changes)
    {
        _journal.Commit(NewBatch(world, changes) with { Events = [] });
        return world.Apply(changes);
    }

    private void Execute(string sql) => Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(_journal.Connection.Handle, sql));

    private static Batch NewBatch(World world, ImmutableArray<Change> changes) => new()
    {
        Id = Guid.NewGuid(),
        FromVersion = world.Version,
        ToVersion = world.Version + 1,
        Changes = changes,
        Events = [new Samples().New<AuditEvent>()],
    };

    private static Change NewAccount() => Change.Create(
        new AccountSettings { Account = Samples.Account, Id = "settings", CreatedAt = DateTimeOffset.UnixEpoch },
        new RootUser { Account = Samples.Account, Id = Samples.Account.ToString(), CreatedAt = DateTimeOffset.UnixEpoch });

    private static Group NewGroup(string name) =>
        new() { Account = Samples.Account, Id = "AGPA" + name, Name = name, CreatedAt = DateTimeOffset.UnixEpoch, Tags = [new Tag("filler", new string('x', 200))] };
}
