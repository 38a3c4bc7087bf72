using CsCheck;

namespace Iamd.Accounts.Tests;

public sealed class TableTests
{
    private static readonly Gen<string> Names = Gen.OneOf("a", "A", "b", "B-1", "b.1", "c", "Ca", "ca1", "d_", "D", "e@f");

    [Fact]
    public void A_table_is_a_sorted_dictionary_that_ignores_case() =>
        Gen.Select(Gen.Bool, Names).List[0, 30].Sample(steps =>
        {
            Daemon daemon = new();
            SortedDictionary<string, string> reference = new(StringComparer.OrdinalIgnoreCase);
            var world = daemon.World;
            foreach ((bool put, string name) in steps)
            {
                Assert.Equal(reference.ContainsKey(name), world.TryGetAccount(Daemon.AccountId, out Account? account) && account.Users.Contains(name));
                if (put)
                {
                    string id = reference.GetValueOrDefault(name, $"AIDA{reference.Count}{name}");
                    reference.Remove(name);
                    reference[name] = id;
                    world = world.Apply([Change.Put(NewUser(id, name))]);
                }
                else if (reference.Remove(name, out string? id))
                {
                    world = world.Apply([Change.Delete(NewUser(id, name))]);
                }
            }
            Assert.True(world.TryGetAccount(Daemon.AccountId, out Account? last));
            Assert.Equal(reference.Keys, last.Users.Select(user => user.Name));
            foreach (string after in reference.Keys.Append("").Append("zzz").Append("B"))
            {
                Assert.Equal(
                    reference.Keys.Where(name => string.Compare(name, after, StringComparison.OrdinalIgnoreCase) > 0),
                    last.Users.After(after).Select(user => user.Name));
            }
        });

    private static User NewUser(string id, string name) =>
        new() { Account = Daemon.AccountId, Id = id, Name = name, CreatedAt = DateTimeOffset.UnixEpoch };
}
