namespace Iamd.Accounts.Tests;

public sealed class SessionTokenTests
{
    private static readonly Daemon Daemon1 = new();

    private static SessionClaims Claims(string? policy = null, int tags = 0)
    {
        Document? document = null;
        Assert.True(policy is null || Document.TryParse(policy, out document, out _));
        return new SessionClaims
        {
            Kind = SessionKind.Role,
            Account = Daemon.AccountId,
            AccessKeyId = Daemon1.Randomness.NewAccessKeyId("ASIA", Daemon.AccountId),
            PrincipalId = "AROA1",
            SecretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            Name = "session",
            IssuedAt = Daemon1.Now,
            ExpiresAt = Daemon1.Now.AddHours(1),
            MfaAuthenticatedAt = Daemon1.Now.AddMinutes(-1),
            SessionPolicy = document,
            SessionPolicyArns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
            Tags = [.. Enumerable.Range(0, tags).Select(i => new Tag($"key{i}", Daemon1.Randomness.NewSecretAccessKey()))],
            TransitiveTagKeys = ["key0"],
            SourceIdentity = "alice",
        };
    }

    [Fact]
    public void A_token_brings_back_all_its_claims()
    {
        SessionClaims claims = Claims("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""", tags: 2);
        string? token = SessionToken.Seal(claims, Daemon1.Keys, Daemon1.Now, Daemon1.Randomness, out _);

        Assert.NotNull(token);
        Assert.True(SessionToken.TryOpen(token, claims.AccessKeyId, Daemon1.Keys, out SessionClaims? opened));
        Assert.Equal(claims with { SessionPolicyArns = [], Tags = [], TransitiveTagKeys = [] }, opened with { SessionPolicyArns = [], Tags = [], TransitiveTagKeys = [] });
        Assert.Equal(claims.SessionPolicyArns, opened.SessionPolicyArns);
        Assert.Equal(claims.Tags, opened.Tags);
        Assert.Equal(claims.TransitiveTagKeys, opened.TransitiveTagKeys);
    }

    [Fact]
    public void A_token_does_not_open_with_another_access_key_id_or_when_changed()
    {
        SessionClaims claims = Claims();
        string token = SessionToken.Seal(claims, Daemon1.Keys, Daemon1.Now, Daemon1.Randomness, out _)!; // It is short.
        string other = Daemon1.Randomness.NewAccessKeyId("ASIA", Daemon.AccountId);

        Assert.False(SessionToken.TryOpen(token, other, Daemon1.Keys, out _));
        Assert.False(SessionToken.TryOpen(token[1..], claims.AccessKeyId, Daemon1.Keys, out _));
        Assert.False(SessionToken.TryOpen("", claims.AccessKeyId, Daemon1.Keys, out _));
        Assert.False(SessionToken.TryOpen("not base 64!", claims.AccessKeyId, Daemon1.Keys, out _));
        Assert.False(SessionToken.TryOpen(new string('A', 100_000), claims.AccessKeyId, Daemon1.Keys, out _));
        Assert.False(SessionToken.TryOpen(token, "ASIA", Daemon1.Keys, out _));
    }

    [Fact]
    public void A_token_over_four_kilobytes_is_not_made_and_its_size_is_told()
    {
        Assert.NotNull(SessionToken.Seal(Claims(tags: 10), Daemon1.Keys, Daemon1.Now, Daemon1.Randomness, out int some));
        Assert.Null(SessionToken.Seal(Claims(tags: 100), Daemon1.Keys, Daemon1.Now, Daemon1.Randomness, out int tooMuch));
        Assert.InRange(some, 5, 50);
        Assert.InRange(tooMuch, 101, 1000);
    }
}
