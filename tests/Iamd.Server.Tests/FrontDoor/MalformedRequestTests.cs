using System.Text;

namespace Iamd.Server.Tests;

public sealed class MalformedRequestTests(DaemonFixture fixture) : IClassFixture<DaemonFixture>, IAsyncLifetime
{
    private const string CreateUser = "Action=CreateUser&Version=2010-05-08&UserName=eve";

    private readonly RunningDaemon _daemon = fixture.Daemon;

    [Theory]
    [InlineData("", 400, "MissingAction")]
    [InlineData("&&&", 400, "MissingAction")]
    [InlineData("Action=", 400, "InvalidAction")]  // recorded AWS answer
    [InlineData("action=CreateUser&Version=2010-05-08", 400, "MissingAction")]
    [InlineData("Action=NoSuchAction&Version=2010-05-08", 400, "InvalidAction")]
    [InlineData("Action=createuser&Version=2010-05-08&UserName=eve", 400, "InvalidAction")]
    [InlineData("Action=CreateUser&UserName=eve", 400, "InvalidAction")]
    [InlineData("Action=CreateUser&Version=2011-06-15&UserName=eve", 400, "InvalidAction")]
    [InlineData("Action=CreateUser&Version=1999-01-01&UserName=eve", 400, "InvalidAction")]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15", 400, "InvalidAction")]
    [InlineData("{\"Action\":\"CreateUser\"}", 400, "MissingAction")]
    [InlineData("<CreateUser><UserName>eve</UserName></CreateUser>", 400, "MissingAction")]
    [InlineData(CreateUser + "&UserName=eve", 400, "MalformedInput")]
    [InlineData(CreateUser + "&Action=CreateUser", 400, "MalformedInput")]
    [InlineData(CreateUser + "%", 400, "MalformedQueryString")]
    [InlineData(CreateUser + "%4", 400, "MalformedQueryString")]
    [InlineData(CreateUser + "%ZZ", 400, "MalformedQueryString")]
    [InlineData(CreateUser + "&=x", 400, "MalformedQueryString")]
    [InlineData(CreateUser + "%FF%FE", 400, "MalformedInput")]
    [InlineData(CreateUser + "%ED%A0%80", 400, "MalformedInput")]
    [InlineData(CreateUser + "%C0%80", 400, "MalformedInput")]
    [InlineData(CreateUser + "%00", 400, "MalformedInput")]
    [InlineData(CreateUser + "\u00ff", 400, "MalformedInput")]
    [InlineData(CreateUser + "&Tags.member.2.Key=a&Tags.member.2.Value=b", 400, "MalformedInput")]
    [InlineData(CreateUser + "&Tags.member.0.Key=a&Tags.member.0.Value=b", 400, "MalformedInput")]
    [InlineData(CreateUser + "&Tags.member.01.Key=a&Tags.member.01.Value=b", 400, "MalformedInput")]
    [InlineData(CreateUser + "&Tags.member.-1.Key=a", 400, "MalformedInput")]
    [InlineData(CreateUser + "&Tags.member.x.Key=a", 400, "MalformedInput")]
    [InlineData(CreateUser + "&Tags.member.99999999999.Key=a", 400, "MalformedInput")]
    [InlineData(CreateUser + "&Tags=a", 400, "MalformedInput")]
    [InlineData("Action=CreateUser&Version=2010-05-08", 400, "ValidationError")]
    [InlineData("Action=CreateUser&Version=2010-05-08&UserName=", 400, "ValidationError")]
    [InlineData("Action=CreateUser&Version=2010-05-08&UserName=a+b", 400, "ValidationError")]
    [InlineData("Action=CreateUser&Version=2010-05-08&UserName=%C3%A9ve", 400, "ValidationError")]
    [InlineData(CreateUser + "&Path=x", 400, "ValidationError")]
    [InlineData("Action=ListUsers&Version=2010-05-08&MaxItems=x", 400, "MalformedInput")]
    [InlineData("Action=ListUsers&Version=2010-05-08&MaxItems=0", 400, "ValidationError")]
    public async Task A_signed_malformed_form_is_refused(string form, int status, string code)
    {
        AwsAnswer answer = await _daemon.Root.Post("iam", Encoding.Latin1.GetBytes(form));
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.NotEmpty(answer.RequestId);
    }

    [Fact]
    public async Task An_unknown_action_is_named_with_its_version()
    {
        AwsAnswer answer = await _daemon.Root.Post("iam", "Action=NoSuchAction&Version=2010-05-08");
        Assert.Equal("Could not find operation NoSuchAction for version 2010-05-08", answer.Message);
        answer = await _daemon.Root.Post("iam", "Action=CreateUser&UserName=eve");
        Assert.Equal("Could not find operation CreateUser for version NO_VERSION_SPECIFIED", answer.Message);
    }

    [Fact]
    public async Task Duplicated_keys_over_query_string_and_body_are_refused()
    {
        HttpRequestMessage request = _daemon.Root.Signed(HttpMethod.Post, "/?UserName=mallory", "iam", Encoding.UTF8.GetBytes(CreateUser), DateTimeOffset.UtcNow);
        AwsAnswer answer = await _daemon.Root.SendAsync(request);
        Assert.Equal((400, "MalformedInput"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Too_many_parameters_are_refused()
    {
        string many = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"&p{i}=1"));
        AwsAnswer answer = await _daemon.Root.Post("iam", CreateUser + many);
        Assert.Equal((400, "MalformedInput"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(63)]
    public async Task A_document_of_many_megabytes_is_refused(int megabytes)
    {
        byte[] body = Encoding.UTF8.GetBytes($"Action=CreatePolicy&Version=2010-05-08&PolicyName=p&PolicyDocument={new string('x', megabytes << 20)}");
        AwsAnswer answer = await _daemon.Root.Post("iam", body);
        Assert.Equal((413, "RequestEntityTooLarge"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("POST", "/nowhere", 404, "UnknownOperationException")]
    [InlineData("PUT", "/", 405, "MethodNotAllowed")]
    [InlineData("DELETE", "/", 405, "MethodNotAllowed")]
    [InlineData("OPTIONS", "/", 405, "MethodNotAllowed")]
    public async Task Only_POST_and_GET_at_the_root_are_answered(string method, string path, int status, string code)
    {
        AwsAnswer answer = await _daemon.Root.SendAsync(_daemon.Root.Signed(new HttpMethod(method), path, "iam", Encoding.UTF8.GetBytes(CreateUser), DateTimeOffset.UtcNow));
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_long_address_and_too_many_headers_are_refused()
    {
        string host = _daemon.Endpoint.Authority;
        AwsAnswer tooLong = await Raw.Send(_daemon.Endpoint, $"GET /?{new string('a', 100_000)} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        Assert.Equal((414, "RequestUriTooLong"), (tooLong.Status, tooLong.Code));
        string headers = string.Concat(Enumerable.Range(0, 300).Select(i => $"X-{i}: 1\r\n"));
        AwsAnswer tooMany = await Raw.Send(_daemon.Endpoint, $"POST / HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n");
        Assert.Equal((431, "RequestHeaderSectionTooLarge"), (tooMany.Status, tooMany.Code));
        AwsAnswer tooWide = await Raw.Send(_daemon.Endpoint, $"POST / HTTP/1.1\r\nHost: {host}\r\nAuthorization: {new string('A', 100_000)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Assert.Equal((431, "RequestHeaderSectionTooLarge"), (tooWide.Status, tooWide.Code));
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nConnection: close\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\nConnection: close\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nx")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nZZ\r\n")]
    public async Task What_is_not_HTTP_is_refused(string request) =>
        Assert.InRange((await Raw.Send(_daemon.Endpoint, request)).Status, 400, 499);

    [Theory]
    [InlineData("")]
    [InlineData("Action=GetUser")]
    [InlineData(CreateUser)]
    public async Task Without_a_signature_nothing_is_looked_at(string form)
    {
        AwsAnswer answer = await _daemon.Root.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded") });
        Assert.Equal((403, "MissingAuthenticationToken"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("[]", "MalformedPolicyDocument")]
    [InlineData("{}", "MalformedPolicyDocument")]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", "MalformedPolicyDocument")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{}]}""", "MalformedPolicyDocument")]
    public async Task Broken_policies_are_refused(string document, string code)
    {
        AwsAnswer answer = await _daemon.Root.Iam("CreatePolicy", "PolicyName", "p", "PolicyDocument", document);
        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_policy_nested_a_thousand_deep_is_refused()
    {
        string deep = new string('[', 1000) + new string(']', 1000);
        AwsAnswer answer = await _daemon.Root.Iam("CreatePolicy", "PolicyName", "p", "PolicyDocument", $$"""{"Version":"2012-10-17","Statement":{{deep}}}""");
        Assert.Equal((400, "MalformedPolicyDocument"), (answer.Status, answer.Code));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    // After every one of them: the daemon is there, nothing has changed, and nothing was a bug of ours.
    public async ValueTask DisposeAsync()
    {
        Assert.Equal("ok\n", await _daemon.Http.GetStringAsync("/healthz"));
        AwsAnswer users = await _daemon.Root.Iam("ListUsers");
        Assert.Equal(200, users.Status);
        Assert.Empty(users.All("UserName"));
        AwsAnswer policies = await _daemon.Root.Iam("ListPolicies", "Scope", "Local");
        Assert.Empty(policies.All("PolicyName"));
        Assert.DoesNotContain("failed by a bug", _daemon.Log, StringComparison.Ordinal);
    }
}
