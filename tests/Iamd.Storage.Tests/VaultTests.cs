using System.Text;
using Iamd.Accounts;

namespace Iamd.Storage.Tests;

/// <summary>How data keys come and go.</summary>
public sealed class VaultTests : IDisposable
{
    private readonly SqliteJournal _journal = SqliteJournal.InMemory();
    private readonly MasterKey _masterKey = MasterKey.Create();
    private readonly Clock _clock = new();
    private readonly Vault _vault;

    public VaultTests() => _vault = Vault.Open(_journal, _masterKey, _clock);

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void A_new_key_is_published_every_week_an_hour_before_it_is_used()
    {
        Assert.Equal(1, Sealed().DataKeyId);
        _clock.Now += TimeSpan.FromDays(6);
        _vault.Rotate();
        Assert.Single(_journal.LoadDataKeys());

        _clock.Now += TimeSpan.FromHours(23);
        _vault.Rotate();
        Assert.Equal([1, 2], _journal.LoadDataKeys().Select(key => key.Id));
        Assert.Equal(1, Sealed().DataKeyId);
        _clock.Now += TimeSpan.FromMinutes(59);
        Assert.Equal(1, Sealed().DataKeyId);
        _clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(2, Sealed().DataKeyId);
    }

    [Fact]
    public void What_was_sealed_under_a_former_key_opens_for_36_hours_and_longer()
    {
        SealedSecret token = Sealed();
        for (DateTimeOffset until = _clock.Now + TimeSpan.FromDays(7) + TimeSpan.FromHours(36); _clock.Now < until; _clock.Now += TimeSpan.FromHours(1))
        {
            _vault.Rotate();
            Assert.True(Opens(token));
        }
    }

    [Fact]
    public void A_former_key_goes_with_a_later_publication_when_nothing_is_sealed_under_it()
    {
        SealedSecret token = Sealed();
        Weeks(2);
        Assert.False(Opens(token));
        Assert.DoesNotContain(1, _journal.LoadDataKeys().Select(key => key.Id));
    }

    [Fact]
    public void A_former_key_stays_as_long_as_a_kept_secret_is_sealed_under_it()
    {
        User alice = new()
        {
            Account = Samples.Account,
            Id = "AIDA",
            Name = "alice",
            CreatedAt = _clock.Now,
            AccessKeys = [new AccessKey { Id = "AKIA", Secret = Sealed(), CreatedAt = _clock.Now }],
        };
        World world = World.Empty;
        world = Committed(world, Change.Create(
            new AccountSettings { Account = Samples.Account, Id = "settings", CreatedAt = _clock.Now },
            new RootUser { Account = Samples.Account, Id = Samples.Account.ToString(), CreatedAt = _clock.Now }));
        world = Committed(world, Change.Put(alice));
        Weeks(10);
        Assert.True(Opens(alice.AccessKeys[0].Secret));
        Assert.True(Vault.Open(_journal, _masterKey, _clock).Keys.TryOpen(
            SecretKind.AccessKey, Samples.Account, "AKIA", alice.AccessKeys[0].Secret, out _));

        Committed(world, Change.Delete(alice));
        Weeks(1);
        Assert.False(Opens(alice.AccessKeys[0].Secret));
    }

    [Fact]
    public void A_wrapped_key_opens_with_its_master_key_alone_and_only_unchanged()
    {
        WrappedDataKey wrapped = _journal.LoadDataKeys()[0];
        Assert.Equal(1, _masterKey.Unwrap(wrapped).Id);
        Assert.All(
            [
                () => MasterKey.Create().Unwrap(wrapped),
                () => _masterKey.Unwrap(wrapped with { Id = 2 }),
                () => _masterKey.Unwrap(wrapped with { UsableFrom = wrapped.UsableFrom.AddDays(-1) }),
                () => _masterKey.Unwrap(wrapped with { Bytes = wrapped.Bytes.SetItem(20, (byte)~wrapped.Bytes[20]) }),
                () => _masterKey.Unwrap(wrapped with { Bytes = wrapped.Bytes[..^1] }),
            ],
            (Func<DataKey> unwrap) => Assert.Equal(StorageFailure.MasterKey, Assert.Throws<StorageException>(unwrap).Failure));
    }

    private SealedSecret Sealed() =>
        _vault.Keys.Seal(SecretKind.AccessKey, Samples.Account, "AKIA", Encoding.UTF8.GetBytes("secret"), _clock.Now, new Nonces());

    private bool Opens(SealedSecret secret) => _vault.Keys.TryOpen(SecretKind.AccessKey, Samples.Account, "AKIA", secret, out _);

    private void Weeks(int weeks)
    {
        for (DateTimeOffset until = _clock.Now.AddDays(7 * weeks).AddHours(1); _clock.Now < until; _clock.Now += TimeSpan.FromHours(1))
            _vault.Rotate();
    }

    private World Committed(World world, Change change)
    {
        _journal.Commit(new Batch { Id = Guid.NewGuid(), FromVersion = world.Version, ToVersion = world.Version + 1, Changes = [change], Events = [] });
        return world.Apply([change]);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Nonces : IRandomness
    {
        public void Fill(Span<byte> bytes) => System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
    }
}
