using System.Security.Cryptography;
using System.Text;
using Iamd.Protocol.SigV4;

namespace Iamd.Server.Tests;

/// <summary>Requests as they stand on the wire, in ways that few clients send them: sockets, no client library.</summary>
public sealed class WireTests(DaemonFixture fixture) : IClassFixture<DaemonFixture>, IAsyncLifetime
{
    private const string Form = "Action=ListUsers&Version=2010-05-08";

    private readonly RunningDaemon _daemon = fixture.Daemon;

    private string Host => _daemon.Endpoint.Authority;

    [Theory] // {C}, {H} and {S} stand for a good credential, list of signed headers, and signature
    [InlineData("AWS4-HMAC-SHA256 Credential={C}, SignedHeaders={H}, Signature={S}", 200, null)]
    [InlineData("AWS4-HMAC-SHA256 Credential={C},SignedHeaders={H},Signature={S}", 200, null)]
    [InlineData("AWS4-HMAC-SHA256    Credential={C} ,  SignedHeaders={H}  ,\tSignature={S}  ", 200, null)]
    [InlineData("AWS4-HMAC-SHA256 Signature={S}, SignedHeaders={H}, Credential={C},", 200, null)]
    [InlineData("AWS4-HMAC-SHA256 Credential={C}, SignedHeaders={H}, Signature={S}, Colour=blue", 200, null)]
    [InlineData("AWS4-HMAC-SHA256 Credential={C}, SignedHeaders={H}, Signature={S}, junk", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential={C}, SignedHeaders={H}, Signature={S}, Credential={C}", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential={C}, SignedHeaders={H}, Signature={S}\r\nAuthorization: AWS4-HMAC-SHA256 Credential={C}, SignedHeaders={H}, Signature={S}", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential={C}, SignedHeaders={H}, Signature={S}\r\nAuthorization: Basic dXNlcjpwYXNz", 400, "IncompleteSignature")]
    [InlineData("Basic dXNlcjpwYXNz\r\nAuthorization: AWS4-HMAC-SHA256 Credential={C}, SignedHeaders={H}, Signature={S}", 403, "MissingAuthenticationToken")]
    [InlineData("aws4-hmac-sha256 Credential={C}, SignedHeaders={H}, Signature={S}", 403, "MissingAuthenticationToken")]
    [InlineData("AWS4-ECDSA-P256-SHA256 Credential={C}, SignedHeaders={H}, Signature={S}", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 credential={C}, SignedHeaders={H}, Signature={S}", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential=\"{C}\", SignedHeaders=\"{H}\", Signature=\"{S}\"", 403, "SignatureDoesNotMatch")]
    [InlineData("AWS4-HMAC-SHA256 Credential={C}, SignedHeaders={H}, Signature={S}0", 403, "SignatureDoesNotMatch")]
    [InlineData("AWS4-HMAC-SHA256 Credential={C}, SignedHeaders={H}, Signature=\u00ff", 403, "SignatureDoesNotMatch")]
    [InlineData("AWS4-HMAC-SHA256 Credential={C}, SignedHeaders={H};host, Signature={S}", 403, "SignatureDoesNotMatch")]
    [InlineData("AWS4-HMAC-SHA256 Credential={C}, SignedHeaders=x-amz-date, Signature={S}", 403, "SignatureDoesNotMatch")]
    [InlineData("AWS4-HMAC-SHA256 Credential={C}, SignedHeaders=:authority;x-amz-date, Signature={S}", 403, "SignatureDoesNotMatch")]
    [InlineData("AWS4-HMAC-SHA256 Credential={C}, SignedHeaders=host, Signature={S}", 403, "SignatureDoesNotMatch")]
    [InlineData("AWS4-HMAC-SHA256", 400, "IncompleteSignature")]
    [InlineData("", 403, "MissingAuthenticationToken")]
    public async Task The_parts_of_an_Authorization_header_may_stand_in_any_order_but_not_twice(string header, int status, string? code)
    {
        IReadOnlyDictionary<string, string> signed = Sign("POST", "/", Form);
        string[] parts = signed["Authorization"].Split("Credential=")[1].Split([", SignedHeaders=", ", Signature="], StringSplitOptions.None);
        string authorization = header
            .Replace("{C}", parts[0], StringComparison.Ordinal)
            .Replace("{H}", parts[1], StringComparison.Ordinal)
            .Replace("{S}", parts[2], StringComparison.Ordinal);
        AwsAnswer answer = await Raw.Send(_daemon.Endpoint, Request("POST / HTTP/1.1", $"X-Amz-Date: {signed["X-Amz-Date"]}\r\nAuthorization: {authorization}\r\n", Form));
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_signature_in_upper_case_is_none()
    {
        IReadOnlyDictionary<string, string> signed = Sign("POST", "/", Form);
        string authorization = signed["Authorization"];
        int at = authorization.IndexOf("Signature=", StringComparison.Ordinal) + "Signature=".Length;
        authorization = authorization[..at] + authorization[at..].ToUpperInvariant();
        AwsAnswer answer = await Raw.Send(_daemon.Endpoint, Request("POST / HTTP/1.1", $"X-Amz-Date: {signed["X-Amz-Date"]}\r\nAuthorization: {authorization}\r\n", Form));
        Assert.Equal((403, "SignatureDoesNotMatch"), (answer.Status, answer.Code));
    }

    [Theory] // what is added to a request that is otherwise good
    [InlineData("X-Amz-Date: 20200101T000000Z\r\n", 400, "IncompleteSignature")]
    [InlineData("Date: Mon, 01 Jan 2001 00:00:00 GMT\r\n", 200, null)]
    [InlineData("X-Amz-Target: IAM.CreateUser\r\n", 403, "SignatureDoesNotMatch")]
    [InlineData("x-amz-security-token: x\r\n", 403, "SignatureDoesNotMatch")]
    [InlineData("X-Forwarded-For: 10.0.0.1\r\nX-Forwarded-Proto: https\r\n", 200, null)]
    [InlineData("Expect: 100-continue\r\n", 200, null)]
    [InlineData("Content-Type: application/json\r\n", 200, null)]
    [InlineData("X-HTTP-Method-Override: DELETE\r\n", 200, null)]
    [InlineData("Upgrade: h2c\r\n", 200, null)]
    [InlineData("User-Agent: \u00ff\u00fe\u0080\r\n", 200, null)]
    [InlineData("User-Agent: a\u0001b\r\n", 200, null)]
    [InlineData("Host: elsewhere.example\r\n", 400, null)]
    [InlineData("X-A: b\u0000c\r\n", 400, null)]
    [InlineData("X-A : b\r\n", 400, null)]
    [InlineData("X-A: b\r\n c\r\n", 400, null)]
    [InlineData("garbage\r\n", 400, null)]
    public async Task Other_headers_do_no_harm(string added, int status, string? code)
    {
        AwsAnswer answer = await Send("POST / HTTP/1.1", "POST", "/", Form, added);
        // What is no HTTP is refused before there is a request that could be answered in AWS's form.
        Assert.Equal((status, code), (answer.Status, answer.Body.Length == 0 ? null : answer.Code));
    }

    [Theory] // the request line, and what was signed
    [InlineData("POST / HTTP/1.0", "POST", "/", 200, null)]
    [InlineData("POST http://{host}/ HTTP/1.1", "POST", "/", 200, null)]
    [InlineData("POST http://{host} HTTP/1.1", "POST", "/", 200, null)]
    [InlineData("POST http://{host}/nowhere HTTP/1.1", "POST", "/nowhere", 404, "UnknownOperationException")]
    [InlineData("POST http://elsewhere.example/ HTTP/1.1", "POST", "/", 400, null)]
    [InlineData("GET http://{host}/?Action=GetUser&Version=2010-05-08 HTTP/1.1", "GET", "/?Action=GetUser&Version=2010-05-08", 200, null)]
    [InlineData("GET http://{host}?Action=GetUser&Version=2010-05-08 HTTP/1.1", "GET", "/?Action=GetUser&Version=2010-05-08", 200, null)]
    [InlineData("GET /?%41ction=GetUser&Version=2010%2D05%2D08 HTTP/1.1", "GET", "/?Action=GetUser&Version=2010-05-08", 200, null)]
    [InlineData("GET /?Version=2010-05-08&Action=GetUser HTTP/1.1", "GET", "/?Action=GetUser&Version=2010-05-08", 200, null)]
    [InlineData("GET /?Action=DeleteUser&Version=2010-05-08 HTTP/1.1", "GET", "/?Action=GetUser&Version=2010-05-08", 403, "SignatureDoesNotMatch")]
    [InlineData("POST // HTTP/1.1", "POST", "/", 404, "UnknownOperationException")]
    [InlineData("POST /%2F HTTP/1.1", "POST", "/", 404, "UnknownOperationException")]
    [InlineData("POST /. HTTP/1.1", "POST", "/", 404, "UnknownOperationException")]
    [InlineData("POST /x/.. HTTP/1.1", "POST", "/", 404, "UnknownOperationException")]
    [InlineData("POST /% HTTP/1.1", "POST", "/", 404, "UnknownOperationException")]
    [InlineData("POST /#x HTTP/1.1", "POST", "/", 404, "UnknownOperationException")]
    [InlineData("OPTIONS * HTTP/1.1", "OPTIONS", "/", 404, "UnknownOperationException")]
    [InlineData("TRACE / HTTP/1.1", "TRACE", "/", 405, "MethodNotAllowed")]
    [InlineData("HEAD / HTTP/1.1", "HEAD", "/", 405, null)]
    [InlineData("post / HTTP/1.1", "POST", "/", 405, "MethodNotAllowed")]
    [InlineData("POST / HTTP/3.0", "POST", "/", 505, null)]
    [InlineData("POST /", "POST", "/", 400, null)]
    public async Task A_request_line_is_taken_as_it_stands(string line, string method, string target, int status, string? code)
    {
        AwsAnswer answer = await Send(line.Replace("{host}", Host, StringComparison.Ordinal), method, target, method == "GET" ? "" : Form, "");
        Assert.Equal((status, code), (answer.Status, answer.Body.Length == 0 ? null : answer.Code));
    }

    [Theory] // how the body is framed: {L} is its length in decimal, {X} in hexadecimal, {B} itself
    [InlineData("Content-Length: {L}\r\n\r\n{B}", 200, null)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n{X}\r\n{B}\r\n0\r\n\r\n", 200, null)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n{X};name=value\r\n{B}\r\n0\r\nAuthorization: x\r\n\r\n", 200, null)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nZZ\r\n{B}", 400, "MalformedInput")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{B}", 400, "MalformedInput")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n{X}\r\n{B}&MaxItems=1\r\n0\r\n\r\n", 400, "MalformedInput")]
    [InlineData("Content-Length: 10\r\n\r\n{B}", 403, "SignatureDoesNotMatch")]
    [InlineData("\r\n", 403, "SignatureDoesNotMatch")]
    [InlineData("Content-Length: 9999999999\r\n\r\n{B}", 413, "RequestEntityTooLarge")]
    [InlineData("Content-Length: 99999999999999999999999\r\n\r\n{B}", 400, null)]
    [InlineData("Content-Length: {L}, {L}\r\n\r\n{B}", 400, null)]
    [InlineData("Content-Length: {L}\r\nContent-Length: 5\r\n\r\n{B}", 400, null)]
    [InlineData("Content-Length: 0x23\r\n\r\n{B}", 400, null)]
    [InlineData("Transfer-Encoding: gzip\r\n\r\n{B}", 400, null)]
    public async Task A_body_is_as_long_as_it_says(string framed, int status, string? code)
    {
        IReadOnlyDictionary<string, string> signed = Sign("POST", "/", Form);
        string rest = framed.Replace("{L}", $"{Form.Length}", StringComparison.Ordinal).Replace("{X}", $"{Form.Length:x}", StringComparison.Ordinal).Replace("{B}", Form, StringComparison.Ordinal);
        AwsAnswer answer = await Raw.Send(
            _daemon.Endpoint,
            $"POST / HTTP/1.1\r\nHost: {Host}\r\nX-Amz-Date: {signed["X-Amz-Date"]}\r\nAuthorization: {signed["Authorization"]}\r\nConnection: close\r\n{rest}");
        Assert.Equal((status, code), (answer.Status, answer.Body.Length == 0 ? null : answer.Code));
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_not_waited_for_long()
    {
        AwsAnswer answer = await Raw.Send(_daemon.Endpoint, $"POST / HTTP/1.1\r\nHost: {Host}\r\nContent-Length: 10\r\nConnection: close\r\n\r\nAct");
        Assert.Equal((408, "RequestTimeout"), (answer.Status, answer.Code));
    }

    [Theory] // a presigned query string, changed
    [InlineData("", "", 200, null)]
    [InlineData("&X-Amz-Signature=", "&X%2DAmz-Signature=", 200, null)]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&", "", 400, "IncompleteSignature")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=AWS4-HMAC-SHA1", 400, "IncompleteSignature")]
    [InlineData("X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=", 400, "IncompleteSignature")]
    [InlineData("X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=date", 403, "SignatureDoesNotMatch")]
    [InlineData("Action=", "MaxItems=1&Action=", 403, "SignatureDoesNotMatch")]
    [InlineData("Action=", "X-Amz-Signature=00&Action=", 400, "MalformedInput")]
    [InlineData("Action=", "X%2DAmz%2DSignature=00&Action=", 400, "MalformedInput")]
    [InlineData("Action=", "X-Amz-Security-Token=x&Action=", 403, "InvalidClientTokenId")]
    [InlineData("Action=", "%&Action=", 400, "MalformedQueryString")]
    [InlineData("X-Amz-", "x-amz-", 403, "MissingAuthenticationToken")]
    public async Task A_presigned_address_is_good_as_it_was_signed(string part, string with, int status, string? code)
    {
        Uri signed = _daemon.Root.Signer.Presign(new Uri(_daemon.Endpoint, "/?Action=GetUser&Version=2010-05-08"), "us-east-1", "iam", DateTimeOffset.UtcNow, 60);
        string query = part.Length == 0 ? signed.Query : signed.Query.Replace(part, with, StringComparison.Ordinal);
        AwsAnswer answer = await Raw.Send(_daemon.Endpoint, $"GET /{query} HTTP/1.1\r\nHost: {Host}\r\nConnection: close\r\n\r\n");
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_presigned_address_and_a_signed_header_are_one_too_many()
    {
        Uri signed = _daemon.Root.Signer.Presign(new Uri(_daemon.Endpoint, "/?Action=GetUser&Version=2010-05-08"), "us-east-1", "iam", DateTimeOffset.UtcNow, 60);
        AwsAnswer answer = await Raw.Send(_daemon.Endpoint, $"GET /{signed.Query} HTTP/1.1\r\nHost: {Host}\r\nAuthorization: {Sign("GET", "/", "")["Authorization"]}\r\nConnection: close\r\n\r\n");
        Assert.Equal((403, "SignatureDoesNotMatch"), (answer.Status, answer.Code));
    }

    [Theory] // the service of the credential scope
    [InlineData("", "Credential should be scoped to correct service: 'iam'. ")]
    [InlineData("IAM", "Credential should be scoped to correct service: 'iam'. ")]
    [InlineData("i am\u00e9", "Credential should be scoped to correct service: 'iam'. ")]
    public async Task What_is_signed_for_no_service_is_refused(string service, string message)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string authorization = $"AWS4-HMAC-SHA256 Credential={RunningDaemon.RootKey.AccessKeyId}/{now:yyyyMMdd}/us-east-1/{service.Replace(' ', '_')}/aws4_request, SignedHeaders=host;x-amz-date, Signature=00";
        AwsAnswer answer = await Raw.Send(_daemon.Endpoint, Request("POST / HTTP/1.1", $"X-Amz-Date: {now:yyyyMMdd'T'HHmmss'Z'}\r\nAuthorization: {authorization}\r\n", Form));
        Assert.Equal((403, "SignatureDoesNotMatch", message), (answer.Status, answer.Code, answer.Message));
    }

    [Fact]
    public async Task The_Date_header_stands_in_for_X_Amz_Date()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        CredentialScope scope = new(now.ToString("yyyyMMdd"), "us-east-1", "iam");
        string date = now.ToString("r");
        string canonical = $"POST\n/\n\ndate:{date}\nhost:{Host}\n\ndate;host\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(Form)))}";
        string toSign = $"AWS4-HMAC-SHA256\n{now:yyyyMMdd'T'HHmmss'Z'}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + RunningDaemon.RootKey.SecretAccessKey);
        foreach (string part in scope.ToString().Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        byte[] signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign));
        string authorization = $"AWS4-HMAC-SHA256 Credential={RunningDaemon.RootKey.AccessKeyId}/{scope}, SignedHeaders=date;host, Signature={Hex(signature)}";
        AwsAnswer answer = await Raw.Send(_daemon.Endpoint, Request("POST / HTTP/1.1", $"Date: {date}\r\nAuthorization: {authorization}\r\n", Form));
        Assert.Equal(200, answer.Status);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    // Nothing of all this was a bug of ours, or filled the log.
    public async ValueTask DisposeAsync()
    {
        Assert.Equal("ok\n", await _daemon.Http.GetStringAsync("/healthz"));
        Assert.DoesNotContain("failed by a bug", _daemon.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", _daemon.Log, StringComparison.Ordinal);
    }

    private Task<AwsAnswer> Send(string line, string method, string target, string body, string added)
    {
        IReadOnlyDictionary<string, string> signed = Sign(method, target, body);
        return Raw.Send(_daemon.Endpoint, Request(line, $"X-Amz-Date: {signed["X-Amz-Date"]}\r\nAuthorization: {signed["Authorization"]}\r\n{added}", body));
    }

    private IReadOnlyDictionary<string, string> Sign(string method, string target, string body) =>
        _daemon.Root.Signer.Sign(method, new Uri(_daemon.Endpoint, target), new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body), "us-east-1", "iam", DateTimeOffset.UtcNow);

    private string Request(string line, string headers, string body) =>
        $"{line}\r\nHost: {Host}\r\n{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
