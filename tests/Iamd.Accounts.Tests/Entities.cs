namespace Iamd.Accounts.Tests;

/// <summary>Entities of the test account with nothing set but what must be.</summary>
internal static class Entities
{
    public const string AllowAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    public const string TrustEc2 =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private static readonly DateTimeOffset CreatedAt = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public static User User(string name, string path = "/") =>
        new() { Account = Daemon.AccountId, Id = $"AIDA{name}", Name = name, Path = path, CreatedAt = CreatedAt };

    /// <summary>A user who may do one thing, on a condition.</summary>
    public static User UserAllowed(string name, string action, string resource, string condition = "{}") => User(name) with
    {
        InlinePolicies = ImmutableSortedDictionary<string, Document>.Empty.Add("only", Document(
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}","Condition":{{condition}}}]}""")),
    };

    public static Group Group(string name, string path = "/") =>
        new() { Account = Daemon.AccountId, Id = $"AGPA{name}", Name = name, Path = path, CreatedAt = CreatedAt };

    public static Role Role(string name, string path = "/") => new()
    {
        Account = Daemon.AccountId,
        Id = $"AROA{name}",
        Name = name,
        Path = path,
        CreatedAt = CreatedAt,
        TrustPolicy = new TrustPolicy(Document(TrustEc2), ImmutableSortedDictionary<string, string>.Empty),
    };

    public static ManagedPolicy Policy(string name, string document = AllowAll, string path = "/") => new()
    {
        Account = Daemon.AccountId,
        Id = $"ANPA{name}",
        Name = name,
        Path = path,
        CreatedAt = CreatedAt,
        UpdatedAt = CreatedAt,
        Versions = [new PolicyVersion(1, Document(document), CreatedAt)],
        DefaultVersion = 1,
        LatestVersion = 1,
    };

    public static InstanceProfile InstanceProfile(string name, string path = "/") =>
        new() { Account = Daemon.AccountId, Id = $"AIPA{name}", Name = name, Path = path, CreatedAt = CreatedAt };

    public static MfaDevice MfaDevice(string name) => new()
    {
        Account = Daemon.AccountId,
        Id = $"mfa-{name}",
        Name = name,
        CreatedAt = CreatedAt,
        Seed = new SealedSecret(1, []),
    };

    public static ServerCertificate ServerCertificate(string name, string path = "/") => new()
    {
        Account = Daemon.AccountId,
        Id = $"ASCA{name}",
        Name = name,
        Path = path,
        CreatedAt = CreatedAt,
        Body = "",
        PrivateKey = new SealedSecret(1, []),
        ExpiresAt = CreatedAt.AddYears(1),
    };

    public static Document Document(string text) =>
        Accounts.Document.TryParse(text, out Document? document, out PolicyError? error) ? document : throw new InvalidOperationException(error.ToString());
}
