using System.Collections.Immutable;
using System.Globalization;
using Iamd.Accounts;
using Iamd.Policy;
using Iamd.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iamd.Server.Tests;

/// <summary>Writes take their turn: durable before they are answered, none by halves, whatever the store does.</summary>
public sealed class TurnTests : IAsyncDisposable
{
    private static readonly AccountId AccountId = AccountId.Parse("111122223333");

    private readonly FaultyJournal _journal = new();
    private readonly Turn _turn;

    public TurnTests()
    {
        Change created = Change.Create(
            new AccountSettings { Account = AccountId, Id = "settings", CreatedAt = DateTimeOffset.UnixEpoch },
            new RootUser { Account = AccountId, Id = AccountId.ToString(), CreatedAt = DateTimeOffset.UnixEpoch });
        _journal.Commit(new Batch { Id = Guid.NewGuid(), FromVersion = 0, ToVersion = 1, Changes = [created], Events = [] });
        _turn = new Turn(_journal, NullLogger<Turn>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.DisposeAsync();
        _journal.Dispose();
    }

    [Fact]
    public async Task A_write_is_durable_and_visible_when_it_is_answered()
    {
        Assert.Equal("created", await Create("alice"));
        Assert.Equal(["alice"], Names(_turn.Current));
        Assert.Equal(["alice"], Names(_journal.Load()));
    }

    [Fact]
    public async Task Of_many_writes_that_exclude_each_other_one_succeeds()
    {
        string[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Create("alice")));
        Assert.Single(answers, answer => answer == "created");
        Assert.Equal(99, answers.Count(answer => answer == "exists"));
        Assert.Equal(2, _turn.Current.Version);
    }

    [Fact]
    public async Task Writes_that_come_during_a_commit_are_committed_together()
    {
        using ManualResetEventSlim committing = new();
        using ManualResetEventSlim gathered = new();
        _journal.Before = (_, name) =>
        {
            committing.Set();
            if (name == nameof(IJournal.Commit))
                gathered.Wait();
        };
        Task first = Create("first");
        committing.Wait(TestContext.Current.CancellationToken);
        Task[] others = [.. Enumerable.Range(0, 50).Select(i => Create($"user{i}"))];
        gathered.Set();
        await Task.WhenAll([first, .. others]);
        Assert.Equal([1, 1, 50], _journal.Committed.Select(batch => batch.Changes.Length));
        Assert.Equal(51, Names(_journal.Load()).Count());
    }

    [Fact]
    public async Task A_write_that_throws_fails_alone()
    {
        Task<string>[] writes = [Create("alice"), _turn.WriteAsync<string>(_ => throw new InvalidOperationException("a bug")), Create("bob")];
        await Assert.ThrowsAsync<InvalidOperationException>(() => writes[1]);
        Assert.Equal("created", await writes[0]);
        Assert.Equal("created", await writes[2]);
        Assert.Equal(["alice", "bob"], Names(_journal.Load()));
    }

    [Fact]
    public async Task The_event_of_a_change_is_committed_with_it_and_names_what_changed()
    {
        await Create("alice");
        Batch batch = _journal.Committed[^1];
        Assert.Equal(["AIDAalice"], Assert.Single(batch.Events).ChangedEntityIds);
        Assert.Single(batch.Changes);
    }

    [Fact]
    public async Task A_write_that_changes_nothing_is_answered_and_its_event_recorded()
    {
        await Create("alice");
        Assert.Equal("exists", await Create("alice"));
        await _turn.DisposeAsync();
        Assert.Equal(2, _turn.Current.Version);
        Assert.Equal([["AIDAalice"], []], Events().Select(happened => happened.ChangedEntityIds.ToArray()));
    }

    [Fact]
    public async Task A_commit_that_fails_once_is_run_again()
    {
        int runs = 0;
        _journal.Before = FailFirst(nameof(IJournal.Commit), 1);
        await _turn.WriteAsync(world =>
        {
            runs++;
            return Creation(world, "alice");
        });
        Assert.Equal(2, runs);
        Assert.Equal(["alice"], Names(_journal.Load()));
        Assert.False(_turn.IsFailing);
    }

    [Fact]
    public async Task A_commit_that_fails_after_it_took_place_is_not_run_again()
    {
        int runs = 0;
        _journal.After = FailFirst(nameof(IJournal.Commit), 1);
        string answer = await _turn.WriteAsync(world =>
        {
            runs++;
            return Creation(world, "alice");
        });
        Assert.Equal("created", answer);
        Assert.Equal(1, runs);
        Assert.Equal(["alice"], Names(_turn.Current));
    }

    [Fact]
    public async Task While_the_store_fails_changes_fail_reads_go_on_and_then_all_is_well_again()
    {
        await Create("alice");
        World before = _turn.Current;
        _journal.Before = (_, name) => throw FaultyJournal.Failure;
        Task<string>[] failing = [.. Enumerable.Range(0, 10).Select(i => Create($"user{i}"))];
        foreach (Task<string> write in failing)
            await Assert.ThrowsAsync<StorageException>(() => write);
        Assert.True(_turn.IsFailing);
        Assert.Same(before, _turn.Current);
        Assert.Equal("exists", await Create("alice"));

        _journal.Before = (_, _) => { };
        Assert.Equal("created", await Create("bob"));
        Assert.False(_turn.IsFailing);
        Assert.Equal(["alice", "bob"], Names(_journal.Load()));
    }

    [Fact]
    public async Task Each_call_of_the_store_may_fail_and_what_was_answered_stays_true()
    {
        for (int place = 1; place <= 12; place++)
        {
            foreach (bool takesPlace in new[] { false, true })
            {
                int start = _journal.Calls;
                Action<int, string> fault = (number, _) =>
                {
                    if (number == start + place)
                        throw FaultyJournal.Failure;
                };
                // One commit fails for a start, so that the calls which follow a failure have their turn.
                Action<int, string> first = FailFirst(nameof(IJournal.Commit), 1);
                _journal.Before = (number, name) =>
                {
                    first(number, name);
                    if (!takesPlace)
                        fault(number, name);
                };
                _journal.After = (number, name) =>
                {
                    if (takesPlace)
                        fault(number, name);
                };
                string[] names = [.. Enumerable.Range(0, 4).Select(i => string.Create(CultureInfo.InvariantCulture, $"u{place}{(takesPlace ? "after" : "before")}{i}"))];
                Task<string>[] writes = [.. names.Select(Create)];
                await Task.WhenAll(writes).ContinueWith(_ => { }, TaskScheduler.Default);
                _journal.Before = _journal.After = (_, _) => { };
                await Create($"last{place}{takesPlace}");

                Assert.Equal(Names(_journal.Load()), Names(_turn.Current));
                Assert.Equal(_journal.ReadVersion(), _turn.Current.Version);
                for (int i = 0; i < writes.Length; i++)
                {
                    if (writes[i].IsCompletedSuccessfully)
                        Assert.Contains(names[i], Names(_turn.Current));
                    else
                        Assert.IsType<StorageException>(writes[i].Exception?.InnerException);
                }
            }
        }
    }

    [Fact]
    public async Task A_journal_that_somebody_else_has_moved_is_loaded_again()
    {
        World world = _turn.Current;
        User bob = NewUser("bob");
        _journal.Commit(new Batch { Id = Guid.NewGuid(), FromVersion = world.Version, ToVersion = world.Version + 1, Changes = [Change.Put(bob)], Events = [] });
        Assert.Equal("exists", await Create("bob").ContinueWith(_ => Create("bob"), TaskScheduler.Default).Unwrap());
        Assert.Equal("created", await Create("alice"));
        Assert.Equal(["alice", "bob"], Names(_turn.Current));
        Assert.Equal(["alice", "bob"], Names(_journal.Load()));
    }

    [Fact]
    public async Task Events_of_calls_without_a_change_are_recorded_in_their_order()
    {
        for (int i = 0; i < 5000; i++)
            _turn.Record(NewEvent($"request{i}"));
        await _turn.DisposeAsync();
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => $"request{i}"), Events().Select(happened => happened.RequestId));
        Assert.Equal(0, _turn.LostEvents);
    }

    [Fact]
    public async Task Events_wait_while_the_store_fails_and_go_before_later_ones()
    {
        _journal.Before = (_, _) => throw FaultyJournal.Failure;
        _turn.Record(NewEvent("early"));
        await Assert.ThrowsAsync<StorageException>(() => Create("alice"));
        _journal.Before = (_, _) => { };
        _turn.Record(NewEvent("late"));
        await _turn.DisposeAsync();
        Assert.Equal(["early", "late"], Events().Select(happened => happened.RequestId));
    }

    [Fact]
    public async Task Events_that_are_too_many_for_a_failing_store_are_counted_as_lost()
    {
        _journal.Before = (_, _) => throw FaultyJournal.Failure;
        for (int i = 0; i < 70_000; i++)
            _turn.Record(NewEvent("request"));
        await _turn.DisposeAsync();
        Assert.Equal(70_000, _turn.LostEvents);
        Assert.Empty(Events());
    }

    [Fact]
    public async Task Too_many_waiting_writes_are_refused_at_once()
    {
        using ManualResetEventSlim go = new();
        _journal.Before = (_, name) => go.Wait();
        List<Task> writes = [];
        TurnUnavailableException? refused = null;
        for (int i = 0; i < 10_000 && refused is null; i++)
        {
            try
            {
                writes.Add(Create($"user{i}"));
            }
            catch (TurnUnavailableException exception)
            {
                refused = exception;
            }
        }
        go.Set();
        await Task.WhenAll(writes);
        Assert.Equal("Too many writes are waiting.", refused?.Message);
        Assert.Equal(writes.Count, Names(_journal.Load()).Count());
    }

    [Fact]
    public async Task Stopping_finishes_what_waits_and_takes_no_more()
    {
        Task<string>[] writes = [.. Enumerable.Range(0, 100).Select(i => Create($"user{i}"))];
        await _turn.DisposeAsync();
        Assert.All(writes, write => Assert.True(write.IsCompletedSuccessfully));
        Assert.Equal(100, Names(_journal.Load()).Count());
        Assert.Throws<TurnUnavailableException>(() => { _ = Create("late"); });
    }

    private Task<string> Create(string name) => _turn.WriteAsync(world => Creation(world, name));

    private static Written<string> Creation(World world, string name)
    {
        Assert.True(world.TryGetAccount(AccountId, out Account? account));
        return account.Users.Contains(name)
            ? new Written<string>("exists", [], NewEvent(name))
            : new Written<string>("created", [Change.Put(NewUser(name))], NewEvent(name));
    }

    private static User NewUser(string name) =>
        new() { Account = AccountId, Id = "AIDA" + name, Name = name, CreatedAt = DateTimeOffset.UnixEpoch };

    private static AuditEvent NewEvent(string requestId) => new()
    {
        EventId = Guid.NewGuid(),
        EventTime = DateTimeOffset.UnixEpoch,
        RequestId = requestId,
        EventSource = "iam.amazonaws.com",
        EventName = "CreateUser",
    };

    private static IEnumerable<string> Names(World world) => world.Accounts.Single().Users.Select(user => user.Name);

    private ImmutableArray<AuditEvent> Events() => [.. _journal.ReadEvents(0, int.MaxValue).Select(recorded => recorded.Event)];

    private static Action<int, string> FailFirst(string call, int times)
    {
        int left = times;
        return (_, name) =>
        {
            if (name == call && left-- > 0)
                throw FaultyJournal.Failure;
        };
    }
}
