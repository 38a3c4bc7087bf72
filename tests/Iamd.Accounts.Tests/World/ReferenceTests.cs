using CsCheck;

namespace Iamd.Accounts.Tests;

public sealed class ReferenceTests
{
    private static readonly AccountId Account = Daemon.AccountId;

    private static readonly Gen<User> Users =
        from number in Gen.Int[0, 5]
        from name in Gen.OneOf("alice", "Alice", "bob", "carol")
        from groups in Gen.OneOf("AGPA1", "AGPA2", "AGPA3").HashSet[0, 3]
        from policies in Gen.OneOf("arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B").HashSet[0, 2]
        from boundary in Gen.OneOf<string?>(null, "arn:aws:iam::aws:policy/A")
        select new User
        {
            Account = Account,
            Id = $"AIDA{number}",
            Name = name + number, // Names stay unique by their number.
            CreatedAt = DateTimeOffset.UnixEpoch,
            GroupIds = [.. groups],
            AttachedPolicies = [.. policies],
            PermissionsBoundary = boundary,
        };

    [Fact]
    public void The_way_back_along_references_is_what_a_search_over_all_entities_finds() =>
        Gen.Select(Gen.Bool, Users).List[0, 40].Sample(steps =>
        {
            var world = new Daemon().World;
            foreach ((bool put, User user) in steps)
                world = world.Apply([put ? Change.Put(user) : Change.Delete(user)]);
            Assert.True(world.TryGetAccount(Account, out Account? account));

            foreach (string group in new[] { "AGPA1", "AGPA2", "AGPA3" })
            {
                Assert.Equal(
                    account.Users.Where(user => user.GroupIds.Contains(group)).Select(user => user.Name),
                    account.ReferringTo<User>(ReferenceKind.Membership, group).Select(user => user.Name));
            }
            foreach (string policy in new[] { "arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B" })
            {
                Assert.Equal(
                    account.Users.Where(user => user.AttachedPolicies.Contains(policy)).Select(user => user.Id),
                    account.ReferringTo<User>(ReferenceKind.Attachment, policy).Select(user => user.Id));
                Assert.Equal(
                    account.Users.Where(user => user.PermissionsBoundary == policy).Select(user => user.Id),
                    account.ReferringTo<User>(ReferenceKind.Boundary, policy).Select(user => user.Id));
            }
        });

    [Fact]
    public void Access_keys_are_found_by_id_while_their_user_has_them()
    {
        User user = new()
        {
            Account = Account,
            Id = "AIDA1",
            Name = "alice",
            CreatedAt = DateTimeOffset.UnixEpoch,
            AccessKeys = [new AccessKey { Id = "AKIA1", Secret = new SealedSecret(1, [1]), CreatedAt = DateTimeOffset.UnixEpoch }],
        };
        var with = new Daemon().World.Apply([Change.Put(user)]);
        var without = with.Apply([Change.Put(user with { AccessKeys = [] })]);
        var gone = with.Apply([Change.Delete(user)]);

        Assert.True(with.TryGetAccessKeyOwner("AKIA1", out AccessKeyOwner owner));
        Assert.Equal(new AccessKeyOwner(Account, "AIDA1"), owner);
        Assert.False(without.TryGetAccessKeyOwner("AKIA1", out _));
        Assert.False(gone.TryGetAccessKeyOwner("AKIA1", out _));
    }

    [Fact]
    public void An_alias_leads_to_its_account_until_it_is_replaced()
    {
        Daemon daemon = new();
        var first = daemon.World.Apply([Change.Put(daemon.Account.Settings with { Alias = "one" })]);
        var second = first.Apply([Change.Put(daemon.Account.Settings with { Alias = "two" })]);

        Assert.True(first.TryGetAccountByAlias("one", out AccountId account));
        Assert.Equal(Account, account);
        Assert.False(second.TryGetAccountByAlias("one", out _));
        Assert.True(second.TryGetAccountByAlias("two", out _));
    }
}
