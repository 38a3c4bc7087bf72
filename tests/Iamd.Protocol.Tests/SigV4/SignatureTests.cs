using System.Globalization;
using System.Text;
using CsCheck;
using Iamd.Protocol.SigV4;

namespace Iamd.Protocol.Tests.SigV4;

public sealed class SignatureTests
{
    private const string Scope = "AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request";
    private const string Hash = "(Hashed with SHA-256 and encoded with Base64) Authorization=";

    private static readonly DateTimeOffset Now = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);
    private static readonly SigV4Signer Signer = new("AKIDEXAMPLE", "secret");
    private static readonly SigV4Signer SessionSigner = new("ASIAEXAMPLE", "secret", "token+/=");

    [Theory]  // Authorization, code, message
    [InlineData("AWS4-HMAC-SHA256 SignedHeaders=host;x-amz-date, Signature=00", "Authorization header requires 'Credential' parameter. ")]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + Scope + ", SignedHeaders=host;x-amz-date", "Authorization header requires 'Signature' parameter. ")]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + Scope + ", Signature=00", "Authorization header requires 'SignedHeaders' parameter. ")]
    [InlineData("AWS4-HMAC-SHA256", "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. ")]
    [InlineData("AWS4-HMAC-SHA256 Credential=, SignedHeaders=host, Signature=00", "Authorization header requires 'Credential' parameter. ")]
    public void A_header_that_lacks_parts_is_incomplete(string authorization, string missing)
    {
        AwsError error = Refusal(authorization);
        Assert.Equal("IncompleteSignature", error.Code);
        Assert.Equal(400, error.Status);
        Assert.StartsWith(missing + Hash, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AKIDEXAMPLE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_without_a_date_is_incomplete() =>
        Assert.StartsWith(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " + Hash,
            SigV4Authentication.Parse(new TestRequest("GET", "/", ["Host:h", Header(Scope)])).Error?.Message,
            StringComparison.Ordinal);

    [Theory]  // credential, code, message
    [InlineData("AKIDEXAMPLE", "IncompleteSignature", "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIDEXAMPLE'")]
    [InlineData("AKIDEXAMPLE/20150830/us-east-1/iam", "IncompleteSignature", "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIDEXAMPLE/20150830/us-east-1/iam'")]
    [InlineData(Scope + "/x", "IncompleteSignature", "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request/x'")]
    [InlineData("AKIDEXAMPLE/20150830/us-east-1/iam/aws4", "SignatureDoesNotMatch", "Credential should be scoped with a valid terminator: 'aws4_request'.")]
    [InlineData("AKIDEXAMPLE/20150831/us-east-1/iam/aws4_request", "SignatureDoesNotMatch", "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.")]
    public void A_broken_credential_is_refused(string credential, string code, string message)
    {
        AwsError error = Refusal(Value(credential));
        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Theory]  // Authorization, code, message
    [InlineData("AWS4-HMAC-SHA1 Credential=" + Scope + ", SignedHeaders=host;x-amz-date, Signature=00", "IncompleteSignature", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1' (only AWS4-HMAC-SHA256 for now). ")]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + Scope + ", SignedHeaders=x-amz-date, Signature=00", "SignatureDoesNotMatch", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + Scope + ", SignedHeaders=:authority;x-amz-date, Signature=00", "SignatureDoesNotMatch", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + Scope + ", SignedHeaders=host, Signature=00", "SignatureDoesNotMatch", "'x-amz-date' must be a 'SignedHeader' in the AWS Authorization.")]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + Scope + ", Credential=" + Scope + ", SignedHeaders=host;x-amz-date, Signature=00", "IncompleteSignature", "The parameter 'Credential' occurs more than once in the signature.")]
    [InlineData("AWS4-HMAC-SHA256 garbage", "IncompleteSignature", "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): 'zUZdJX3JKFekvINdpUsyc8qq7W43kESi0fduBwuIskY='.")]
    [InlineData("Bearer abc", "MissingAuthenticationToken", "Request is missing Authentication Token")]
    [InlineData("Basic dTpw", "MissingAuthenticationToken", "Request is missing Authentication Token")]
    [InlineData("", "MissingAuthenticationToken", "Request is missing Authentication Token")]
    public void A_broken_header_is_refused(string authorization, string code, string message)
    {
        AwsError error = Refusal(authorization);
        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("2015-08-30T12:36:00Z")]
    [InlineData("20150830T123600")]
    [InlineData("20151330T123600Z")]
    [InlineData("now")]
    public void A_date_in_another_form_is_refused(string date) =>
        Assert.Equal(
            new AwsError("IncompleteSignature", $"Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601", 400),
            SigV4Authentication.Parse(new TestRequest("GET", "/", ["Host:h", $"X-Amz-Date:{date}", Header(Scope)])).Error);

    [Fact]
    public void A_Date_header_will_do() =>
        Assert.Equal(Now, SigV4Authentication.Parse(new TestRequest("GET", "/", ["Host:h", "Date:Sun, 30 Aug 2015 12:36:00 GMT", "Authorization:AWS4-HMAC-SHA256 Credential=" + Scope + ", SignedHeaders=host, Signature=00"])).Value().SignedAt);

    [Fact]
    public void A_request_without_credentials_is_told_so() =>
        Assert.Equal(
            new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
            SigV4Authentication.Parse(new TestRequest("GET", "/?Action=ListUsers&q=X-Amz-Algorithm=", ["Host:h"])).Error);

    [Fact]
    public void Two_signatures_are_one_too_many() =>
        Assert.Equal(
            new AwsError("SignatureDoesNotMatch", "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.", 403),
            SigV4Authentication.Parse(new TestRequest("GET", "/?X-Amz-Algorithm=AWS4-HMAC-SHA256", ["Host:h", Header(Scope)])).Error);

    [Theory]  // query, code, message
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256", "IncompleteSignature", "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.")]
    [InlineData("X-Amz-Signature=00&X-Amz-Algorithm=", "IncompleteSignature", "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=1&X-Amz-Date=2", "MalformedInput", "The parameter X-Amz-Date occurs more than once.")]
    [InlineData("X-Amz-Algorithm=%zz", "MalformedQueryString", "The query string contains a syntax error: a percent sign is not followed by two hexadecimal digits.")]
    public void A_broken_presigned_query_is_refused(string query, string code, string message) =>
        Assert.Equal(new AwsError(code, message, 400), SigV4Authentication.Parse(new TestRequest("GET", "/?" + query, ["Host:h"])).Error);

    [Theory]  // minutes and seconds of the server's clock after the signature, message
    [InlineData(0, 0, null)]
    [InlineData(15, 0, null)]
    [InlineData(-15, 0, null)]
    [InlineData(15, 1, "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T125101Z - 15 min.)")]
    [InlineData(-15, -1, "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T122059Z + 15 min.)")]
    public void A_signature_is_good_for_fifteen_minutes_either_way(int minutes, int seconds, string? message)
    {
        AwsError? error = Parsed(Signed(Signer, "POST", "/", "Action=ListUsers")).CheckTime(Now.AddMinutes(minutes).AddSeconds(seconds));
        Assert.Equal(message, error?.Message);
        if (message is not null)
            Assert.Equal(("SignatureDoesNotMatch", 403), (error!.Code, error.Status));
    }

    [Fact]
    public void What_is_signed_verifies_and_what_is_changed_does_not()
    {
        TestRequest request = Signed(SessionSigner, "POST", "/a%20b//c/?x=1&y=%C3%A9", "Action=GetUser");
        SignedRequest signed = Parsed(request);
        SigningKey key = SigningKey.Derive("secret", signed.Scope);

        Assert.Null(signed.Verify(key));
        Assert.Equal("ASIAEXAMPLE", signed.AccessKeyId);
        Assert.Equal("token+/=", signed.SessionToken);
        Assert.Equal(new CredentialScope("20150830", "us-east-1", "iam"), signed.Scope);

        string[] headers = [.. request.HeaderNames.Select(n => $"{n}:{request.Header(n)}")];
        string[] changed = [.. headers.Select(h => h.StartsWith("X-Amz-Security-Token", StringComparison.Ordinal) ? h + "x" : h)];
        string[] uppercase = [.. headers.Select(h => h.StartsWith("Authorization", StringComparison.Ordinal) ? h[..^64] + h[^64..].ToUpperInvariant() : h)];
        string[] shorter = [.. headers.Select(h => h.StartsWith("Authorization", StringComparison.Ordinal) ? h[..^2] : h)];
        foreach (TestRequest other in new TestRequest[]
        {
            new("GET", "/a%20b//c/?x=1&y=%C3%A9", headers, "Action=GetUser"),
            new("POST", "/a%20c/?x=1&y=%C3%A9", headers, "Action=GetUser"),
            new("POST", "/a%20b//c/?x=2&y=%C3%A9", headers, "Action=GetUser"),
            new("POST", "/a%20b//c/?x=1&x=1&y=%C3%A9", headers, "Action=GetUser"),
            new("POST", "/a%20b//c/?x=1&y=%C3%A9", headers, "Action=DeleteUser"),
            new("POST", "/a%20b//c/?x=1&y=%C3%A9", changed, "Action=GetUser"),
            new("POST", "/a%20b//c/?x=1&y=%C3%A9", uppercase, "Action=GetUser"),
            new("POST", "/a%20b//c/?x=1&y=%C3%A9", shorter, "Action=GetUser"),
        })
        {
            Assert.Equal(
                new AwsError("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.", 403),
                Parsed(other).Verify(key));
        }
    }

    [Fact]
    public void Duplicated_query_keys_are_part_of_what_is_signed()
    {
        TestRequest request = Signed(Signer, "GET", "/?b=2&a=2&a=1&a", "");
        Assert.Null(Verify(request));
        Assert.StartsWith("GET\n/\na=&a=1&a=2&b=2\n", CanonicalRequest.Print(request, "host"), StringComparison.Ordinal);
    }

    [Theory]  // a server sees what a proxy made of the request; the signature is over its normal form
    [InlineData("/?a=b+c", "/?a=b%20c")]
    [InlineData("/?a=%7e", "/?a=~")]
    [InlineData("/?a=%c3%a9", "/?a=%C3%A9")]
    [InlineData("/?a=1&b=2", "/?b=2&a=1")]
    [InlineData("/x/../y", "/y")]
    [InlineData("/y/.", "/y/")]
    public void Ways_of_writing_the_same_request_have_one_canonical_form(string one, string other) =>
        Assert.Equal(
            CanonicalRequest.Print(new TestRequest("GET", one, ["Host:h"]), "host"),
            CanonicalRequest.Print(new TestRequest("GET", other, ["Host:h"]), "host"));

    [Fact]
    public void A_presigned_request_verifies_and_is_good_for_fifteen_minutes_whatever_it_says()
    {
        Uri uri = SessionSigner.Presign(new Uri("http://localhost:4260/?Action=GetCallerIdentity&Version=2011-06-15"), "eu-west-1", "sts", Now, 60);
        SignedRequest signed = Parsed(new TestRequest("GET", uri.PathAndQuery, ["Host:localhost:4260"]));
        Assert.Null(signed.Verify(SigningKey.Derive("secret", signed.Scope)));
        Assert.Equal("token+/=", signed.SessionToken);
        Assert.Equal(new CredentialScope("20150830", "eu-west-1", "sts"), signed.Scope);
        Assert.Null(signed.CheckTime(Now.AddMinutes(14)));
        Assert.NotNull(signed.CheckTime(Now.AddMinutes(16)));
        string changed = uri.PathAndQuery.Replace("GetCallerIdentity", "GetSessionToken", StringComparison.Ordinal);
        Assert.NotNull(Parsed(new TestRequest("GET", changed, ["Host:localhost:4260"])).Verify(SigningKey.Derive("secret", signed.Scope)));
    }

    [Fact]
    public void A_body_is_free_only_if_a_signed_header_says_so()
    {
        TestRequest request = new("POST", "/", ["Host:h", "X-Amz-Content-Sha256:UNSIGNED-PAYLOAD", "X-Amz-Date:20150830T123600Z"], "one");
        Assert.EndsWith("\nUNSIGNED-PAYLOAD", CanonicalRequest.Print(request, "host;x-amz-content-sha256;x-amz-date"), StringComparison.Ordinal);
        Assert.EndsWith("\n7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed", CanonicalRequest.Print(request, "host;x-amz-date"), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_request_that_is_signed_verifies() =>
        Gen.Select(Gen.OneOf("GET", "POST"), Gen.String[Gen.Char["abc/. %+é~"], 0, 20], Gen.String[Gen.Char["abc=&+%é~ "], 0, 20], Gen.String).Sample((method, path, query, body) =>
        {
            UriBuilder uri = new("http", "localhost", 4260, "/" + path, "?" + Uri.EscapeDataString(query).Replace("%26", "&", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal));
            return Verify(Signed(Signer, method, uri.Uri.PathAndQuery, body)) is null;
        });

    [Fact]
    public void Any_header_gives_a_signature_or_an_error_and_never_an_exception() =>
        Gen.OneOf(Gen.String, Gen.String.Select(s => "AWS4-HMAC-SHA256 " + s), Gen.OneOf("Credential", "SignedHeaders", "Signature", "=", ",", " ", "/", ";", "host", "x").Array[0, 20].Select(p => "AWS4-HMAC-SHA256 " + string.Concat(p)))
            .Sample(header => _ = SigV4Authentication.Parse(new TestRequest("GET", "/", ["Host:h", "X-Amz-Date:20150830T123600Z", "Authorization:" + header])));

    [Fact]
    public void Any_query_gives_a_signature_or_an_error_and_never_an_exception() =>
        Gen.OneOf("X-Amz-Credential=", "X-Amz-SignedHeaders=host", "X-Amz-Signature=00", "X-Amz-Date=20150830T123600Z", "X-Amz-Algorithm=AWS4-HMAC-SHA256", "&", "%", "/", "%41", "é").Array[0, 15]
            .Sample(parts => _ = SigV4Authentication.Parse(new TestRequest("GET", "/?" + string.Concat(parts), ["Host:h"])));

    private static string Value(string credential) => $"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host;x-amz-date, Signature=00";

    private static string Header(string credential) => "Authorization:" + Value(credential);

    private static AwsError Refusal(string authorization) =>
        SigV4Authentication.Parse(new TestRequest("GET", "/", ["Host:h", "X-Amz-Date:20150830T123600Z", "Authorization:" + authorization])).Error
        ?? throw new InvalidOperationException("It was taken.");

    private static SignedRequest Parsed(TestRequest request) => SigV4Authentication.Parse(request).Value();

    private static AwsError? Verify(TestRequest request)
    {
        SignedRequest signed = Parsed(request);
        return signed.Verify(SigningKey.Derive("secret", signed.Scope));
    }

    private static TestRequest Signed(SigV4Signer signer, string method, string target, string body)
    {
        Uri uri = new("http://localhost:4260" + target);
        IReadOnlyDictionary<string, string> added = signer.Sign(method, uri, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body), "us-east-1", "iam", Now);
        return new TestRequest(method, uri.PathAndQuery, ["Host:localhost:4260", .. added.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Key}:{h.Value}"))], body);
    }
}
