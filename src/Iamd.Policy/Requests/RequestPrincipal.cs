using System.Diagnostics.CodeAnalysis;

namespace Iamd.Policy;

/// <summary>Who makes a request. The hierarchy is closed.</summary>
/// <remarks>IAM User Guide, "AWS JSON policy elements: Principal" and "The request context".</remarks>
public abstract record RequestPrincipal
{
    private protected RequestPrincipal(string text, AccountId? account)
    {
        Text = text;
        Account = account;
    }

    /// <summary>The caller as AWS names it in messages: an ARN, a service's name, or <c>anonymous</c>.</summary>
    public string Text { get; }

    /// <summary>The account it belongs to; null for services and anonymous callers.</summary>
    public AccountId? Account { get; }

    /// <summary>
    /// The unique id of the entity behind the caller (<c>AIDA…</c> of a user, <c>AROA…</c> of a session's role);
    /// null when it is not known, as in offline decisions.
    /// </summary>
    public string? UniqueId { get; init; }

    /// <summary>
    /// Reads a principal from an ARN (user, role, assumed-role session, federated user, root),
    /// an identity provider (its ARN, or the name of a well-known one), a service's name such as <c>lambda.amazonaws.com</c>,
    /// or <c>anonymous</c>.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RequestPrincipal? principal)
    {
        principal = null;
        if (string.IsNullOrEmpty(text))
            return false;
        if (string.Equals(text, "anonymous", StringComparison.Ordinal))
        {
            principal = new AnonymousPrincipal();
            return true;
        }
        if (!Arn.TryParse(text, out Arn? arn))
        {
            if (PrincipalArns.IsWellKnownProvider(text))
                principal = new FederatedPrincipal(text, account: null);
            else if (ServicePrincipal.IsServiceName(text))
                principal = new ServicePrincipal(text);
            return principal is not null;
        }
        if (!AccountId.TryParse(arn.Account, out AccountId account) || arn.Region.Length > 0)
            return false;
        principal = (arn.Service, arn.Resource) switch
        {
            ("iam", "root") => new RootPrincipal(account, arn.Partition),
            ("iam", ['u', 's', 'e', 'r', '/', not '/', ..]) => new UserPrincipal(arn, account),
            ("iam", ['r', 'o', 'l', 'e', '/', not '/', ..]) => new RolePrincipal(arn, account, session: null, pathKnown: true),
            ("iam", var provider) when PrincipalArns.IsProvider(provider) => new FederatedPrincipal(text, account),
            ("sts", _) => ReadSession(arn, account),
            _ => null,
        };
        return principal is not null;
    }

    private static RequestPrincipal? ReadSession(Arn arn, AccountId account)
    {
        string[] parts = arn.Resource.Split('/');
        if (parts is ["federated-user", { Length: > 0 } _])
            // The user behind it is not told; AWS says that the session's ARN is based on that user's name.
            return new FederatedUserPrincipal(arn, account, Arn.Parse($"arn:{arn.Partition}:iam::{account}:user/{parts[1]}"));
        if (parts is ["assumed-role", { Length: > 0 } role, { Length: > 0 } _])
            return new RolePrincipal(Arn.Parse($"arn:{arn.Partition}:iam::{account}:role/{role}"), account, arn, pathKnown: false);
        return null;
    }
}

/// <summary>An IAM user.</summary>
public sealed record UserPrincipal : RequestPrincipal
{
    internal UserPrincipal(Arn arn, AccountId account)
        : base(arn.ToString(), account) => Arn = arn;

    /// <summary>A user by ARN.</summary>
    /// <exception cref="ArgumentException">Not a user's ARN.</exception>
    public UserPrincipal(Arn arn, string? uniqueId)
        : this(arn, PrincipalArns.AccountOf(arn, "iam", "user/")) => UniqueId = uniqueId;

    /// <summary>The user's ARN with its path.</summary>
    public Arn Arn { get; }
}

/// <summary>A role, nearly always as a session of it.</summary>
public sealed record RolePrincipal : RequestPrincipal
{
    internal RolePrincipal(Arn role, AccountId account, Arn? session, bool pathKnown)
        : base((session ?? role).ToString(), account)
    {
        Role = role;
        Session = session;
        PathKnown = pathKnown;
        Name = role.Resource[(role.Resource.LastIndexOf('/') + 1)..];
    }

    /// <summary>A session of a role.</summary>
    /// <param name="role">The role's ARN with its path.</param>
    /// <param name="session">The session's ARN, <c>arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION</c>; null for the role itself.</param>
    /// <param name="uniqueId">The role's unique id.</param>
    /// <exception cref="ArgumentException">Not a role's ARN.</exception>
    public RolePrincipal(Arn role, Arn? session, string? uniqueId)
        : this(role, PrincipalArns.AccountOf(role, "iam", "role/"), session, pathKnown: true) => UniqueId = uniqueId;

    /// <summary>The role's ARN; without its path when only the session's ARN was known.</summary>
    public Arn Role { get; }

    /// <summary>The session's ARN.</summary>
    public Arn? Session { get; }

    /// <summary>Whether <see cref="Role"/> has the role's real path: a session's ARN leaves it out.</summary>
    public bool PathKnown { get; }

    /// <summary>The role's name, unique in its account whatever its path.</summary>
    public string Name { get; }

    /// <summary>Whether it is a service-linked role, which organization policies do not restrict.</summary>
    /// <remarks>AWS Organizations User Guide, "Service control policies": "SCPs do not affect any service-linked role".</remarks>
    public bool IsServiceLinked => PathKnown
        ? Role.Resource.StartsWith("role/aws-service-role/", StringComparison.Ordinal)
        : Name.StartsWith("AWSServiceRoleFor", StringComparison.Ordinal);
}

/// <summary>A session made by GetFederationToken.</summary>
public sealed record FederatedUserPrincipal : RequestPrincipal
{
    internal FederatedUserPrincipal(Arn session, AccountId account, Arn? user)
        : base(session.ToString(), account)
    {
        Session = session;
        User = user;
    }

    /// <summary>A federated user's session.</summary>
    /// <param name="session"><c>arn:aws:sts::ACCOUNT:federated-user/NAME</c>.</param>
    /// <param name="user">The IAM user who made it; null when root did, or when not known.</param>
    /// <param name="uniqueId">That user's unique id.</param>
    /// <exception cref="ArgumentException">Not a federated user's ARN.</exception>
    public FederatedUserPrincipal(Arn session, Arn? user, string? uniqueId)
        : this(session, PrincipalArns.AccountOf(session, "sts", "federated-user/"), user) => UniqueId = uniqueId;

    /// <summary>The session's ARN.</summary>
    public Arn Session { get; }

    /// <summary>The user whose permissions it narrows.</summary>
    public Arn? User { get; }
}

/// <summary>An account's root user.</summary>
public sealed record RootPrincipal : RequestPrincipal
{
    public RootPrincipal(AccountId account, string partition = "aws")
        : base($"arn:{partition}:iam::{account}:root", account)
    {
    }
}

/// <summary>An AWS service acting for itself.</summary>
public sealed record ServicePrincipal : RequestPrincipal
{
    /// <param name="name">Such as <c>lambda.amazonaws.com</c>.</param>
    public ServicePrincipal(string name)
        : base(name, account: null) => Name = name;

    /// <summary>The service's name.</summary>
    public string Name { get; }

    /// <summary>Whether a text is formed like a service principal: labels with dots between, the last two an AWS domain.</summary>
    internal static bool IsServiceName(string text) =>
        text.AsSpan().IndexOfAnyExcept(ServiceNameCharacters) < 0
        && (text.EndsWith(".amazonaws.com", StringComparison.Ordinal)
            || text.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal)
            || text.EndsWith(".amazon.com", StringComparison.Ordinal)
            || text.EndsWith(".aws.internal", StringComparison.Ordinal)
            || text.EndsWith(".aws", StringComparison.Ordinal));

    private static readonly System.Buffers.SearchValues<char> ServiceNameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");
}

/// <summary>A caller known by an identity provider's word only, as when it assumes a role with a token or an assertion.</summary>
public sealed record FederatedPrincipal : RequestPrincipal
{
    /// <param name="provider">
    /// As trust policies name it: <c>arn:aws:iam::ACCOUNT:oidc-provider/HOST</c>, <c>arn:aws:iam::ACCOUNT:saml-provider/NAME</c>,
    /// or a well-known name such as <c>accounts.google.com</c>.
    /// </param>
    /// <param name="account">The account of the provider; null for the well-known ones.</param>
    public FederatedPrincipal(string provider, AccountId? account)
        : base(provider, account) => Provider = provider;

    /// <summary>The provider as trust policies name it.</summary>
    public string Provider { get; }
}

/// <summary>A caller without credentials.</summary>
public sealed record AnonymousPrincipal : RequestPrincipal
{
    public AnonymousPrincipal()
        : base("anonymous", account: null)
    {
    }
}

internal static class PrincipalArns
{
    /// <summary>Whether the resource part of an IAM ARN is an identity provider's.</summary>
    public static bool IsProvider(string resource) =>
        resource.StartsWith("oidc-provider/", StringComparison.Ordinal) || resource.StartsWith("saml-provider/", StringComparison.Ordinal);

    /// <summary>The providers that need no registration in an account.</summary>
    /// <remarks>IAM User Guide, "AWS JSON policy elements: Principal", web identity session principals.</remarks>
    public static bool IsWellKnownProvider(string text) =>
        text is "accounts.google.com" or "graph.facebook.com" or "www.amazon.com" or "cognito-identity.amazonaws.com";

    /// <summary>The account in an ARN that must be of the given service and sort.</summary>
    public static AccountId AccountOf(Arn arn, string service, string prefix)
    {
        ArgumentNullException.ThrowIfNull(arn);
        if (string.Equals(arn.Service, service, StringComparison.Ordinal)
            && arn.Resource.StartsWith(prefix, StringComparison.Ordinal)
            && AccountId.TryParse(arn.Account, out AccountId account))
            return account;
        throw new ArgumentException($"'{arn}' is not an ARN of {service} with a resource {prefix}….", nameof(arn));
    }
}
