namespace Iamd.Server.Tests;

public sealed class ForeignServiceTests(DaemonFixture fixture) : IClassFixture<DaemonFixture>
{
    private readonly RunningDaemon _daemon = fixture.Daemon;

    [Theory]
    [InlineData("GET", "/", "s3", "iamd simulate s3:ListAllMyBuckets '*'")]
    [InlineData("GET", "/logs?list-type=2", "s3", "iamd simulate s3:ListBucket arn:aws:s3:::logs")]
    [InlineData("GET", "/logs/a/b.txt", "s3", "iamd simulate s3:GetObject arn:aws:s3:::logs/a/b.txt")]
    [InlineData("GET", "/logs/it%27s", "s3", "iamd simulate s3:GetObject 'arn:aws:s3:::logs/it'\\''s'")]
    [InlineData("PUT", "/logs/a", "s3", "iamd simulate s3:PutObject arn:aws:s3:::logs/a")]
    [InlineData("DELETE", "/logs", "s3", "iamd simulate s3:DeleteBucket arn:aws:s3:::logs")]
    [InlineData("POST", "/?Action=DescribeInstances&Version=2016-11-15", "ec2", "iamd simulate ec2:DescribeInstances '*'")]
    [InlineData("POST", "/?Action=ListMetrics&Version=2010-08-01", "monitoring", "iamd simulate cloudwatch:ListMetrics '*'")]
    [InlineData("GET", "/2015-03-31/functions", "lambda", "iamd simulate lambda:ACTION '*'")]
    public async Task A_signed_call_of_another_service_names_the_line_that_would_decide_it(string method, string target, string service, string simulate)
    {
        AwsAnswer answer = await _daemon.Root.SendAsync(_daemon.Root.Signed(new HttpMethod(method), target, service, [], DateTimeOffset.UtcNow));
        Assert.Equal(501, answer.Status);
        Assert.Contains(
            $"iamd does not host the service {service}. To see whether this call would be allowed, run: {simulate}",
            System.Net.WebUtility.HtmlDecode(answer.Body).Replace("\\u0027", "'").Replace("\\\\", "\\"),
            StringComparison.Ordinal);
        Assert.NotEmpty(answer.RequestId);
    }

    [Fact]
    public async Task The_caller_must_be_known_there_too()
    {
        AwsClient stranger = _daemon.As("AKIANOBODYNOBODY0000", "secret");
        AwsAnswer answer = await stranger.SendAsync(stranger.Signed(HttpMethod.Get, "/", "s3", [], DateTimeOffset.UtcNow));
        Assert.Equal((403, "InvalidClientTokenId"), (answer.Status, answer.Code));
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>", answer.Body, StringComparison.Ordinal);
    }
}
