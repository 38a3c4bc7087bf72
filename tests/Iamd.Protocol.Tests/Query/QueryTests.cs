using System.Text;
using CsCheck;
using Iamd.Protocol.Query;
using Iamd.Protocol.Shapes.Iam;

namespace Iamd.Protocol.Tests.Query;

public sealed class QueryTests
{
    [Fact]
    public void A_request_is_read_from_its_parameters()
    {
        CreateUserRequest request = Requests.Iam<CreateUserRequest>(
            "Action=CreateUser&Version=2010-05-08&Path=%2Fdivision%2F&UserName=a%2Bb&Tags.member.1.Key=k+1&Tags.member.1.Value=%C3%A9&Tags.member.2.Key=k2&Tags.member.2.Value=").Value();
        Assert.Equal("/division/", request.Path);
        Assert.Equal("a+b", request.UserName);
        Assert.Null(request.PermissionsBoundary);
        Assert.Equal([new Tag { Key = "k 1", Value = "é" }, new Tag { Key = "k2", Value = "" }], request.Tags);
    }

    [Fact]
    public void Lists_in_lists_are_read()
    {
        SimulateCustomPolicyRequest request = Requests.Iam<SimulateCustomPolicyRequest>(
            "PolicyInputList.member.1={}&ActionNames.member.1=s3:GetObject"
            + "&ContextEntries.member.1.ContextKeyName=aws:PrincipalTag/a&ContextEntries.member.1.ContextKeyType=stringList"
            + "&ContextEntries.member.1.ContextKeyValues.member.1=x&ContextEntries.member.1.ContextKeyValues.member.2=y"
            + "&ContextEntries.member.2.ContextKeyName=aws:SourceIp&ContextEntries.member.2.ContextKeyValues.member.1=10.0.0.1").Value();
        Assert.Equal(["x", "y"], request.ContextEntries[0].ContextKeyValues);
        Assert.Equal("stringList", request.ContextEntries[0].ContextKeyType);
        Assert.Equal("aws:SourceIp", request.ContextEntries[1].ContextKeyName);
        Assert.Equal(["10.0.0.1"], request.ContextEntries[1].ContextKeyValues);
    }

    [Fact]
    public void A_failure_deep_in_a_list_is_named_by_its_path() =>
        Assert.Equal(
            "1 validation error detected: Value at 'contextEntries.2.member.contextKeyName' failed to satisfy constraint: Member must have length greater than or equal to 5",
            Requests.Iam<SimulateCustomPolicyRequest>(
                "PolicyInputList.member.1={}&ActionNames.member.1=s3:GetObject&ContextEntries.member.1.ContextKeyName=aws:SourceIp&ContextEntries.member.1.ContextKeyValues.member.1=v&ContextEntries.member.2.ContextKeyName=abcd").Error?.Message);

    [Fact]
    public void Elements_may_stand_in_any_order_since_some_clients_sort_them_as_text()
    {
        string form = "UserName=a&" + string.Join('&', Enumerable.Range(1, 12).OrderBy(i => $"{i}", StringComparer.Ordinal).Select(i => $"TagKeys.member.{i}=k{i}"));
        Assert.Equal(Enumerable.Range(1, 12).Select(i => $"k{i}"), Requests.Iam<UntagUserRequest>(form).Value().TagKeys);
    }

    [Theory]
    [InlineData("UserName=a&TagKeys=")]
    [InlineData("UserName=a&TagKeys")]
    public void An_empty_list_is_a_parameter_without_a_value(string form) =>
        Assert.Empty(Requests.Iam<UntagUserRequest>(form).Value().TagKeys);

    [Fact]
    public void Unknown_parameters_are_ignored() =>
        Assert.Null(Requests.Iam<GetUserRequest>("UserName=a&Nonsense=1&UserName.member.1=b&X-Amz-Date=now").Error);

    [Theory]  // form, code, message
    [InlineData("UserName=a&UserName=b", "MalformedInput", "The parameter UserName occurs more than once.")]
    [InlineData("UserName=a&UserName=a", "MalformedInput", "The parameter UserName occurs more than once.")]
    [InlineData("TagKeys.member.1=a&TagKeys.member.1=b&UserName=a", "MalformedInput", "The parameter TagKeys.member.1 occurs more than once.")]
    [InlineData("UserName=a&TagKeys.member.2=b", "MalformedInput", "The list TagKeys has gaps: elements count from 1 without gaps.")]
    [InlineData("UserName=a&TagKeys.member.1=a&TagKeys.member.2000000000=b", "MalformedInput", "The list TagKeys has gaps: elements count from 1 without gaps.")]
    [InlineData("UserName=a&TagKeys.member.0=b", "MalformedInput", "The parameter TagKeys.member.0 does not name an element of a list: elements count from 1.")]
    [InlineData("UserName=a&TagKeys.member.01=b", "MalformedInput", "The parameter TagKeys.member.01 does not name an element of a list: elements count from 1.")]
    [InlineData("UserName=a&TagKeys.member.-1=b", "MalformedInput", "The parameter TagKeys.member.-1 does not name an element of a list: elements count from 1.")]
    [InlineData("UserName=a&TagKeys.member.x=b", "MalformedInput", "The parameter TagKeys.member.x does not name an element of a list: elements count from 1.")]
    [InlineData("UserName=a&TagKeys.member.=b", "MalformedInput", "The parameter TagKeys.member. does not name an element of a list: elements count from 1.")]
    [InlineData("UserName=a&TagKeys.member.99999999999=b", "MalformedInput", "The parameter TagKeys.member.99999999999 does not name an element of a list: elements count from 1.")]
    [InlineData("UserName=a&TagKeys.member.1.Key=b", "MalformedInput", "The parameter TagKeys.member.1 has no value.")]
    [InlineData("UserName=a&TagKeys=b", "MalformedInput", "The parameter TagKeys is a list; its elements are TagKeys.member.1 and so on.")]
    [InlineData("UserName=%", "MalformedQueryString", "The query string contains a syntax error: a percent sign is not followed by two hexadecimal digits.")]
    [InlineData("UserName=%4", "MalformedQueryString", "The query string contains a syntax error: a percent sign is not followed by two hexadecimal digits.")]
    [InlineData("UserName=%4G", "MalformedQueryString", "The query string contains a syntax error: a percent sign is not followed by two hexadecimal digits.")]
    [InlineData("=a", "MalformedQueryString", "The query string contains a syntax error: a parameter has no name.")]
    [InlineData("UserName=%C3", "MalformedInput", "The request contains bytes that are not UTF-8.")]
    [InlineData("UserName=\u00ff", "MalformedInput", "The request contains bytes that are not UTF-8.")]
    [InlineData("UserName=%ED%A0%80", "MalformedInput", "The request contains bytes that are not UTF-8.")]
    [InlineData("UserName=%C0%AF", "MalformedInput", "The request contains bytes that are not UTF-8.")]
    [InlineData("UserName=a%00b", "MalformedInput", "The request contains the character U+0000.")]
    public void A_malformed_request_is_refused(string form, string code, string message) =>
        Assert.Equal(new AwsError(code, message, 400), Requests.Iam<UntagUserRequest>(form).Error);

    [Theory]
    [InlineData("MaxItems=abc", "The value at 'maxItems' is not an integer.")]
    [InlineData("MaxItems=", "missing value for decimal type")]  // recorded AWS answer
    [InlineData("MaxItems=1.5", "The value at 'maxItems' is not an integer.")]
    [InlineData("MaxItems=99999999999", "The value at 'maxItems' is not an integer.")]
    [InlineData("OnlyAttached=maybe", "The value at 'onlyAttached' is neither true nor false.")]
    [InlineData("OnlyAttached=1", "The value at 'onlyAttached' is neither true nor false.")]
    public void A_value_of_the_wrong_type_is_refused(string form, string message) =>
        Assert.Equal(new AwsError("MalformedInput", message, 400), Requests.Iam<ListPoliciesRequest>(form).Error);

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("false", false)]
    public void Booleans_are_read(string text, bool value) =>
        Assert.Equal(value, Requests.Iam<ListPoliciesRequest>($"OnlyAttached={text}").Value().OnlyAttached);

    [Fact]
    public void Query_string_and_body_are_read_together()
    {
        QueryParameters parameters = QueryParameters.Parse("Action=GetUser"u8, "UserName=a"u8).Value();
        Assert.Equal("GetUser", parameters["Action"]);
        Assert.Equal("a", parameters["UserName"]);
        Assert.Null(parameters["Version"]);
        Assert.Equal("MalformedInput", QueryParameters.Parse("Action=GetUser"u8, "Action=GetUser"u8).Error?.Code);
    }

    [Fact]
    public void Too_many_parameters_and_too_long_names_are_refused()
    {
        Assert.Equal("MalformedInput", QueryParameters.Parse([], Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, 10_001).Select(i => $"p{i}=")))).Error?.Code);
        Assert.Equal("MalformedInput", QueryParameters.Parse([], Encoding.ASCII.GetBytes(new string('n', 513))).Error?.Code);
    }

    [Fact]
    public void What_a_client_encodes_is_what_is_read() =>
        Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.String.Where(IsText)).Sample(pairs =>
        {
            string form = string.Join('&', pairs.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
            QueryParameters parameters = QueryParameters.Parse([], Encoding.ASCII.GetBytes(form)).Value();
            return parameters.Count == pairs.Count && pairs.All(p => parameters[p.Key] == p.Value);
        });

    [Fact]
    public void Any_bytes_give_parameters_or_an_error_and_never_an_exception() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            if (QueryParameters.Parse([], bytes).TryGet(out QueryParameters? parameters, out AwsError? error))
                _ = Protocol.Wire.ShapeReading.Read<SimulateCustomPolicyRequest>(new QueryReader(parameters, IamOperations.Service));
            else
                Assert.Equal(400, error.Status);
        });

    [Fact]
    public void Any_arrangement_of_list_parameters_gives_a_request_or_an_error_and_never_an_exception()
    {
        Gen<string> part = Gen.OneOf("ContextEntries", "member", "1", "2", "3", "ContextKeyName", "ContextKeyValues", "", "0", "x");
        Gen.Select(part.Array[1, 6], Gen.OneOf("", "v", "aws:username")).Array[0, 12].Sample(pairs =>
        {
            string form = string.Join('&', pairs.Select(p => $"{string.Join('.', p.Item1)}={p.Item2}"));
            Result<SimulateCustomPolicyRequest> result = Requests.Iam<SimulateCustomPolicyRequest>(form + "&ActionNames.member.1=s3:GetObject&PolicyInputList.member.1={}");
            return result.Error is null or { Status: 400 };
        });
    }

    private static bool IsText(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]))))
                return false;
        }
        return true;
    }
}
