using System.Buffers;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Iamd.Protocol.Shapes.Iam;
using Iamd.Protocol.Shapes.Sts;
using Iamd.Protocol.Wire;
using Iamd.Protocol.Xml;
using Tag = Iamd.Protocol.Shapes.Iam.Tag;

namespace Iamd.Protocol.Tests.Xml;

public sealed class QueryXmlTests
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 23, 20, 0, 0, 999, TimeSpan.Zero);

    [Fact]
    public void An_answer_has_a_result_and_the_request_id() =>
        Assert.Equal(
            "<CreateUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><CreateUserResult><User><Path>/</Path><UserName>alice</UserName><UserId>AIDA</UserId><Arn>arn:aws:iam::111122223333:user/alice</Arn><CreateDate>2026-11-23T20:00:00Z</CreateDate><Tags><member><Key>k</Key><Value/></member></Tags></User></CreateUserResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></CreateUserResponse>",
            Iam("CreateUser", new CreateUserResponse { User = Alice() with { Tags = [new Tag { Key = "k", Value = "" }] } }));

    [Fact]
    public void An_operation_without_output_has_no_result() =>
        Assert.Equal(
            "<DeleteUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></DeleteUserResponse>",
            Iam("DeleteUser", new DeleteUserResponse()));

    [Fact]
    public void An_empty_result_is_an_empty_element() =>
        Assert.Equal(
            "<UpdateRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><UpdateRoleResult/><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></UpdateRoleResponse>",
            Iam("UpdateRole", new UpdateRoleResponse()));

    [Fact]
    public void An_empty_list_is_written_and_an_absent_one_is_not() =>
        Assert.Equal(
            "<ListUsersResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ListUsersResult><Users/><IsTruncated>false</IsTruncated></ListUsersResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></ListUsersResponse>",
            Iam("ListUsers", new ListUsersResponse { Users = [], IsTruncated = false }));

    [Fact]
    public void A_map_is_a_list_of_entries() =>
        Assert.Equal(
            "<GetAccountSummaryResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><GetAccountSummaryResult><SummaryMap><entry><key>Users</key><value>-1</value></entry></SummaryMap></GetAccountSummaryResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></GetAccountSummaryResponse>",
            Iam("GetAccountSummary", new GetAccountSummaryResponse { SummaryMap = new Dictionary<string, int> { ["Users"] = -1 } }));

    [Fact]
    public void Operations_that_share_an_output_each_have_their_own_result() =>
        Assert.Equal(
            "<SimulatePrincipalPolicyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated></SimulatePrincipalPolicyResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></SimulatePrincipalPolicyResponse>",
            Iam("SimulatePrincipalPolicy", new SimulatePrincipalPolicyResponse { IsTruncated = false }));

    [Fact]
    public void Bytes_are_Base64() =>
        Assert.Contains("<QRCodePNG>AQID</QRCodePNG>", Iam("CreateVirtualMFADevice", new CreateVirtualMFADeviceResponse
        {
            VirtualMFADevice = new VirtualMFADevice { SerialNumber = "arn", QRCodePNG = new byte[] { 1, 2, 3 } },
        }), StringComparison.Ordinal);

    [Fact]
    public void STS_has_its_own_namespace() =>
        Assert.Equal(
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><UserId>u</UserId><Account>111122223333</Account><Arn>a</Arn></GetCallerIdentityResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>",
            Write(StsOperations.All, "GetCallerIdentity", new GetCallerIdentityResponse { UserId = "u", Account = "111122223333", Arn = "a" }));

    [Theory]
    [InlineData("a&b<c>d\"e'f", "a&amp;b&lt;c&gt;d&quot;e'f")]
    [InlineData("tab\tline\nreturn\r", "tab\tline\nreturn&#xD;")]
    [InlineData("\u0001\u001f\ufffe\uffff", "\ufffd\ufffd\ufffd\ufffd")]
    [InlineData("é€😀\u007f\u0085", "é€😀\u007f\u0085")]
    public void Text_is_escaped_so_that_the_answer_is_always_well_formed(string text, string written)
    {
        string xml = Iam("GetUser", new GetUserResponse { User = Alice() with { Path = text } });
        Assert.Contains($"<Path>{written}</Path>", xml, StringComparison.Ordinal);
        XDocument.Parse(xml);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() =>
        Assert.Contains("<Path>a\ufffdb</Path>", Iam("GetUser", new GetUserResponse { User = Alice() with { Path = "a" + (char)0xD800 + "b" } }), StringComparison.Ordinal);

    [Fact]
    public void An_error_says_who_is_at_fault()
    {
        ArrayBufferWriter<byte> buffer = new();
        QueryXml.WriteError(buffer, new AwsError("NoSuchEntity", "The user with name <a> cannot be found.", 404), IamOperations.Service.XmlNamespace, "id-1");
        QueryXml.WriteError(buffer, new AwsError("ServiceFailure", "Failed.", 500), QueryXml.FaultNamespace, "id-2");
        Assert.Equal(
            "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>The user with name &lt;a&gt; cannot be found.</Message></Error><RequestId>id-1</RequestId></ErrorResponse>"
            + "<ErrorResponse xmlns=\"http://webservices.amazon.com/AWSFault/2005-15-09\"><Error><Type>Receiver</Type><Code>ServiceFailure</Code><Message>Failed.</Message></Error><RequestId>id-2</RequestId></ErrorResponse>",
            Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    [Fact]
    public void Any_text_comes_back_as_it_was_but_for_characters_that_XML_has_no_place_for() =>
        Gen.String.Sample(text =>
        {
            XElement path = XDocument.Parse(Iam("GetUser", new GetUserResponse { User = Alice() with { Path = text } })).Descendants().First(e => e.Name.LocalName == "Path");
            StringBuilder expected = new();
            foreach (Rune rune in text.EnumerateRunes())
                expected.Append(rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and not (0xFFFE or 0xFFFF)) ? rune.ToString() : "\ufffd");
            return path.Value == expected.ToString();
        });

    [Fact]
    public void Long_answers_are_written_whole()
    {
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i}é&"));
        Assert.Equal(text, XDocument.Parse(Iam("GetUser", new GetUserResponse { User = Alice() with { Path = text } })).Descendants().First(e => e.Name.LocalName == "Path").Value);
    }

    private static User Alice() => new()
    {
        Path = "/",
        UserName = "alice",
        UserId = "AIDA",
        Arn = "arn:aws:iam::111122223333:user/alice",
        CreateDate = Moment,
    };

    private static string Iam(string operation, IResponseShape response) => Write(IamOperations.All, operation, response);

    private static string Write(IReadOnlyList<OperationShape> operations, string operation, IResponseShape response)
    {
        ArrayBufferWriter<byte> buffer = new();
        QueryXml.WriteResponse(buffer, operations.Single(o => o.Name == operation), response, "id-1");
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
