namespace Iamd.Accounts.Tests;

public sealed class IdsTests
{
    [Theory]  // Ids of real accounts, from the documentation's and public examples.
    [InlineData("ASIAY34FZKBOKMUTVV7A", "609629065308")]
    [InlineData("ASIAQNZGKIQY56JQ7WML", "029608264753")]
    public void The_account_number_is_read_from_an_id(string id, string account)
    {
        Assert.True(Ids.TryReadAccount(id, out AccountId? read));
        Assert.Equal(account, read.Value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("AKIA")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]  // The older kind carries no number.
    [InlineData("AKIA!!!!!!!!!!!!!!!!")]
    [InlineData("akiaqnzgkiqy56jq7wml")]
    public void An_id_that_carries_no_account_number_is_told_apart(string id) =>
        Assert.False(Ids.TryReadAccount(id, out _));

    [Theory]
    [InlineData("000000000000")]
    [InlineData("111122223333")]
    [InlineData("999999999999")]
    public void Ids_that_are_made_carry_their_account(string account)
    {
        AccountId id = AccountId.Parse(account);
        CountingRandomness randomness = new();
        string user = randomness.NewUniqueId("AIDA", id);
        string key = randomness.NewAccessKeyId("AKIA", id);

        Assert.Matches(@"\AAIDA[A-Z2-7]{17}\z", user);
        Assert.Matches(@"\AAKIA[A-Z2-7]{16}\z", key);
        Assert.True(Ids.TryReadAccount(user, out AccountId? ofUser));
        Assert.True(Ids.TryReadAccount(key, out AccountId? ofKey));
        Assert.Equal(id, ofUser);
        Assert.Equal(id, ofKey);
    }

    [Fact]
    public void Secret_access_keys_have_forty_characters_and_differ()
    {
        CountingRandomness randomness = new();
        string first = randomness.NewSecretAccessKey();

        Assert.Matches(@"\A[A-Za-z0-9+/]{40}\z", first);
        Assert.NotEqual(first, randomness.NewSecretAccessKey());
    }
}
