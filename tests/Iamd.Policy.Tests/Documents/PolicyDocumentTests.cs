namespace Iamd.Policy.Tests;

/// <summary>Reading policies: what is one, what is not, and where it goes wrong.</summary>
public class PolicyDocumentTests
{
    private const string Ok = "\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"";

    [Theory]
    // not JSON
    [InlineData("", "", 1, 1, PolicyErrorKind.Json)]
    [InlineData("This is not a policy", "", 1, 1, PolicyErrorKind.Json)]
    [InlineData("{\"Statement\":[", "Statement[0]", 1, 15, PolicyErrorKind.Json)]
    [InlineData("{\"Statement\":[]} x", "", 1, 18, PolicyErrorKind.Json)]
    [InlineData("{\"Id\":\"a\u0001\"}", "Id", 1, 9, PolicyErrorKind.Json)]
    [InlineData("{\"Id\":\"\\x\"}", "Id", 1, 8, PolicyErrorKind.Json)]
    [InlineData("{\"Id\":\"\\ud800\"}", "Id", 1, 14, PolicyErrorKind.Json)]
    [InlineData("{\"Id\":01}", "", 1, 8, PolicyErrorKind.Json)]
    [InlineData("{\"Id\":\"a\",}", "", 1, 11, PolicyErrorKind.Json)]
    [InlineData("\uFEFF{}", "", 1, 1, PolicyErrorKind.Json)]
    [InlineData("{\"Id\":\"a\",\"Id\":\"b\"}", "Id", 1, 11, PolicyErrorKind.DuplicateKey)]
    // JSON, but no policy
    [InlineData("[]", "", 1, 1, PolicyErrorKind.InvalidValue)]
    [InlineData("null", "", 1, 1, PolicyErrorKind.InvalidValue)]
    [InlineData("{}", "Statement", 1, 1, PolicyErrorKind.MissingElement)]
    [InlineData("{\"Statement\":[]}", "Statement", 1, 14, PolicyErrorKind.MissingElement)]
    [InlineData("{\"Statement\":\"x\"}", "Statement", 1, 14, PolicyErrorKind.InvalidValue)]
    [InlineData("{\"Statement\":[null]}", "Statement[0]", 1, 15, PolicyErrorKind.InvalidValue)]
    [InlineData("{\"statement\":{" + Ok + "}}", "statement", 1, 2, PolicyErrorKind.UnknownElement)]
    [InlineData("{\n  \"Version\": \"2020-01-01\",\n  \"Statement\": {" + Ok + "}\n}", "Version", 2, 14, PolicyErrorKind.InvalidVersion)]
    [InlineData("{\"Id\":5,\"Statement\":{" + Ok + "}}", "Id", 1, 7, PolicyErrorKind.InvalidValue)]
    [InlineData("{\"Statement\":{\"Actions\":\"*\"," + Ok + "}}", "Statement.Actions", 1, 15, PolicyErrorKind.UnknownElement)]
    [InlineData("{\"Statement\":[{\"Sid\":1," + Ok + "}]}", "Statement[0].Sid", 1, 22, PolicyErrorKind.InvalidValue)]
    [InlineData("{\"Statement\":{\"Action\":\"*\",\"Resource\":\"*\"}}", "Statement.Effect", 1, 14, PolicyErrorKind.MissingElement)]
    [InlineData("{\"Statement\":{\"Effect\":\"allow\",\"Action\":\"*\"}}", "Statement.Effect", 1, 24, PolicyErrorKind.InvalidValue)]
    [InlineData("{\"Statement\":{\"Effect\":\"Allow\",\"Resource\":\"*\"}}", "Statement.Action", 1, 14, PolicyErrorKind.MissingElement)]
    [InlineData("{\"Statement\":{\"Effect\":\"Allow\",\"Action\":[]}}", "Statement.Action", 1, 41, PolicyErrorKind.MissingElement)]
    [InlineData("{\"Statement\":{\"Effect\":\"Allow\",\"Action\":[\"*\",1]}}", "Statement.Action[1]", 1, 46, PolicyErrorKind.InvalidValue)]
    [InlineData("{\"Statement\":{\"NotAction\":\"*\"," + Ok + "}}", "Statement.NotAction", 1, 27, PolicyErrorKind.ConflictingElements)]
    [InlineData("{\"Statement\":{\"NotResource\":\"*\"," + Ok + "}}", "Statement.NotResource", 1, 29, PolicyErrorKind.ConflictingElements)]
    [InlineData("{\"Statement\":{\"Principal\":\"x\"," + Ok + "}}", "Statement.Principal", 1, 27, PolicyErrorKind.InvalidValue)]
    [InlineData("{\"Statement\":{\"Principal\":{}," + Ok + "}}", "Statement.Principal", 1, 27, PolicyErrorKind.MissingElement)]
    [InlineData("{\"Statement\":{\"Principal\":{\"aws\":\"*\"}," + Ok + "}}", "Statement.Principal.aws", 1, 28, PolicyErrorKind.UnknownElement)]
    [InlineData("{\"Statement\":{\"Condition\":[]," + Ok + "}}", "Statement.Condition", 1, 27, PolicyErrorKind.InvalidValue)]
    [InlineData("{\"Statement\":{\"Condition\":{\"StringEqual\":{\"a:b\":\"c\"}}," + Ok + "}}", "Statement.Condition.StringEqual", 1, 28, PolicyErrorKind.UnknownOperator)]
    [InlineData("{\"Statement\":{\"Condition\":{\"NullIfExists\":{\"a:b\":\"true\"}}," + Ok + "}}", "Statement.Condition.NullIfExists", 1, 28, PolicyErrorKind.UnknownOperator)]
    [InlineData("{\"Statement\":{\"Condition\":{\"ForSomeValue:Bool\":{\"a:b\":\"true\"}}," + Ok + "}}", "Statement.Condition.ForSomeValue:Bool", 1, 28, PolicyErrorKind.UnknownOperator)]
    [InlineData("{\"Statement\":{\"Condition\":{\"Bool\":\"true\"}," + Ok + "}}", "Statement.Condition.Bool", 1, 35, PolicyErrorKind.InvalidValue)]
    [InlineData("{\"Statement\":{\"Condition\":{\"Bool\":{\"a:b\":null}}," + Ok + "}}", "Statement.Condition.Bool.a:b", 1, 42, PolicyErrorKind.InvalidValue)]
    [InlineData("{\"Statement\":{\"Condition\":{\"Bool\":{\"a:b\":[\"x\",{}]}}," + Ok + "}}", "Statement.Condition.Bool.a:b[1]", 1, 47, PolicyErrorKind.InvalidValue)]
    [InlineData("{\"Statement\":{\"Condition\":{\"Bool\":{\"a:b\":\"true\",\"a:b\":\"true\"}}," + Ok + "}}", "Statement.Condition.Bool.a:b", 1, 49, PolicyErrorKind.DuplicateKey)]
    public void What_is_no_policy_is_refused_with_its_place(string text, string element, int line, int column, PolicyErrorKind kind)
    {
        Assert.False(PolicyDocument.TryParse(text, out PolicyDocument? document, out PolicyError? error));
        Assert.Null(document);
        Assert.Equal((element, line, column, kind), (error.Element, error.Line, error.Column, error.Kind));
    }

    [Fact]
    public void An_error_reads_as_element_place_and_sentence()
    {
        Assert.False(PolicyDocument.TryParse("{\n\"Statement\": [\n  {" + Ok + "},\n  {\"Condition\": {\"Strings\": {\"a:b\": \"c\"}}," + Ok + "}]}", out _, out PolicyError? error));
        Assert.Equal("Statement[1].Condition.Strings, line 4, column 18: There is no condition operator 'Strings'.", error.ToString());
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"Statement\":", "}")]
    [InlineData("{\"Statement\":[", "]}")]
    public void A_document_nested_a_thousand_deep_is_an_error_and_no_more(string open, string close)
    {
        string text = string.Concat(Enumerable.Repeat(open, 1000)) + string.Concat(Enumerable.Repeat(close, 1000));
        Assert.False(PolicyDocument.TryParse(text, out _, out PolicyError? error));
        Assert.Equal("The document is nested too deeply.", error.Message);
    }

    [Fact]
    public void A_document_of_ten_megabytes_is_read()
    {
        string resources = string.Join(',', Enumerable.Range(0, 300_000).Select(i => $"\"arn:aws:s3:::bucket/some/long/key/{i}\""));
        string text = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[" + resources + "]}}";
        Assert.True(text.Length > 10_000_000);
        Assert.Equal(300_000, PolicyDocument.Parse(text).Statements[0].Resource!.Patterns.Length);
    }

    [Fact]
    public void Every_element_is_kept_with_its_place()
    {
        const string text = """
            {
              "Id": "an id",
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "First", "Effect": "Deny",
                  "NotPrincipal": {"AWS": ["111111111111", "*"], "Service": "ec2.amazonaws.com"},
                  "NotAction": ["s3:*", "iam:*"],
                  "NotResource": "arn:aws:s3:::b",
                  "Condition": {"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": ["a", 1, true]}, "Bool": {"aws:SecureTransport": false}}
                }, {"Effect": "Allow", "Action": "*"}
              ]
            }
            """;
        PolicyDocument document = PolicyDocument.Parse(text);
        Assert.Equal((text, PolicyVersion.V2012, true, "an id"), (document.Text, document.Version, document.HasVersion, document.Id));
        Statement first = document.Statements[0];
        Assert.Equal((0, "First", Effect.Deny), (first.Index, first.Sid, first.Effect));
        Assert.Equal(new TextSpan(new(5, 5), new(11, 6)), first.Span);
        Assert.Equal(new TextSpan(new(4, 17), new(11, 6)), first.SimulatorSpan);
        Assert.Equal(new TextSpan(new(11, 6), new(11, 42)), document.Statements[1].SimulatorSpan);
        Assert.True(first.Principal!.IsNot && first.Action.IsNot && first.Resource!.IsNot);
        Assert.Equal([new(PrincipalKind.Aws, "111111111111"), new(PrincipalKind.Aws, "*"), new(PrincipalKind.Service, "ec2.amazonaws.com")], first.Principal.Names);
        Assert.Equal(["s3:*", "iam:*"], first.Action.Patterns);
        Assert.Equal(2, first.Conditions.Length);
        ConditionTest test = first.Conditions[0];
        Assert.Equal((ConditionOperator.StringLike, SetQuantifier.ForAnyValue, true, "aws:TagKeys"), (test.Operator, test.Quantifier, test.IfExists, test.Key));
        Assert.Equal(["a", "1", "true"], test.Values);
        Assert.Null(document.Statements[1].Resource);
    }

    [Theory] // examples of the AWS CLI Command Reference and of IAM's answers
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}""", 1, 38, 1, 167)]
    [InlineData("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"*\",\n      \"Resource\": \"*\"\n    }\n  ]\n}", 3, 17, 8, 6)]
    public void A_statements_place_is_also_told_as_the_simulator_does(string text, int line, int column, int endLine, int endColumn) =>
        Assert.Equal(new TextSpan(new(line, column), new(endLine, endColumn)), PolicyDocument.Parse(text).Statements[0].SimulatorSpan);

    [Theory]
    [InlineData("{ \"a\" : 1 }\t\r\n", 7)]
    [InlineData("", 0)]
    [InlineData("\u00A0é", 2)]
    public void Quotas_do_not_count_white_space(string text, int count) => Assert.Equal(count, PolicySize.WithoutWhitespace(text));

    [Fact]
    public void Context_keys_are_those_of_conditions_and_of_variables_each_once()
    {
        PolicyDocument document = PolicyDocument.Parse("""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"*","Resource":["arn:aws:s3:::${aws:username}/${*}","arn:aws:s3:::${s3:x, 'y'}"],
               "Condition":{"StringLike":{"aws:UserName":["${aws:PrincipalTag/team}"],"s3:prefix":"a"}}},
              {"Effect":"Deny","NotAction":"*","NotResource":"${aws:userid}","Condition":{"Null":{"S3:Prefix":"true"}}}]}
            """);
        Assert.Equal(["aws:username", "s3:x", "aws:PrincipalTag/team", "s3:prefix", "aws:userid"], ContextKeyNames.In(document));
        PolicyDocument old = PolicyDocument.Parse("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"${aws:username}"}}""");
        Assert.Empty(ContextKeyNames.In(old));
    }
}
