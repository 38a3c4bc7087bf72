using System.Text;

namespace Iamd.Accounts.Tests;

public sealed class DataKeysTests
{
    private static readonly AccountId Other = AccountId.Parse("444455556666");
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);

    private static readonly DataKeys Keys = new([
        new DataKey(1, [.. Enumerable.Repeat((byte)1, 32)], DateTimeOffset.UnixEpoch),
        new DataKey(2, [.. Enumerable.Repeat((byte)2, 32)], Now.AddHours(1)),
    ]);

    private static SealedSecret Sealed(DateTimeOffset now) =>
        Keys.Seal(SecretKind.AccessKey, Daemon.AccountId, "AKIA1", "secret"u8, now, new CountingRandomness());

    [Fact]
    public void A_secret_opens_for_the_kind_account_and_owner_it_was_sealed_for()
    {
        Assert.True(Keys.TryOpen(SecretKind.AccessKey, Daemon.AccountId, "AKIA1", Sealed(Now), out byte[]? opened));
        Assert.Equal("secret", Encoding.UTF8.GetString(opened));
    }

    [Fact]
    public void A_secret_does_not_open_for_another_kind_account_or_owner()
    {
        SealedSecret secret = Sealed(Now);
        Assert.False(Keys.TryOpen(SecretKind.MfaSeed, Daemon.AccountId, "AKIA1", secret, out _));
        Assert.False(Keys.TryOpen(SecretKind.AccessKey, Other, "AKIA1", secret, out _));
        Assert.False(Keys.TryOpen(SecretKind.AccessKey, Daemon.AccountId, "AKIA2", secret, out _));
    }

    [Fact]
    public void A_changed_byte_anywhere_keeps_a_secret_closed()
    {
        SealedSecret secret = Sealed(Now);
        for (int i = 0; i < secret.Bytes.Length; i++)
        {
            SealedSecret changed = secret with { Bytes = secret.Bytes.SetItem(i, (byte)(secret.Bytes[i] ^ 1)) };
            Assert.False(Keys.TryOpen(SecretKind.AccessKey, Daemon.AccountId, "AKIA1", changed, out _));
        }
        Assert.False(Keys.TryOpen(SecretKind.AccessKey, Daemon.AccountId, "AKIA1", secret with { DataKeyId = 2 }, out _));
        Assert.False(Keys.TryOpen(SecretKind.AccessKey, Daemon.AccountId, "AKIA1", secret with { DataKeyId = 3 }, out _));
        Assert.False(Keys.TryOpen(SecretKind.AccessKey, Daemon.AccountId, "AKIA1", secret with { Bytes = [1, 2, 3] }, out _));
    }

    [Fact]
    public void A_new_data_key_is_used_only_from_its_hour()
    {
        Assert.Equal(1, Sealed(Now).DataKeyId);
        Assert.Equal(2, Sealed(Now.AddHours(1)).DataKeyId);
    }
}
