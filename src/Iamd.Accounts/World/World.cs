using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>All that the daemon knows, as one immutable value.</summary>
public sealed class World
{
    private readonly ImmutableSortedDictionary<AccountId, Account> _accounts;
    private readonly ImmutableDictionary<string, AccessKeyOwner> _accessKeys;
    private readonly ImmutableDictionary<string, AccountId> _aliases;

    private World(
        long version,
        ImmutableSortedDictionary<AccountId, Account> accounts,
        ImmutableDictionary<string, AccessKeyOwner> accessKeys,
        ImmutableDictionary<string, AccountId> aliases)
    {
        Version = version;
        _accounts = accounts;
        _accessKeys = accessKeys;
        _aliases = aliases;
    }

    /// <summary>A world without accounts, version 0.</summary>
    public static World Empty { get; } = new(
        0,
        ImmutableSortedDictionary<AccountId, Account>.Empty,
        ImmutableDictionary.Create<string, AccessKeyOwner>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, AccountId>(StringComparer.Ordinal));

    /// <summary>Grows by one with every write that changes something.</summary>
    public long Version { get; }

    /// <summary>The accounts, sorted by number.</summary>
    public IEnumerable<Account> Accounts => _accounts.Values;

    public bool TryGetAccount(AccountId id, [NotNullWhen(true)] out Account? account) => _accounts.TryGetValue(id, out account);

    /// <summary>Whose long-term access key that is.</summary>
    public bool TryGetAccessKeyOwner(string accessKeyId, out AccessKeyOwner owner) => _accessKeys.TryGetValue(accessKeyId, out owner);

    /// <summary>The account with that alias.</summary>
    public bool TryGetAccountByAlias(string alias, out AccountId account) => _aliases.TryGetValue(alias, out account);

    /// <summary>The world as the journal holds it.</summary>
    public static World Of(long version, IReadOnlyCollection<Account> accounts)
    {
        ImmutableDictionary<string, AccessKeyOwner>.Builder accessKeys = Empty._accessKeys.ToBuilder();
        ImmutableDictionary<string, AccountId>.Builder aliases = Empty._aliases.ToBuilder();
        foreach (Account account in accounts)
        {
            foreach (Entity owner in account.Users.Cast<Entity>().Prepend(account.Root))
            {
                foreach (AccessKey key in KeysOf(owner))
                    accessKeys.Add(key.Id, new AccessKeyOwner(account.Id, owner.Id));
            }
            if (account.Settings.Alias is string alias)
                aliases.Add(alias, account.Id);
        }
        return new(
            version,
            accounts.ToImmutableSortedDictionary(account => account.Id, account => account),
            accessKeys.ToImmutable(),
            aliases.ToImmutable());
    }

    /// <summary>A world with one more account.</summary>
    /// <exception cref="ArgumentException">There is an account of that number.</exception>
    public World With(AccountSettings settings, RootUser root) =>
        new World(
            Version,
            _accounts.Add(settings.Account, Account.Create(settings, root)),
            _accessKeys,
            _aliases).Indexed(null, settings).Indexed(null, root);

    /// <summary>The next world: the changes in their order, under the next version.</summary>
    public World Apply(ImmutableArray<Change> changes)
    {
        World world = new(Version + 1, _accounts, _accessKeys, _aliases);
        foreach (Change change in changes)
        {
            world = change switch
            {
                Change.AccountCreated created => world.With(created.Settings, created.Root),
                Change.EntityPut put => world.Put(put.Entity),
                Change.EntityDeleted deleted => world.Remove(deleted.Entity),
                _ => world, // An issued session is no part of the world.
            };
        }
        return world;
    }

    /// <summary>The same world under the version that the journal gave it.</summary>
    public World AtVersion(long version) => new(version, _accounts, _accessKeys, _aliases);

    /// <summary>Puts entities as the journal holds them, without a new version.</summary>
    public World Put(Entity entity)
    {
        Account account = _accounts[entity.Account];
        Entity? former = Former(account, entity);
        World world = new(Version, _accounts.SetItem(entity.Account, account.Put(entity)), _accessKeys, _aliases);
        return world.Indexed(former, entity);
    }

    private World Remove(Entity entity)
    {
        Account account = _accounts[entity.Account];
        Entity? former = Former(account, entity);
        World world = new(Version, _accounts.SetItem(entity.Account, account.Remove(entity)), _accessKeys, _aliases);
        return world.Indexed(former, null);
    }

    private static Entity? Former(Account account, Entity entity) => entity switch
    {
        AccountSettings => account.Settings,
        RootUser => account.Root,
        _ => account.TryGetById(entity.Id, out Entity? found) ? found : null,
    };

    /// <summary>The indexes over all accounts, after one entity took the place of another.</summary>
    private World Indexed(Entity? former, Entity? latter)
    {
        ImmutableArray<AccessKey> keysBefore = KeysOf(former);
        ImmutableArray<AccessKey> keysAfter = KeysOf(latter);
        ImmutableDictionary<string, AccessKeyOwner> accessKeys = _accessKeys;
        if (keysBefore != keysAfter)
        {
            accessKeys = accessKeys.RemoveRange(keysBefore.Select(key => key.Id));
            foreach (AccessKey key in keysAfter)
                accessKeys = accessKeys.SetItem(key.Id, new AccessKeyOwner(latter!.Account, latter.Id)); // It has keys, so it is there.
        }
        string? aliasBefore = (former as AccountSettings)?.Alias;
        string? aliasAfter = (latter as AccountSettings)?.Alias;
        ImmutableDictionary<string, AccountId> aliases = _aliases;
        if (!string.Equals(aliasBefore, aliasAfter, StringComparison.Ordinal))
        {
            if (aliasBefore is not null)
                aliases = aliases.Remove(aliasBefore);
            if (aliasAfter is not null)
                aliases = aliases.SetItem(aliasAfter, latter!.Account); // Only settings that are there have an alias.
        }
        return ReferenceEquals(accessKeys, _accessKeys) && ReferenceEquals(aliases, _aliases)
            ? this
            : new World(Version, _accounts, accessKeys, aliases);
    }

    private static ImmutableArray<AccessKey> KeysOf(Entity? entity) => entity switch
    {
        User user => user.AccessKeys,
        RootUser root => root.AccessKeys,
        _ => [],
    };
}

/// <summary>Whom a long-term access key belongs to.</summary>
/// <param name="Account">The account.</param>
/// <param name="PrincipalId">The user's unique id, or the account number for root.</param>
public readonly record struct AccessKeyOwner(AccountId Account, string PrincipalId);
