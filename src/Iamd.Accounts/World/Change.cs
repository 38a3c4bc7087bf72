namespace Iamd.Accounts;

/// <summary>One step from a world to the next: what the journal stores and what the published world is made from.</summary>
public abstract record Change
{
    private Change()
    {
    }

    /// <summary>The account that changes.</summary>
    public abstract AccountId Account { get; }

    /// <summary>An account begins, with nothing in it but its root user.</summary>
    public static Change Create(AccountSettings settings, RootUser root) => new AccountCreated(settings, root);

    /// <summary>An entity is new, or replaces the one with the same id.</summary>
    public static Change Put(Entity entity) => new EntityPut(entity);

    /// <summary>An entity is gone.</summary>
    public static Change Delete(Entity entity) => new EntityDeleted(entity);

    /// <summary>A set of temporary credentials was issued: kept durably, not part of the world.</summary>
    public static Change Issue(IssuedSession session) => new SessionIssued(session);

    public sealed record AccountCreated(AccountSettings Settings, RootUser Root) : Change
    {
        public override AccountId Account => Settings.Account;
    }

    public sealed record EntityPut(Entity Entity) : Change
    {
        public override AccountId Account => Entity.Account;
    }

    public sealed record EntityDeleted(Entity Entity) : Change
    {
        public override AccountId Account => Entity.Account;
    }

    public sealed record SessionIssued(IssuedSession Session) : Change
    {
        public override AccountId Account => Session.Account;
    }
}
