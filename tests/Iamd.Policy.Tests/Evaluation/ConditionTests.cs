namespace Iamd.Policy.Tests;

/// <summary>Condition operators, as their page in the IAM User Guide describes them; "-" is a key that is absent.</summary>
public class ConditionTests
{
    [Theory]
    // String
    [InlineData("StringEquals", "alice", "alice", true)]
    [InlineData("StringEquals", "alice", "Alice", false)]
    [InlineData("StringEquals", "a*", "alice", false)]
    [InlineData("StringEquals", "a*", "a*", true)]
    [InlineData("StringEquals", "alice", "-", false)]
    [InlineData("StringEquals", "", "", true)]
    [InlineData("StringNotEquals", "alice", "bob", true)]
    [InlineData("StringNotEquals", "alice", "alice", false)]
    [InlineData("StringNotEquals", "alice", "-", true)]
    [InlineData("StringEqualsIgnoreCase", "alice", "ALICE", true)]
    [InlineData("StringNotEqualsIgnoreCase", "alice", "ALICE", false)]
    [InlineData("StringLike", "al*e", "alice", true)]
    [InlineData("StringLike", "AL*", "alice", false)]
    [InlineData("StringLike", "al?ce", "alice", true)]
    [InlineData("StringLike", "${*}", "*", true)]
    [InlineData("StringLike", "*", "", true)]
    [InlineData("StringNotLike", "al*", "alice", false)]
    [InlineData("StringNotLike", "al*", "bob", true)]
    // Numeric
    [InlineData("NumericEquals", "10", "10.0", true)]
    [InlineData("NumericEquals", "10", "1e1", true)]
    [InlineData("NumericEquals", "10", "ten", false)]
    [InlineData("NumericEquals", "ten", "ten", false)]
    [InlineData("NumericNotEquals", "10", "11", true)]
    [InlineData("NumericNotEquals", "10", "ten", false)]
    [InlineData("NumericNotEquals", "10", "-", true)]
    [InlineData("NumericLessThan", "10", "9.99", true)]
    [InlineData("NumericLessThan", "10", "10", false)]
    [InlineData("NumericLessThan", "10", "-20", true)]
    [InlineData("NumericLessThanEquals", "10", "10", true)]
    [InlineData("NumericGreaterThan", "10", "9007199254740993", true)]
    [InlineData("NumericEquals", "9007199254740992", "9007199254740993", false)]
    [InlineData("NumericGreaterThan", "10", "10", false)]
    [InlineData("NumericGreaterThanEquals", "10", "10", true)]
    [InlineData("NumericLessThan", "10", " 9", false)]
    // Date
    [InlineData("DateEquals", "2026-11-23T10:00:00Z", "1795428000", true)]
    [InlineData("DateEquals", "2026-11-23T10:00:00Z", "2026-11-23T11:00:00+01:00", true)]
    [InlineData("DateEquals", "2026-11-23T10:00Z", "2026-11-23T10:00:00.000Z", true)]
    [InlineData("DateEquals", "2026-11-23", "2026-11-23T00:00:00Z", true)]
    [InlineData("DateEquals", "2026-11", "2026-11-01", true)]
    [InlineData("DateEquals", "2026", "2026-01-01T00:00:00Z", true)]
    [InlineData("DateNotEquals", "2026-11-23", "2026-11-24", true)]
    [InlineData("DateNotEquals", "2026-11-23", "tomorrow", false)]
    [InlineData("DateLessThan", "2026-11-23T10:00:00Z", "2026-11-23T09:59:59.999Z", true)]
    [InlineData("DateLessThan", "2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z", false)]
    [InlineData("DateLessThanEquals", "2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z", true)]
    [InlineData("DateGreaterThan", "2026-11-23T10:00:00Z", "2026-11-23T10:00:01Z", true)]
    [InlineData("DateGreaterThanEquals", "2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z", true)]
    [InlineData("DateLessThan", "2026-02-30", "2020-01-01", false)]
    [InlineData("DateLessThan", "23.11.2026", "2020-01-01", false)]
    [InlineData("DateGreaterThan", "2020-01-01", "-", false)]
    // Bool
    [InlineData("Bool", "true", "true", true)]
    [InlineData("Bool", "true", "TRUE", true)]
    [InlineData("Bool", "false", "true", false)]
    [InlineData("Bool", "true", "-", false)]
    [InlineData("Bool", "false", "-", false)]
    [InlineData("Bool", "yes", "yes", false)]
    // Binary
    [InlineData("BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", true)]
    [InlineData("BinaryEquals", "QUJD", "QUJE", false)]
    [InlineData("BinaryEquals", "QUJD", "not base64", false)]
    // IP address
    [InlineData("IpAddress", "203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("IpAddress", "203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("IpAddress", "203.0.113.77/24", "203.0.113.1", true)]
    [InlineData("IpAddress", "203.0.113.7", "203.0.113.7", true)]
    [InlineData("IpAddress", "203.0.113.7", "203.0.113.8", false)]
    [InlineData("IpAddress", "0.0.0.0/0", "8.8.8.8", true)]
    [InlineData("IpAddress", "0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("IpAddress", "::/0", "2001:db8::1", true)]
    [InlineData("IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678:9abc::1", true)]
    [InlineData("IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5679::1", false)]
    [InlineData("IpAddress", "2001:db8::1", "2001:0db8:0:0:0:0:0:1", true)]
    [InlineData("IpAddress", "::ffff:192.0.2.1", "::ffff:c000:201", true)]
    [InlineData("IpAddress", "10.0.0.0/33", "10.0.0.0", false)]
    [InlineData("IpAddress", "10.0.0.0/", "10.0.0.0", false)]
    [InlineData("IpAddress", "10.0.0.0/8", "AWS Internal", false)]
    [InlineData("IpAddress", "10.0.0.0/8", "10.01.2.3", false)]
    [InlineData("IpAddress", "10.0.0.0/8", "-", false)]
    [InlineData("NotIpAddress", "10.0.0.0/8", "192.0.2.1", true)]
    [InlineData("NotIpAddress", "10.0.0.0/8", "10.1.1.1", false)]
    [InlineData("NotIpAddress", "10.0.0.0/8", "-", true)]
    [InlineData("NotIpAddress", "10.0.0.0/8", "AWS Internal", false)] // cannot be told, so it does not allow
    // ARN
    [InlineData("ArnEquals", "arn:aws:sns:us-east-1:111111111111:topic", "arn:aws:sns:us-east-1:111111111111:topic", true)]
    [InlineData("ArnEquals", "arn:aws:sns:*:111111111111:t?pic", "arn:aws:sns:us-east-1:111111111111:topic", true)]
    [InlineData("ArnLike", "arn:aws:someservice:*:111122223333:finance/*", "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt", false)]
    [InlineData("StringLike", "arn:aws:someservice:*:111122223333:finance/*", "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt", true)]
    [InlineData("ArnLike", "arn:aws:logs:*:*:log-group:*", "arn:aws:logs:us-east-1:111111111111:log-group:a:b", true)]
    [InlineData("ArnLike", "arn:aws:iam::111111111111:user/${aws:username}", "arn:aws:iam::111111111111:user/alice", true)]
    [InlineData("ArnLike", "arn:aws:iam::${aws:PrincipalAccount}:*", "arn:aws:iam::111111111111:user/alice", true)]
    [InlineData("ArnLike", "arn:aws:iam::*", "arn:aws:iam::111111111111:user/alice", false)]
    [InlineData("ArnLike", "arn:aws:iam::111111111111:*", "alice", false)]
    [InlineData("ArnNotLike", "arn:aws:iam::111111111111:*", "arn:aws:iam::222222222222:root", true)]
    [InlineData("ArnNotEquals", "arn:aws:iam::111111111111:*", "arn:aws:iam::111111111111:root", false)]
    [InlineData("ArnNotEquals", "arn:aws:iam::111111111111:*", "-", true)]
    // Null
    [InlineData("Null", "true", "-", true)]
    [InlineData("Null", "true", "x", false)]
    [InlineData("Null", "false", "-", false)]
    [InlineData("Null", "false", "x", true)]
    [InlineData("Null", "false", "", true)]
    // IfExists
    [InlineData("StringEqualsIfExists", "alice", "-", true)]
    [InlineData("StringEqualsIfExists", "alice", "bob", false)]
    [InlineData("StringNotEqualsIfExists", "alice", "-", true)]
    [InlineData("BoolIfExists", "false", "-", true)]
    [InlineData("NumericLessThanIfExists", "10", "-", true)]
    [InlineData("IpAddressIfExists", "10.0.0.0/8", "192.0.2.1", false)]
    // Operators are found without regard to case.
    [InlineData("stringlike", "al*", "alice", true)]
    public void An_operator_compares_one_value_with_one_value(string name, string wanted, string actual, bool holds) =>
        Assert.Equal(holds, Holds("Allow", name, [wanted], actual == "-" ? [] : [("x:key", actual)]));

    [Theory]
    [InlineData("StringEquals", "a,b", "b", true)]
    [InlineData("StringEquals", "a,b", "c", false)]
    [InlineData("StringNotEquals", "a,b", "c", true)] // NOR
    [InlineData("StringNotEquals", "a,b", "b", false)]
    [InlineData("StringNotLike", "x*,y*", "why", true)]
    [InlineData("NumericLessThan", "5,10", "7", true)]
    [InlineData("Null", "true,false", "x", true)]
    public void Several_values_are_alternatives_and_under_a_negation_none_may_match(string name, string wanted, string actual, bool holds) =>
        Assert.Equal(holds, Holds("Allow", name, wanted.Split(','), [("x:key", actual)]));

    [Theory]
    [InlineData("ForAllValues:StringEquals", "a,b", "a,b", true)]
    [InlineData("ForAllValues:StringEquals", "a,b", "a", true)]
    [InlineData("ForAllValues:StringEquals", "a,b", "a,c", false)]
    [InlineData("ForAllValues:StringEquals", "a,b", "-", true)]
    [InlineData("ForAllValues:StringEquals", "a,b", "empty list", true)]
    [InlineData("ForAllValues:StringEquals", "a,b", "", true)]
    [InlineData("ForAllValues:StringNotEquals", "a,b", "c,d", true)]
    [InlineData("ForAllValues:StringNotEquals", "a,b", "a,d", false)]
    [InlineData("ForAllValues:StringLike", "a*", "ab,ac", true)]
    [InlineData("ForAnyValue:StringEquals", "a,b", "b,c", true)]
    [InlineData("ForAnyValue:StringEquals", "a,b", "c,d", false)]
    [InlineData("ForAnyValue:StringEquals", "a,b", "-", false)]
    [InlineData("ForAnyValue:StringEquals", "a,b", "empty list", false)]
    [InlineData("ForAnyValue:StringLike", "*", "", false)]
    [InlineData("ForAnyValue:StringNotEquals", "a,b", "a,c", true)]
    [InlineData("ForAnyValue:StringNotEquals", "a,b", "a,b", false)]
    [InlineData("ForAnyValue:StringNotEquals", "a,b", "-", false)]
    [InlineData("ForAnyValue:StringEqualsIfExists", "a", "-", true)]
    [InlineData("ForAnyValue:Bool", "true", "false,true", true)]
    [InlineData("ForAllValues:NumericLessThan", "10", "1,2,30", false)]
    [InlineData("Null", "true", "empty list", true)]
    [InlineData("Null", "false", "a,b", true)]
    // Without a set operator a key with several values cannot be evaluated.
    [InlineData("StringEquals", "a", "a,b", false)]
    [InlineData("StringNotEquals", "x", "a,b", false)]
    [InlineData("StringEquals", "a", "empty list", false)]
    [InlineData("StringNotEquals", "a", "empty list", true)]
    public void Set_operators_look_at_every_value_of_the_request(string name, string wanted, string actual, bool holds)
    {
        (string, ContextValue)[] context = actual switch
        {
            "-" => [],
            "empty list" => [("x:key", Array.Empty<string>())],
            _ when actual.Contains(',', StringComparison.Ordinal) => [("x:key", actual.Split(','))],
            _ => [("x:key", actual)],
        };
        Assert.Equal(holds, Holds("Allow", name, wanted.Split(','), context));
    }

    [Theory]
    [InlineData("StringNotEquals", "${x:missing}", "a")]
    [InlineData("StringNotLike", "${x:missing}*", "a")]
    [InlineData("NumericNotEquals", "ten", "10")]
    [InlineData("DateNotEquals", "2026-01-01", "someday")]
    [InlineData("NotIpAddress", "10.0.0.0/8", "AWS Internal")]
    [InlineData("ArnNotLike", "arn:aws:iam::*", "arn:aws:iam::111111111111:root")]
    public void A_negation_that_cannot_be_told_never_allows_and_may_deny(string name, string wanted, string actual)
    {
        Assert.False(Holds("Allow", name, [wanted], [("x:key", actual)]));
        Assert.True(Holds("Deny", name, [wanted], [("x:key", actual)]));
    }

    [Fact]
    public void All_conditions_of_a_statement_must_hold()
    {
        string policy = Asked.Statement("Allow", """
            "Action":"*","Resource":"*","Condition":{"StringEquals":{"x:one":"1","x:two":"2"},"Bool":{"x:three":true},"NumericLessThan":{"x:four":5}}
            """);
        PolicySet policies = new() { IdentityPolicies = Asked.Policies(policy) };
        (string, ContextValue)[] all = [("x:one", "1"), ("X:TWO", "2"), ("x:three", "true"), ("x:four", "4")];
        Assert.Equal("allowed", Asked.Decide(policies, Asked.Request(context: all)));
        foreach ((string, ContextValue) left in all)
            Assert.Equal("implicitDeny", Asked.Decide(policies, Asked.Request(context: [.. all.Where(pair => pair != left)])));
    }

    private static bool Holds(string effect, string name, string[] wanted, (string, ContextValue)[] context)
    {
        string values = System.Text.Json.JsonSerializer.Serialize(wanted);
        string policy = Asked.Statement(effect, $"\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{{\"{name}\":{{\"x:Key\":{values}}}}}");
        string decision = Asked.Decide(
            new PolicySet { IdentityPolicies = Asked.Policies(policy) },
            Asked.Request(context: [.. context, ("aws:username", "alice"), ("aws:PrincipalAccount", "111111111111")]));
        return decision == (effect == "Allow" ? "allowed" : "explicitDeny");
    }
}
