using System.Net;
using Iamd.Protocol.Wire;

namespace Iamd.Accounts.Tests;

/// <summary>A world and a clock: runs operations as the front door does, without HTTP.</summary>
internal sealed class Daemon
{
    public static readonly AccountId AccountId = AccountId.Parse("111122223333");

    public Daemon()
    {
        RootUser root = new() { Account = AccountId, Id = AccountId.ToString(), CreatedAt = Now };
        AccountSettings settings = new() { Account = AccountId, Id = "settings", CreatedAt = Now };
        World = World.Empty.With(settings, root);
    }

    public World World { get; private set; }

    public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);

    public CountingRandomness Randomness { get; } = new();

    public DataKeys Keys { get; } = new([new DataKey(1, [.. new byte[32]], DateTimeOffset.UnixEpoch)]);

    /// <summary>What was last used when: a test says it.</summary>
    public SaidActivity Activity { get; } = new();

    public Account Account => World.TryGetAccount(AccountId, out Account? account) ? account : throw new InvalidOperationException();

    public Caller Root => new Caller.Root(Account.Root) { AccessKeyId = "AKIAROOT" };

    /// <summary>The user as a caller with a long-term key.</summary>
    public Caller User(string name) =>
        new Caller.IamUser(Account.Users.TryGet(name, out User? user) ? user : throw new InvalidOperationException(name)) { AccessKeyId = "AKIAUSER" };

    /// <summary>The caller whom temporary credentials stand for, found again as at every request.</summary>
    public Caller Session(Sts.Credentials credentials)
    {
        Assert.True(SessionToken.TryOpen(credentials.SessionToken, credentials.AccessKeyId, Keys, out SessionClaims? claims));
        Assert.True(Callers.TryFind(World, claims, out Caller? caller), "the principal of the session is gone");
        return caller;
    }

    /// <summary>One more account, with nothing in it but root.</summary>
    public void AddAccount(AccountId id)
    {
        RootUser root = new() { Account = id, Id = id.ToString(), CreatedAt = Now };
        World = World.With(new AccountSettings { Account = id, Id = "settings", CreatedAt = Now }, root);
    }

    /// <summary>A session of a role, as AssumeRole gives it.</summary>
    public Caller RoleSession(string roleName)
    {
        Role role = Account.Roles.TryGet(roleName, out Role? found) ? found : throw new InvalidOperationException(roleName);
        SessionClaims claims = new()
        {
            Kind = SessionKind.Role,
            Account = AccountId,
            PrincipalId = role.Id,
            AccessKeyId = "ASIASESSION",
            SecretAccessKey = "secret",
            Name = "session",
            IssuedAt = Now,
            ExpiresAt = Now.AddHours(1),
        };
        return new Caller.RoleSession(role, claims) { AccessKeyId = claims.AccessKeyId, Session = claims };
    }

    /// <summary>Puts entities as they are, without an operation.</summary>
    public void Put(params ReadOnlySpan<Entity> entities)
    {
        foreach (Entity entity in entities)
            World = World.Put(entity);
    }

    /// <summary>Takes an entity away, without an operation.</summary>
    public void Delete(Entity entity) => World = World.Apply([Change.Delete(entity)]);

    /// <summary>Sets one of the account's quotas.</summary>
    public void SetQuota(string name, int value) => Put(Account.Settings with
    {
        Quotas = Account.Quotas.With(name, value) ?? throw new InvalidOperationException(name),
    });

    /// <summary>Runs an operation, authorization included, and keeps its changes; the caller is root unless given.</summary>
    public Outcome<IResponseShape> Run(string service, string name, object request, Caller? caller = null)
    {
        Assert.True(OperationTable.TryFind(service, name, out Operation? operation), $"{service}:{name} is not in the table");
        caller ??= Root;
        if (SessionLimits.Check(caller, operation) is AwsError outOfBounds)
            return outOfBounds;
        Call call = CallOf(caller);
        Assert.True(World.TryGetAccount(caller.Account, out Account? account));
        if (operation.Prepare is not null)
        {
            call = call with
            {
                // Tests hash with something cheap: that a hash fits is the operation's business, how it is made is not.
                HashedPasswords = [.. operation.Prepare(account, request, call).Select(p => new HashedPassword(p.Password, p.Salt, CheapHash(p)))],
            };
        }
        if (Authorizer.Authorize(World, account, operation, request, call) is AwsError denied)
            return denied;
        Outcome<IResponseShape> outcome = operation.Run(World, account, request, call);
        if (outcome.Error is null && !outcome.Changes.IsEmpty)
            World = World.Apply(outcome.Changes);
        return outcome;
    }

    /// <summary>Runs an IAM operation that must succeed.</summary>
    public TResponse Iam<TResponse>(string name, object request, Caller? caller = null)
        where TResponse : class, IResponseShape => Succeeds<TResponse>("iam", name, request, caller);

    /// <summary>Runs an STS operation that must succeed.</summary>
    public TResponse Sts<TResponse>(string name, object request, Caller? caller = null)
        where TResponse : class, IResponseShape => Succeeds<TResponse>("sts", name, request, caller);

    /// <summary>Runs an IAM operation that must fail.</summary>
    public AwsError IamError(string name, object request, Caller? caller = null) => Fails("iam", name, request, caller);

    /// <summary>Runs an STS operation that must fail.</summary>
    public AwsError StsError(string name, object request, Caller? caller = null) => Fails("sts", name, request, caller);

    public Call CallOf(Caller caller) => new()
    {
        Caller = caller,
        Now = Now,
        Randomness = Randomness,
        Keys = Keys,
        Activity = Activity,
        Transport = new Transport { RequestId = "00000000-0000-0000-0000-000000000000", SourceIp = IPAddress.Loopback },
    };

    private TResponse Succeeds<TResponse>(string service, string name, object request, Caller? caller)
        where TResponse : class, IResponseShape
    {
        bool succeeded = Run(service, name, request, caller).TryGet(out IResponseShape? response, out AwsError? error);
        Assert.True(succeeded, $"{name}: {error}");
        return Assert.IsType<TResponse>(response);
    }

    private AwsError Fails(string service, string name, object request, Caller? caller)
    {
        World before = World;
        bool succeeded = Run(service, name, request, caller).TryGet(out _, out AwsError? error);
        Assert.False(succeeded, $"{name} succeeded");
        Assert.Same(before, World);
        return error!; // It failed, so there is an error.
    }

    private static ImmutableArray<byte> CheapHash(PasswordToHash password) =>
        [.. System.Security.Cryptography.SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes(password.Password), .. password.Salt])];
}

/// <summary>Last uses as a test says them.</summary>
internal sealed class SaidActivity : IActivity
{
    public Dictionary<string, AccessKeyUse> AccessKeys { get; } = [];

    public Dictionary<string, DateTimeOffset> Passwords { get; } = [];

    public Dictionary<string, RoleUse> Roles { get; } = [];

    public AccessKeyUse? AccessKeyLastUsed(string accessKeyId) => AccessKeys.GetValueOrDefault(accessKeyId);

    public DateTimeOffset? PasswordLastUsed(string principalId) =>
        Passwords.TryGetValue(principalId, out DateTimeOffset at) ? at : null;

    public RoleUse? RoleLastUsed(string roleId) => Roles.GetValueOrDefault(roleId);

    public Dictionary<string, ImmutableArray<ActionUse>> Actions { get; } = [];

    public ImmutableArray<ActionUse> ActionsUsed(string principalId) => Actions.GetValueOrDefault(principalId, []);
}

/// <summary>Bytes that are never the same twice and always the same from one run to the next.</summary>
internal sealed class CountingRandomness : IRandomness
{
    private ulong _count;

    public void Fill(Span<byte> bytes)
    {
        Span<byte> seed = stackalloc byte[sizeof(ulong)];
        int filled = 0;
        while (filled < bytes.Length)
        {
            BitConverter.TryWriteBytes(seed, ++_count);
            byte[] block = System.Security.Cryptography.SHA256.HashData(seed);
            int take = Math.Min(block.Length, bytes.Length - filled);
            block.AsSpan(0, take).CopyTo(bytes[filled..]);
            filled += take;
        }
    }
}
