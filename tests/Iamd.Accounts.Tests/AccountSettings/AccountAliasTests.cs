namespace Iamd.Accounts.Tests;

public sealed class AccountAliasTests
{
    private static readonly AccountId Other = AccountId.Parse("444455556666");

    private readonly Daemon _daemon = new();

    [Fact]
    public void An_account_has_no_alias_until_one_is_set_and_one_at_most()
    {
        Assert.Empty(List());
        Create("acme");
        Assert.Equal(["acme"], List());
        Create("acme-prod");
        Assert.Equal(["acme-prod"], List());
        Assert.False(_daemon.World.TryGetAccountByAlias("acme", out _));
        _daemon.Iam<Iam.DeleteAccountAliasResponse>("DeleteAccountAlias", new Iam.DeleteAccountAliasRequest { AccountAlias = "acme-prod" });
        Assert.Empty(List());
    }

    [Fact]
    public void An_alias_is_unique_over_all_accounts()
    {
        _daemon.AddAccount(Other);
        Assert.True(_daemon.World.TryGetAccount(Other, out Account? other));
        _daemon.Put(other.Settings with { Alias = "taken" });
        Create("mine");
        foreach (string alias in (string[])["taken", "mine"])
        {
            Assert.Equal(
                new AwsError("EntityAlreadyExists", $"The account alias {alias} already exists.", 409),
                _daemon.IamError("CreateAccountAlias", new Iam.CreateAccountAliasRequest { AccountAlias = alias }));
        }
        Assert.Equal("NoSuchEntity", _daemon.IamError("DeleteAccountAlias", new Iam.DeleteAccountAliasRequest { AccountAlias = "taken" }).Code);
    }

    [Fact]
    public void An_alias_that_is_not_the_accounts_cannot_be_found() =>
        Assert.Equal(
            new AwsError("NoSuchEntity", "The account alias acme cannot be found.", 404),
            _daemon.IamError("DeleteAccountAlias", new Iam.DeleteAccountAliasRequest { AccountAlias = "acme" }));

    [Fact]
    public void Root_is_answered_under_the_alias()
    {
        Create("acme");
        Assert.Equal("acme", _daemon.Iam<Iam.GetUserResponse>("GetUser", new Iam.GetUserRequest()).User.UserName);
    }

    private void Create(string alias) =>
        _daemon.Iam<Iam.CreateAccountAliasResponse>("CreateAccountAlias", new Iam.CreateAccountAliasRequest { AccountAlias = alias });

    private IReadOnlyList<string> List() =>
        _daemon.Iam<Iam.ListAccountAliasesResponse>("ListAccountAliases", new Iam.ListAccountAliasesRequest()).AccountAliases;
}
