namespace Iamd.Policy;

/// <summary>A Principal or NotPrincipal element, prepared.</summary>
/// <remarks>IAM User Guide, "AWS JSON policy elements: Principal" and "… NotPrincipal".</remarks>
internal sealed class PrincipalMatcher
{
    private readonly PrincipalEntry[] _entries;
    private readonly bool _isNot;

    public PrincipalMatcher(PrincipalElement element, PrincipalBindings bindings)
    {
        _isNot = element.IsNot;
        _entries = [.. element.Names.Select(name => PrincipalEntry.From(name, bindings.Ids.GetValueOrDefault(name.Text)))];
    }

    /// <summary>How the element reaches the caller.</summary>
    /// <param name="effect">The statement's effect.</param>
    /// <param name="hasBoundary">
    /// Whether the caller has a permissions boundary: a Deny with NotPrincipal then always applies to users and roles,
    /// whomever it names (IAM User Guide, "NotPrincipal", on permissions boundaries).
    /// </param>
    public Reach Match(RequestPrincipal caller, Effect effect, bool hasBoundary)
    {
        if (_isNot && effect == Effect.Deny && hasBoundary && caller is UserPrincipal or RolePrincipal or FederatedUserPrincipal)
            return Reach.Direct;
        Reach reach = Reach.None;
        foreach (PrincipalEntry entry in _entries)
        {
            Reach one = entry.Match(caller);
            if (one > reach)
                reach = one;
        }
        if (!_isNot)
            return reach;
        return reach == Reach.None ? Reach.Direct : Reach.None;
    }
}

/// <summary>One name of a Principal element.</summary>
internal abstract record PrincipalEntry
{
    public abstract Reach Match(RequestPrincipal caller);

    /// <param name="name">The name as written.</param>
    /// <param name="boundId">The unique id that it was bound to when stored; null when it was not.</param>
    public static PrincipalEntry From(PrincipalName name, string? boundId) => name.Kind switch
    {
        PrincipalKind.Everyone => new Everyone(),
        PrincipalKind.Aws => FromAws(name.Text, boundId),
        PrincipalKind.Service => new Service(name.Text),
        PrincipalKind.Federated => new Federated(name.Text),
        // Canonical user ids belong to S3 alone; no caller here carries one.
        PrincipalKind.CanonicalUser => new Nobody(),
        _ => throw new InvalidOperationException("No such kind of principal."),
    };

    private static PrincipalEntry FromAws(string text, string? boundId)
    {
        if (string.Equals(text, "*", StringComparison.Ordinal))
            return new Everyone();
        if (AccountId.TryParse(text, out AccountId account))
            return new InAccount(account);
        if (!Arn.TryParse(text, out Arn? arn))
            return new ById(text, Session: null);
        if (!AccountId.TryParse(arn.Account, out account))
            return new Nobody();
        if (arn is { Service: "iam", Resource: "root" })
            return new InAccount(account);
        if (boundId is not null)
            return new ById(boundId, string.Equals(arn.Service, "sts", StringComparison.Ordinal) ? arn : null);
        return new ByArn(arn, account);
    }

    private sealed record Everyone : PrincipalEntry
    {
        public override Reach Match(RequestPrincipal caller) => Reach.Direct;
    }

    private sealed record Nobody : PrincipalEntry
    {
        public override Reach Match(RequestPrincipal caller) => Reach.None;
    }

    private sealed record InAccount(AccountId Account) : PrincipalEntry
    {
        // A provider belongs to an account but does not act for it.
        public override Reach Match(RequestPrincipal caller) =>
            caller.Account == Account && caller is not FederatedPrincipal ? Reach.Account : Reach.None;
    }

    private sealed record Service(string Name) : PrincipalEntry
    {
        public override Reach Match(RequestPrincipal caller) =>
            caller is ServicePrincipal service && string.Equals(service.Name, Name, StringComparison.Ordinal) ? Reach.Direct : Reach.None;
    }

    private sealed record Federated(string Provider) : PrincipalEntry
    {
        public override Reach Match(RequestPrincipal caller) =>
            caller is FederatedPrincipal federated && string.Equals(federated.Provider, Provider, StringComparison.Ordinal)
                ? Reach.Direct
                : Reach.None;
    }

    /// <summary>A unique id, written as such or bound; with the session's ARN when it was one session that was bound.</summary>
    private sealed record ById(string Id, Arn? Session) : PrincipalEntry
    {
        public override Reach Match(RequestPrincipal caller)
        {
            if (!string.Equals(caller.UniqueId, Id, StringComparison.Ordinal))
                return Reach.None;
            return caller switch
            {
                UserPrincipal when Session is null => Reach.Direct,
                RolePrincipal or FederatedUserPrincipal when Session is null => Reach.Entity,
                RolePrincipal role when Session.Equals(role.Session) => Reach.Direct,
                FederatedUserPrincipal federated when Session.Equals(federated.Session) => Reach.Direct,
                _ => Reach.None,
            };
        }
    }

    private sealed record ByArn(Arn Arn, AccountId Account) : PrincipalEntry
    {
        private readonly string _roleName = Arn is { Service: "iam" } && Arn.Resource.StartsWith("role/", StringComparison.Ordinal)
            ? Arn.Resource[(Arn.Resource.LastIndexOf('/') + 1)..]
            : "";

        public override Reach Match(RequestPrincipal caller) => caller switch
        {
            UserPrincipal user => Arn.Equals(user.Arn) ? Reach.Direct : Reach.None,
            RolePrincipal role => MatchRole(role),
            FederatedUserPrincipal federated when Arn.Equals(federated.Session) => Reach.Direct,
            FederatedUserPrincipal federated => Arn.Equals(federated.User) ? Reach.Entity : Reach.None,
            _ => Reach.None,
        };

        private Reach MatchRole(RolePrincipal role)
        {
            if (Arn.Equals(role.Session))
                return Reach.Direct;
            if (role.PathKnown)
                return Arn.Equals(role.Role) ? Reach.Entity : Reach.None;
            // A session's ARN hides its role's path, but a role's name is unique in its account.
            return _roleName.Length > 0 && Account == role.Account && string.Equals(_roleName, role.Name, StringComparison.Ordinal)
                ? Reach.Entity
                : Reach.None;
        }
    }
}
