using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>An account as an immutable value: all its entities and the ways back along their references.</summary>
public sealed class Account
{
    private readonly ImmutableDictionary<string, Entity> _byId;
    private readonly ImmutableDictionary<Reference, ImmutableSortedSet<Referrer>> _referrers;

    private Account(
        AccountSettings settings,
        RootUser root,
        Tables tables,
        ImmutableDictionary<string, Entity> byId,
        ImmutableDictionary<Reference, ImmutableSortedSet<Referrer>> referrers)
    {
        Settings = settings;
        Root = root;
        _tables = tables;
        _byId = byId;
        _referrers = referrers;
    }

    private readonly Tables _tables;

    public AccountId Id => Settings.Account;

    public AccountSettings Settings { get; }

    public Quotas Quotas => Settings.Quotas;

    public RootUser Root { get; }

    public Table<User> Users => _tables.Users;

    public Table<Group> Groups => _tables.Groups;

    public Table<Role> Roles => _tables.Roles;

    public Table<ManagedPolicy> ManagedPolicies => _tables.ManagedPolicies;

    public Table<InstanceProfile> InstanceProfiles => _tables.InstanceProfiles;

    public Table<MfaDevice> MfaDevices => _tables.MfaDevices;

    public Table<ServerCertificate> ServerCertificates => _tables.ServerCertificates;

    /// <summary>A new account with nothing in it but its root user.</summary>
    public static Account Create(AccountSettings settings, RootUser root) =>
        new(
            settings,
            root,
            Tables.Empty,
            ImmutableDictionary.Create<string, Entity>(StringComparer.Ordinal),
            ImmutableDictionary<Reference, ImmutableSortedSet<Referrer>>.Empty);

    /// <summary>An account with all that the journal holds of it: the same value as putting one entity after another.</summary>
    public static Account Of(AccountSettings settings, RootUser root, IReadOnlyCollection<Entity> entities)
    {
        ImmutableDictionary<string, Entity>.Builder byId = ImmutableDictionary.CreateBuilder<string, Entity>(StringComparer.Ordinal);
        Dictionary<Reference, List<Referrer>> referrers = [];
        foreach (Entity entity in entities)
            byId.Add(entity.Id, entity);
        NamedEntity[] named = [.. entities.OfType<NamedEntity>()];
        foreach (NamedEntity entity in named)
        {
            foreach (Reference reference in entity.References)
            {
                if (!referrers.TryGetValue(reference, out List<Referrer>? known))
                    referrers.Add(reference, known = []);
                known.Add(new Referrer(entity.Name, entity.Id));
            }
        }
        return new(
            settings,
            root,
            Tables.Of(named),
            byId.ToImmutable(),
            referrers.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToImmutableSortedSet()));
    }

    /// <summary>The entity with that unique id.</summary>
    public bool TryGetById<T>(string id, [NotNullWhen(true)] out T? entity)
        where T : Entity
    {
        entity = _byId.GetValueOrDefault(id) as T;
        return entity is not null;
    }

    /// <summary>All that it holds, settings and root user first; each is one row of the journal.</summary>
    public IEnumerable<Entity> Entities => _byId.Values.Prepend(Root).Prepend(Settings);

    /// <summary>Who refers to that target, sorted by name.</summary>
    public ImmutableSortedSet<Referrer> ReferrersTo(ReferenceKind kind, string target) =>
        _referrers.GetValueOrDefault(new Reference(kind, target), []);

    /// <summary>The entities that refer to that target, sorted by name; those after <paramref name="after"/> when it is given.</summary>
    public IEnumerable<T> ReferringTo<T>(ReferenceKind kind, string target, string? after = null)
        where T : NamedEntity
    {
        ImmutableSortedSet<Referrer> referrers = ReferrersTo(kind, target);
        int start = 0;
        if (after is not null)
        {
            // No id is greater than this one, so the place after every entity of that name is found.
            int index = referrers.IndexOf(new Referrer(after, "\uffff"));
            start = index >= 0 ? index + 1 : ~index;
        }
        for (int i = start; i < referrers.Count; i++)
        {
            if (TryGetById(referrers[i].Id, out T? entity))
                yield return entity;
        }
    }

    internal Account Put(Entity entity)
    {
        Entity? former = entity switch
        {
            Accounts.AccountSettings => Settings,
            RootUser => Root,
            _ => _byId.GetValueOrDefault(entity.Id),
        };
        return new(
            entity as AccountSettings ?? Settings,
            entity as RootUser ?? Root,
            _tables.Put(former, entity),
            entity is Accounts.AccountSettings or RootUser ? _byId : _byId.SetItem(entity.Id, entity),
            Rereferred(former, entity));
    }

    internal Account Remove(Entity entity)
    {
        // The stored one counts: what it refers to is what must be taken back.
        Entity? former = _byId.GetValueOrDefault(entity.Id);
        return former is null
            ? this
            : new(Settings, Root, _tables.Remove(former), _byId.Remove(entity.Id), Rereferred(former, null));
    }

    private ImmutableDictionary<Reference, ImmutableSortedSet<Referrer>> Rereferred(Entity? former, Entity? latter)
    {
        if (former is not NamedEntity && latter is not NamedEntity)
            return _referrers;
        Reference[] before = former?.References.ToArray() ?? [];
        Reference[] after = latter?.References.ToArray() ?? [];
        string? nameBefore = (former as NamedEntity)?.Name;
        string? nameAfter = (latter as NamedEntity)?.Name;
        if (before.AsSpan().SequenceEqual(after) && string.Equals(nameBefore, nameAfter, StringComparison.Ordinal))
            return _referrers;
        ImmutableDictionary<Reference, ImmutableSortedSet<Referrer>>.Builder referrers = _referrers.ToBuilder();
        foreach (Reference reference in before)
        {
            ImmutableSortedSet<Referrer> left = referrers[reference].Remove(new Referrer(nameBefore!, former!.Id)); // Only named entities refer.
            if (left.IsEmpty)
                referrers.Remove(reference);
            else
                referrers[reference] = left;
        }
        foreach (Reference reference in after)
            referrers[reference] = referrers.GetValueOrDefault(reference, []).Add(new Referrer(nameAfter!, latter!.Id)); // Only named entities refer.
        return referrers.ToImmutable();
    }

    /// <summary>The named entities, a table for each kind.</summary>
    private sealed record Tables(
        Table<User> Users,
        Table<Group> Groups,
        Table<Role> Roles,
        Table<ManagedPolicy> ManagedPolicies,
        Table<InstanceProfile> InstanceProfiles,
        Table<MfaDevice> MfaDevices,
        Table<ServerCertificate> ServerCertificates)
    {
        public static readonly Tables Empty = new(
            Table<User>.Empty,
            Table<Group>.Empty,
            Table<Role>.Empty,
            Table<ManagedPolicy>.Empty,
            Table<InstanceProfile>.Empty,
            Table<MfaDevice>.Empty,
            Table<ServerCertificate>.Empty);

        public static Tables Of(IReadOnlyCollection<NamedEntity> entities) => new(
            Table<User>.Of(entities),
            Table<Group>.Of(entities),
            Table<Role>.Of(entities),
            Table<ManagedPolicy>.Of(entities),
            Table<InstanceProfile>.Of(entities),
            Table<MfaDevice>.Of(entities),
            Table<ServerCertificate>.Of(entities));

        public Tables Put(Entity? former, Entity entity)
        {
            bool renamed = former is NamedEntity before && entity is NamedEntity after
                && !string.Equals(before.Name, after.Name, StringComparison.Ordinal);
            Tables tables = renamed ? Remove(former!) : this; // Renamed implies that there was a former one.
            return entity switch
            {
                User user => tables with { Users = tables.Users.Put(user) },
                Group group => tables with { Groups = tables.Groups.Put(group) },
                Role role => tables with { Roles = tables.Roles.Put(role) },
                ManagedPolicy policy => tables with { ManagedPolicies = tables.ManagedPolicies.Put(policy) },
                InstanceProfile profile => tables with { InstanceProfiles = tables.InstanceProfiles.Put(profile) },
                MfaDevice device => tables with { MfaDevices = tables.MfaDevices.Put(device) },
                ServerCertificate certificate => tables with { ServerCertificates = tables.ServerCertificates.Put(certificate) },
                _ => tables,
            };
        }

        public Tables Remove(Entity entity) => entity switch
        {
            User user => this with { Users = Users.Remove(user.Name) },
            Group group => this with { Groups = Groups.Remove(group.Name) },
            Role role => this with { Roles = Roles.Remove(role.Name) },
            ManagedPolicy policy => this with { ManagedPolicies = ManagedPolicies.Remove(policy.Name) },
            InstanceProfile profile => this with { InstanceProfiles = InstanceProfiles.Remove(profile.Name) },
            MfaDevice device => this with { MfaDevices = MfaDevices.Remove(device.Name) },
            ServerCertificate certificate => this with { ServerCertificates = ServerCertificates.Remove(certificate.Name) },
            _ => this,
        };
    }
}
