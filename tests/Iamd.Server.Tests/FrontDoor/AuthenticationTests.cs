using System.Text;
using Iamd.Protocol.SigV4;

namespace Iamd.Server.Tests;

public sealed class AuthenticationTests(DaemonFixture fixture) : IClassFixture<DaemonFixture>
{
    private const string WhoAmI = "Action=GetCallerIdentity&Version=2011-06-15";

    private readonly RunningDaemon _daemon = fixture.Daemon;

    [Fact]
    public async Task Root_signs_in_the_header()
    {
        AwsAnswer answer = await _daemon.Root.Sts("GetCallerIdentity");
        Assert.Equal(
            $"""<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><UserId>{_daemon.AccountId}</UserId><Account>{_daemon.AccountId}</Account><Arn>arn:aws:iam::{_daemon.AccountId}:root</Arn></GetCallerIdentityResult><ResponseMetadata><RequestId>{answer.RequestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>""",
            answer.Body);
        Assert.Equal(200, answer.Status);
        Assert.Equal("text/xml", answer.ContentType);
        Assert.True(Guid.TryParseExact(answer.RequestId, "D", out _));
    }

    [Fact]
    public async Task Root_signs_in_the_query_string()
    {
        AwsAnswer answer = await _daemon.Root.GetPresigned("sts", WhoAmI);
        Assert.Equal((200, _daemon.AccountId), (answer.Status, answer["Account"]));
    }

    [Fact]
    public async Task A_signed_GET_may_carry_the_call_in_its_query_string()
    {
        HttpRequestMessage request = _daemon.Root.Signed(HttpMethod.Get, "/?" + WhoAmI, "sts", [], DateTimeOffset.UtcNow);
        Assert.Equal(200, (await _daemon.Root.SendAsync(request)).Status);
    }

    [Fact]
    public async Task A_request_without_credentials_is_told_so()
    {
        AwsAnswer answer = await Send(new HttpRequestMessage(HttpMethod.Post, "/") { Content = Form(WhoAmI) });
        Assert.Equal((403, "MissingAuthenticationToken", "Request is missing Authentication Token"), (answer.Status, answer.Code, answer.Message));
        Assert.Contains("""<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>""", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AKIANOBODYNOBODY0000", "any-secret", null, 403, "InvalidClientTokenId", "The security token included in the request is invalid.")]
    [InlineData("AKIAROOTROOTROOTROOT", "wrong-secret", null, 403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.")]
    [InlineData("AKIAROOTROOTROOTROOT", "root-secret-that-only-tests-know-0000001", "a-token-of-nobody", 403, "InvalidClientTokenId", "The security token included in the request is invalid.")]
    [InlineData("ASIA2LZVZAMTBORXZRBB", "any-secret", null, 403, "InvalidClientTokenId", "The security token included in the request is invalid.")]
    [InlineData("ASIA2LZVZAMTBORXZRBB", "any-secret", "AQAAAAD/////////////////////", 403, "InvalidClientTokenId", "The security token included in the request is invalid.")]
    [InlineData("a/b", "any-secret", null, 400, "IncompleteSignature", "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/{date}/us-east-1/sts/aws4_request'")]
    public async Task Wrong_credentials_are_refused(string id, string secret, string? token, int status, string code, string message)
    {
        AwsAnswer answer = await _daemon.As(id, secret, token).Sts("GetCallerIdentity");
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(message.Replace("{date}", DateTime.UtcNow.ToString("yyyyMMdd")), answer.Message);
    }

    [Theory]
    [InlineData("Bearer abc", 403, "MissingAuthenticationToken")]
    [InlineData("AWS4-HMAC-SHA256", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential=, SignedHeaders=, Signature=", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAROOTROOTROOTROOT, SignedHeaders=host;x-amz-date, Signature=00", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAROOTROOTROOTROOT/{date}/us-east-1/sts/aws4_request, Credential=x, SignedHeaders=host;x-amz-date, Signature=00", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAROOTROOTROOTROOT/{date}/us-east-1/sts/aws5_request, SignedHeaders=host;x-amz-date, Signature=00", 403, "SignatureDoesNotMatch")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAROOTROOTROOTROOT/20000101/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=00", 403, "SignatureDoesNotMatch")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAROOTROOTROOTROOT/{date}/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=00", 403, "SignatureDoesNotMatch")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAROOTROOTROOTROOT/{date}/us-east-1/sts/aws4_request, SignedHeaders=x-amz-date, Signature=00", 403, "SignatureDoesNotMatch")]
    [InlineData("AWS4-HMAC-SHA512 Credential=AKIAROOTROOTROOTROOT/{date}/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=00", 400, "IncompleteSignature")]
    [InlineData("AWS AKIAROOTROOTROOTROOT:c2lnbmF0dXJl", 403, "MissingAuthenticationToken")]
    [InlineData("\u00e9\u00ff", 403, "MissingAuthenticationToken")]
    public async Task Broken_Authorization_headers_are_refused(string header, int status, string code)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        AwsAnswer answer = await Raw.Send(
            _daemon.Endpoint,
            $"POST / HTTP/1.1\r\nHost: {_daemon.Endpoint.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Amz-Date: {now:yyyyMMdd'T'HHmmss'Z'}\r\n"
            + $"Authorization: {header.Replace("{date}", now.ToString("yyyyMMdd"))}\r\nContent-Length: {WhoAmI.Length}\r\nConnection: close\r\n\r\n{WhoAmI}");
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_changed_body_does_not_match_its_signature()
    {
        HttpRequestMessage request = _daemon.Root.Signed(HttpMethod.Post, "/", "sts", Encoding.UTF8.GetBytes(WhoAmI), DateTimeOffset.UtcNow);
        request.Content = Form(WhoAmI + "&x=y");
        AwsAnswer answer = await _daemon.Root.SendAsync(request);
        Assert.Equal((403, "SignatureDoesNotMatch"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Credentials_in_header_and_query_string_together_are_refused()
    {
        Uri presigned = _daemon.Root.Signer.Presign(new Uri(_daemon.Endpoint, "/?" + WhoAmI), "us-east-1", "sts", DateTimeOffset.UtcNow, 60);
        HttpRequestMessage request = _daemon.Root.Signed(HttpMethod.Get, presigned.PathAndQuery, "sts", [], DateTimeOffset.UtcNow);
        AwsAnswer answer = await _daemon.Root.SendAsync(request);
        Assert.Equal((403, "SignatureDoesNotMatch"), (answer.Status, answer.Code));
    }

    private static StringContent Form(string form) => new(form, Encoding.UTF8, "application/x-www-form-urlencoded");

    private async Task<AwsAnswer> Send(HttpRequestMessage request) => await _daemon.Root.SendAsync(request);
}
