using System.Collections.Immutable;
using CsCheck;
using Iamd.Accounts;
using Iamd.Policy;

namespace Iamd.Storage.Tests;

/// <summary>What every storage engine must do. An engine's test class derives from this and says how it is opened.</summary>
public abstract class JournalConformance : IDisposable
{
    /// <summary>The key that the data keys of the suite are wrapped with.</summary>
    protected static readonly MasterKey MasterKey = MasterKey.Create();

    private IJournal? _journal;

    /// <summary>An engine on a new, empty store.</summary>
    protected abstract IJournal Open();

    /// <summary>The same store, closed and opened again; an engine that keeps nothing answers what it was given.</summary>
    protected abstract IJournal Reopen(IJournal journal);

    protected IJournal Journal => _journal ??= Open();

    public static TheoryData<string> EntityKinds => [.. Samples.EntityTypes.Select(type => type.Name)];

    [Fact]
    public void A_new_store_holds_an_empty_world()
    {
        Assert.Equal(Structure.OfWorld(World.Empty), Structure.OfWorld(Journal.Load()));
        Assert.Equal(0, Journal.ReadVersion());
        Assert.Empty(Journal.ReadEvents(0, 10));
        Assert.Empty(Journal.LoadActivity());
        Assert.Empty(Journal.LoadDataKeys());
    }

    [Theory]
    [MemberData(nameof(EntityKinds))]
    public void An_entity_of_each_kind_comes_back_with_all_its_members(string kind)
    {
        World world = Commit(World.Empty, [NewAccount()]);
        Entity entity = new Samples().New(Samples.EntityTypes.Single(type => type.Name == kind)) switch
        {
            AccountSettings settings => settings with { Id = "settings" },
            RootUser root => root with { Id = Samples.Account.ToString() },
            ManagedPolicy policy => policy with { DefaultVersion = policy.Versions[1].Number },
            Entity other => other,
            object unknown => throw new InvalidOperationException($"{unknown} is no entity."),
        };
        World before = Commit(world, [Change.Put(entity)]);

        World after = Reloaded();

        Assert.Equal(Structure.OfWorld(before), Structure.OfWorld(after));
        Entity read = after.Accounts.Single().Entities.Single(candidate => candidate.GetType() == entity.GetType());
        Assert.Equal(Structure.Of(entity), Structure.Of(read));
    }

    [Fact]
    public void An_entity_put_again_replaces_the_former_one_and_a_deleted_one_is_gone()
    {
        World world = Commit(World.Empty, [NewAccount()]);
        User alice = new Samples().New<User>();
        world = Commit(world, [Change.Put(alice)]);
        world = Commit(world, [Change.Put(alice with { Name = "bob", AccessKeys = [] })]);
        Assert.Equal("bob", Assert.Single(Reloaded().Accounts.Single().Users).Name);
        world = Commit(world, [Change.Delete(alice)]);
        Assert.Empty(Reloaded().Accounts.Single().Users);
        Assert.Equal(4, world.Version);
    }

    [Fact]
    public void Random_changes_lead_to_the_same_world_in_memory_and_after_a_reload() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 9], Gen.Int[0, 5], Gen.Int[0, 9]).Array[1, 30].Array[1, 6].Sample(
            batches =>
            {
                _journal?.Dispose();
                _journal = Open();
                World world = Commit(World.Empty, [NewAccount()]);
                foreach ((int, int, int, int)[] steps in batches)
                {
                    World next = world;
                    List<Change> changes = [];
                    foreach ((int what, int which, int other, int value) in steps)
                    {
                        Change change = RandomChange(next, what, which, other, value);
                        changes.Add(change);
                        next = next.Apply([change]);
                    }
                    CommitAs(world, next, [.. changes]);
                    world = next;
                }
                return Structure.OfWorld(Reloaded()) == Structure.OfWorld(world);
            },
            iter: 40,
            threads: 1);

    [Fact]
    public void A_document_is_kept_once_and_shared_by_all_that_carry_it()
    {
        World world = Commit(World.Empty, [NewAccount()]);
        Document policy = Samples.Policy("shared");
        Group[] groups = [.. Enumerable.Range(0, 3).Select(i => NewGroup($"g{i}") with { InlinePolicies = Inline(policy) })];
        Commit(world, [.. groups.Select(Change.Put)]);
        Document[] read = [.. Reloaded().Accounts.Single().Groups.Select(group => group.InlinePolicies["p"])];
        Assert.All(read, document => Assert.Same(read[0], document));
        Assert.Equal(policy.Text, read[0].Text);
        Assert.Single(read[0].Policy.Statements);
    }

    [Fact]
    public void A_batch_on_another_version_is_refused_whole()
    {
        World world = Commit(World.Empty, [NewAccount()]);
        StorageException refused = Assert.Throws<StorageException>(() =>
            Journal.Commit(NewBatch(world.Version + 1, world.Version + 2, [Change.Put(NewGroup("g"))], [NewEvent()])));
        Assert.Equal(StorageFailure.InUse, refused.Failure);
        Assert.Equal(Structure.OfWorld(world), Structure.OfWorld(Reloaded()));
        Assert.Empty(Journal.ReadEvents(0, 10));
    }

    [Fact]
    public void A_batch_that_fails_half_way_leaves_nothing()
    {
        World world = Commit(World.Empty, [NewAccount()]);
        IssuedSession session = new Samples().New<IssuedSession>();
        // No engine knows this kind of entity, which comes after all else was written.
        Batch batch = NewBatch(
            world.Version,
            world.Version + 1,
            [Change.Put(NewGroup("g")), Change.Issue(session), Change.Put(new Stranger { Account = Samples.Account, Id = "x" })],
            [NewEvent()]);
        Assert.ThrowsAny<Exception>(() => Journal.Commit(batch));
        Assert.False(Journal.IsCommitted(batch.Id));
        Assert.Equal(Structure.OfWorld(world), Structure.OfWorld(Reloaded()));
        Assert.Empty(Journal.ReadEvents(0, 10));
        Assert.Empty(Journal.ReadSessions(session.Account, session.PrincipalId));
        Commit(world, [Change.Put(NewGroup("g"))]);
    }

    [Fact]
    public void A_committed_batch_is_found_by_its_id()
    {
        Batch batch = NewBatch(0, 1, [NewAccount()], []);
        Assert.False(Journal.IsCommitted(batch.Id));
        Journal.Commit(batch);
        Assert.True(Journal.IsCommitted(batch.Id));
        Assert.Equal(1, Journal.ReadVersion());
    }

    [Fact]
    public void Events_come_back_in_order_with_all_their_members()
    {
        Samples samples = new();
        AuditEvent[] events = [.. Enumerable.Range(0, 5).Select(_ => samples.New<AuditEvent>())];
        Batch first = NewBatch(0, 0, [], [events[0], events[1], events[2]]);
        Journal.Commit(first);
        Journal.Commit(NewBatch(0, 0, [], [events[3], events[4]]));
        Assert.True(Journal.IsCommitted(first.Id));
        ImmutableArray<RecordedEvent> read = Journal.ReadEvents(0, 10);
        Assert.Equal(events.Select(Structure.Of), read.Select(recorded => Structure.Of(recorded.Event)));
        Assert.Equal(read.Select(recorded => recorded.Position).Order(), read.Select(recorded => recorded.Position));
        Assert.Equal(read.Skip(2).Take(2), Journal.ReadEvents(read[1].Position, 2), (a, b) => a.Position == b.Position);
    }

    [Fact]
    public void Sessions_are_kept_by_principal_until_they_are_swept()
    {
        World world = Commit(World.Empty, [NewAccount()]);
        Samples samples = new();
        IssuedSession early = samples.New<IssuedSession>() with { PrincipalId = "AROA1" };
        IssuedSession late = samples.New<IssuedSession>() with { PrincipalId = "AROA1", ExpiresAt = early.ExpiresAt.AddHours(1) };
        IssuedSession others = samples.New<IssuedSession>() with { PrincipalId = "AROA2" };
        Commit(world, [Change.Issue(early), Change.Issue(late), Change.Issue(others)]);
        Assert.Equal([early, late], Journal.ReadSessions(Samples.Account, "AROA1"));
        Journal.SweepSessions(early.ExpiresAt);
        Assert.Equal([late], Journal.ReadSessions(Samples.Account, "AROA1"));
    }

    [Fact]
    public void Activity_is_merged_by_maximum()
    {
        DateTimeOffset noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        Journal.MergeActivity([new(UseKind.AccessKey, "AKIA1", noon, "us-east-1", "iam"), new(UseKind.Role, "AROA1", noon, "us-east-1", "")]);
        Journal.MergeActivity([new(UseKind.AccessKey, "AKIA1", noon.AddSeconds(-1), "eu-west-1", "sts"), new(UseKind.Role, "AROA1", noon.AddTicks(1), "eu-west-1", "")]);
        _journal = Reopen(Journal);
        Assert.Equal(
            [new(UseKind.AccessKey, "AKIA1", noon, "us-east-1", "iam"), new LastUse(UseKind.Role, "AROA1", noon.AddTicks(1), "eu-west-1", "")],
            Journal.LoadActivity().OrderBy(use => use.Key));
    }

    [Fact]
    public void A_data_key_is_retired_only_when_nothing_is_sealed_under_it()
    {
        DateTimeOffset now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        WrappedDataKey[] keys = [.. new[] { 1, 2, 12 }.Select(id => MasterKey.Wrap(new DataKey(id, [.. new byte[32]], now)))];
        foreach (WrappedDataKey key in keys)
            Journal.AddDataKey(key);
        World world = Commit(World.Empty, [NewAccount()]);
        MfaDevice device = new Samples().New<MfaDevice>() with { Seed = new SealedSecret(12, [1, 2, 3]) };
        world = Commit(world, [Change.Put(device)]);
        Journal.RetireDataKeys([1, 12]);
        Assert.Equal([keys[1], keys[2]], Journal.LoadDataKeys());
        Commit(world, [Change.Delete(device)]);
        Journal.RetireDataKeys([12]);
        Assert.Equal([keys[1]], Journal.LoadDataKeys());
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _journal?.Dispose();

    protected static Change NewAccount() => Change.Create(
        new AccountSettings { Account = Samples.Account, Id = "settings", CreatedAt = DateTimeOffset.UnixEpoch },
        new RootUser { Account = Samples.Account, Id = Samples.Account.ToString(), CreatedAt = DateTimeOffset.UnixEpoch });

    protected static Group NewGroup(string name) =>
        new() { Account = Samples.Account, Id = "AGPA" + name, Name = name, CreatedAt = DateTimeOffset.UnixEpoch };

    protected static AuditEvent NewEvent() => new Samples().New<AuditEvent>() with { EventId = Guid.NewGuid() };

    protected static Batch NewBatch(long from, long to, ImmutableArray<Change> changes, ImmutableArray<AuditEvent> events) =>
        new() { Id = Guid.NewGuid(), FromVersion = from, ToVersion = to, Changes = changes, Events = events };

    protected World Commit(World world, ImmutableArray<Change> changes)
    {
        World next = world.Apply(changes);
        CommitAs(world, next, changes);
        return next;
    }

    protected World Reloaded()
    {
        _journal = Reopen(Journal);
        return _journal.Load();
    }

    private void CommitAs(World from, World to, ImmutableArray<Change> changes) =>
        Journal.Commit(NewBatch(from.Version, to.Version, changes, []));

    private static ImmutableSortedDictionary<string, Document> Inline(Document document) =>
        ImmutableSortedDictionary.Create<string, Document>(StringComparer.Ordinal).Add("p", document);

    private sealed record Stranger : Entity;

    /// <summary>A change that fits that world: users join and leave groups, get keys and policies, are renamed and deleted.</summary>
    private static Change RandomChange(World world, int what, int which, int other, int value)
    {
        Account account = world.Accounts.Single();
        Group group = account.TryGetById($"AGPAg{other}", out Group? found) ? found : NewGroup($"g{other}");
        User user = account.TryGetById($"AIDA{which}", out User? known)
            ? known
            : new User { Account = account.Id, Id = $"AIDA{which}", Name = $"user{which}", CreatedAt = DateTimeOffset.UnixEpoch };
        return what switch
        {
            0 => Change.Put(user with { GroupIds = user.GroupIds.Contains(group.Id) ? user.GroupIds.Remove(group.Id) : user.GroupIds.Add(group.Id) }),
            1 => Change.Put(user with { AccessKeys = value < 5 ? [] : [new AccessKey { Id = $"AKIA{which}{value}", Secret = new SealedSecret(value, [1]), CreatedAt = DateTimeOffset.UnixEpoch, IsActive = value < 7 }] }),
            2 => Change.Put(user with { Name = $"User{which}-{value}", InlinePolicies = Inline(Samples.Policy($"{value}")), PermissionsBoundary = $"arn:aws:iam::aws:policy/P{value}" }),
            3 => Change.Delete(user),
            _ => value < 3 ? Change.Delete(group) : Change.Put(group with { AttachedPolicies = [$"arn:aws:iam::aws:policy/P{value}"] }),
        };
    }
}

public sealed class SqliteInMemoryTests : JournalConformance
{
    protected override IJournal Open() => SqliteJournal.InMemory();

    protected override IJournal Reopen(IJournal journal) => journal;
}

public sealed class SqliteFileTests : JournalConformance
{
    private readonly TemporaryFolder _folder = new();
    private int _count;

    protected override IJournal Open() => SqliteJournal.Open(_folder.File($"{++_count}.db"), MasterKey, Schema.Current);

    protected override IJournal Reopen(IJournal journal)
    {
        journal.Dispose();
        return SqliteJournal.Open(_folder.File($"{_count}.db"), MasterKey, Schema.Current);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }
}
