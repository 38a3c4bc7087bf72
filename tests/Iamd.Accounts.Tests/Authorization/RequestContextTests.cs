namespace Iamd.Accounts.Tests;

public sealed class RequestContextTests
{
    private static readonly Daemon Daemon1 = new();

    private static readonly User Alice = new()
    {
        Account = Daemon.AccountId,
        Id = "AIDAALICE",
        Name = "alice",
        Path = "/staff/",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Tags = [new Tag("team", "web"), new Tag("Floor", "2")],
    };

    private static readonly SessionClaims Session = new()
    {
        Kind = SessionKind.SessionToken,
        Account = Daemon.AccountId,
        PrincipalId = "AIDAALICE",
        AccessKeyId = "ASIA1",
        SecretAccessKey = "secret",
        IssuedAt = Daemon1.Now.AddMinutes(-10),
        ExpiresAt = Daemon1.Now.AddHours(1),
    };

    private static readonly Role Worker = new()
    {
        Account = Daemon.AccountId,
        Id = "AROAWORKER",
        Name = "Worker",
        Path = "/app/",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Tags = [new Tag("team", "ops"), new Tag("cost", "7")],
        TrustPolicy = new TrustPolicy(
            Document.TryParse("""{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"}}""", out Document? trust, out _) ? trust : throw new InvalidOperationException(),
            ImmutableSortedDictionary<string, string>.Empty),
    };

    private static string? ValueOf(string key, Caller caller, Access? access = null) =>
        RequestContexts.Of(access ?? new Access("iam:ListUsers", "*"), Daemon1.CallOf(caller)).Context.TryGet(key, out ContextValue value)
            ? value.ToString()
            : null;

    [Theory]  // IAM User Guide, "AWS global condition context keys": what each key is for a user with a long-term key.
    [InlineData("aws:username", "alice")]
    [InlineData("aws:userid", "AIDAALICE")]
    [InlineData("aws:PrincipalArn", "arn:aws:iam::111122223333:user/staff/alice")]
    [InlineData("aws:PrincipalAccount", "111122223333")]
    [InlineData("aws:PrincipalType", "User")]
    [InlineData("aws:PrincipalTag/team", "web")]
    [InlineData("aws:PrincipalTag/floor", "2")]
    [InlineData("aws:CurrentTime", "2026-11-23T20:00:00Z")]
    [InlineData("aws:EpochTime", "1795464000")]
    [InlineData("aws:SourceIp", "127.0.0.1")]
    [InlineData("aws:SecureTransport", "false")]
    [InlineData("aws:ViaAWSService", "false")]
    [InlineData("aws:MultiFactorAuthPresent", null)]
    [InlineData("aws:MultiFactorAuthAge", null)]
    [InlineData("aws:TokenIssueTime", null)]
    [InlineData("aws:SourceIdentity", null)]
    [InlineData("aws:PrincipalOrgID", null)]
    [InlineData("aws:TagKeys", null)]
    public void A_user_has(string key, string? value) =>
        Assert.Equal(value, ValueOf(key, new Caller.IamUser(Alice) { AccessKeyId = "AKIA1" }));

    [Theory]
    [InlineData("aws:MultiFactorAuthPresent", "false")]
    [InlineData("aws:MultiFactorAuthAge", null)]
    [InlineData("aws:TokenIssueTime", "2026-11-23T19:50:00Z")]
    [InlineData("aws:username", "alice")]
    public void A_user_in_a_session_has(string key, string? value) =>
        Assert.Equal(value, ValueOf(key, new Caller.IamUser(Alice) { AccessKeyId = "ASIA1", Session = Session }));

    [Theory]
    [InlineData("aws:MultiFactorAuthPresent", "true")]
    [InlineData("aws:MultiFactorAuthAge", "600")]
    public void A_user_in_a_session_opened_with_MFA_has(string key, string? value) =>
        Assert.Equal(value, ValueOf(key, new Caller.IamUser(Alice) { AccessKeyId = "ASIA1", Session = Session with { MfaAuthenticatedAt = Session.IssuedAt } }));

    [Theory]
    [InlineData("aws:username", null)]
    [InlineData("aws:userid", "AROAWORKER:night")]
    [InlineData("aws:PrincipalArn", "arn:aws:iam::111122223333:role/app/Worker")]
    [InlineData("aws:PrincipalType", "AssumedRole")]
    [InlineData("aws:PrincipalTag/team", "web")]  // The session's tag takes the role's place.
    [InlineData("aws:PrincipalTag/cost", "7")]
    [InlineData("aws:SourceIdentity", "alice")]
    public void A_role_session_has(string key, string? value)
    {
        SessionClaims claims = Session with
        {
            Kind = SessionKind.Role,
            PrincipalId = "AROAWORKER",
            Name = "night",
            Tags = [new Tag("Team", "web")],
            SourceIdentity = "alice",
        };
        Assert.Equal(value, ValueOf(key, new Caller.RoleSession(Worker, claims) { AccessKeyId = "ASIA1", Session = claims }));
    }

    [Theory]
    [InlineData("aws:ResourceTag/team", "web")]
    [InlineData("iam:ResourceTag/team", "web")]
    [InlineData("aws:ResourceAccount", "111122223333")]
    [InlineData("aws:RequestTag/a", "1")]  // Given twice: the first counts, and the operation refuses it later.
    [InlineData("aws:TagKeys", "[a, A, gone]")]
    [InlineData("iam:PolicyARN", "arn:aws:iam::aws:policy/ReadOnlyAccess")]
    [InlineData("aws:SourceIp", "10.0.0.1")]
    public void An_access_adds(string key, string? value)
    {
        Access access = Access.To("iam:TagUser", Alice) with
        {
            RequestTags = [new Tag("a", "1"), new Tag("A", "2")],
            RemovedTagKeys = ["gone"],
            Keys = [new("iam:PolicyARN", "arn:aws:iam::aws:policy/ReadOnlyAccess"), new("aws:sourceip", "10.0.0.1")],
        };
        Assert.Equal(value, ValueOf(key, new Caller.IamUser(Alice) { AccessKeyId = "AKIA1" }, access));
    }
}
