namespace Iamd.Server.Tests;

public sealed class ClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-23T11:45:00Z", null)]
    [InlineData("2026-11-23T12:15:00Z", null)]
    [InlineData("2026-11-23T11:44:59Z", "Signature expired: 20261123T114459Z is now earlier than 20261123T114500Z (20261123T120000Z - 15 min.)")]
    [InlineData("2026-11-23T12:15:01Z", "Signature not yet current: 20261123T121501Z is still later than 20261123T121500Z (20261123T120000Z + 15 min.)")]
    public async Task A_signature_holds_a_quarter_of_an_hour_either_way(string signedAt, string? refusal)
    {
        await using RunningDaemon daemon = await RunningDaemon.StartAsync(clock: new TestClock(Noon));
        AwsAnswer answer = await daemon.Root.SendAsync(daemon.Root.Signed(
            HttpMethod.Post, "/", "sts", "Action=GetCallerIdentity&Version=2011-06-15"u8.ToArray(), DateTimeOffset.Parse(signedAt)));
        if (refusal is null)
            Assert.Equal(200, answer.Status);
        else
            Assert.Equal((403, "SignatureDoesNotMatch", refusal), (answer.Status, answer.Code, answer.Message));
    }

    [Fact]
    public async Task Temporary_credentials_work_until_they_expire()
    {
        TestClock clock = new(Noon);
        await using RunningDaemon daemon = await RunningDaemon.StartAsync(clock: clock);
        AwsAnswer session = await daemon.Root.Sts("GetSessionToken", "DurationSeconds", "900");
        AwsClient client = daemon.As(session["AccessKeyId"]!, session["SecretAccessKey"]!, session["SessionToken"]);

        AwsAnswer who = await client.Sts("GetCallerIdentity");
        Assert.Equal((200, $"arn:aws:iam::{daemon.AccountId}:root"), (who.Status, who["Arn"]));
        Assert.Equal(200, (await client.GetPresigned("sts", "Action=GetCallerIdentity&Version=2011-06-15")).Status);
        AwsAnswer swapped = await daemon.As(session["AccessKeyId"]!, "another-secret", session["SessionToken"]).Sts("GetCallerIdentity");
        Assert.Equal((403, "SignatureDoesNotMatch"), (swapped.Status, swapped.Code));
        AwsAnswer stolen = await daemon.As("ASIA2LZVZAMTBORXZRBB", session["SecretAccessKey"]!, session["SessionToken"]).Sts("GetCallerIdentity");
        Assert.Equal((403, "InvalidClientTokenId"), (stolen.Status, stolen.Code));
        AwsAnswer alone = await daemon.As(session["AccessKeyId"]!, session["SecretAccessKey"]!).Sts("GetCallerIdentity");
        Assert.Equal((403, "InvalidClientTokenId"), (alone.Status, alone.Code));

        clock.Now = Noon.AddSeconds(900);
        AwsAnswer late = await client.Sts("GetCallerIdentity");
        Assert.Equal((403, "ExpiredToken", "The security token included in the request is expired"), (late.Status, late.Code, late.Message));
        // Recorded AWS answer: that comes before the signature is looked at.
        AwsAnswer lateAndWrong = await daemon.As(session["AccessKeyId"]!, "another-secret", session["SessionToken"]).Sts("GetCallerIdentity");
        Assert.Equal((403, "ExpiredToken"), (lateAndWrong.Status, lateAndWrong.Code));
    }

    [Fact]
    public async Task A_session_without_MFA_cannot_call_IAM()
    {
        await using RunningDaemon daemon = await RunningDaemon.StartAsync();
        AwsAnswer session = await daemon.Root.Sts("GetSessionToken");
        AwsAnswer answer = await daemon.As(session["AccessKeyId"]!, session["SecretAccessKey"]!, session["SessionToken"]).Iam("ListUsers");
        Assert.Equal((403, "InvalidClientTokenId"), (answer.Status, answer.Code));
    }
}
