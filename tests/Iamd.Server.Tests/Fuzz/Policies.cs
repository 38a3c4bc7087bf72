namespace Iamd.Server.Tests.Fuzz;

/// <summary>Policy texts: some that can be stored, and many that nobody should take.</summary>
internal static class Policies
{
    public const string AllowAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    public const string TrustAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}]}""";

    public static readonly IReadOnlyList<string> Good =
    [
        AllowAll,
        TrustAll,
        """{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotAction":["iam:*","sts:*"],"Resource":"arn:aws:s3:::b/*"}}""",
        """{"Version":"2008-10-17","Id":"x","Statement":[{"Sid":"a1","Effect":"Allow","Action":["iam:Get*","iam:List*"],"Resource":"*","Condition":{"StringLike":{"aws:PrincipalTag/team":["a*","${aws:username}"]},"Null":{"aws:MultiFactorAuthAge":true}}}]}""",
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username, 'nobody'}/*"}]}""",
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/alice"},"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}""",
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
    ];

    /// <summary>A text that is broken, huge, deep or odd.</summary>
    public static string Hostile(Random random) => random.Next(26) switch
    {
        0 => Statement($"\"Action\":\"*\",\"Resource\":{Deep(random.Next(2, 1500), '[', ']')}"),
        1 => string.Concat(Enumerable.Repeat("{\"a\":", 1000)) + "1" + new string('}', 1000),
        2 => new string('[', 100_000),
        3 => """{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}""",
        4 => """{"Version":"2012-10-17","Statement":[{},{}]}""",
        5 => """{"Version":"2012-10-17","Statement":[]}""",
        6 => """{"Version":20121017,"Statement":[{"Effect":"Allow","Action":1e999999999,"Resource":-0.0000000000000000001}]}""",
        7 => "\uFEFF" + AllowAll,
        8 => Statement("""  "Action":"\u0000\ud800","Resource":"\udc00*"  """),
        9 => Statement("""  "Action":"s3:\u0047etObject","Resource":"arn:aws:s3:::\u00e9\/\\*"  """),
        10 => Statement($"\"Action\":\"s3:{string.Concat(Enumerable.Repeat("*a", 500))}\",\"Resource\":\"arn:aws:s3:::{string.Concat(Enumerable.Repeat("*a?", 500))}\""),
        11 => Statement("\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":" + Condition(random)),
        12 => Statement("""  "Action":"*","Resource":"arn:aws:s3:::${aws:username","Condition":{}  """),
        13 => Statement("""  "Action":"*","Resource":["arn:aws:s3:::${}","arn:aws:s3:::${${aws:username}}","${*}${?}${$}","arn:aws:s3:::${aws:username, '}'}"]  """),
        14 => AllowAll[..random.Next(AllowAll.Length)],
        15 => AllowAll + AllowAll,
        16 => AllowAll.Insert(random.Next(AllowAll.Length), ((char)random.Next(1, 0x250)).ToString()),
        17 => "null",
        18 => "\"a string\"",
        19 => new string(' ', 131_000),
        20 => AllowAll.Replace("\"*\"", $"\"{new string('x', 7000)}\"", StringComparison.Ordinal),
        21 => Statement("\"Action\":[" + string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"a{i}:b\"")) + "],\"Resource\":\"*\""),
        22 => $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["{{string.Join("\",\"", Enumerable.Range(0, 50).Select(i => $"arn:aws:iam::{i:D12}:root"))}}"]},"Action":"sts:AssumeRole"}]}""",
        23 => """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"AIDAQQQQQQQQQQQQQQQQQ"},"Action":"sts:AssumeRole"},{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/"},"Action":"sts:AssumeRole"}]}""",
        24 => """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotPrincipal":{"Federated":"\u0000","CanonicalUser":"x","Service":["*"]},"Action":"sts:*"}]}""",
        _ => """{"version":"2012-10-17","statement":[{"effect":"allow","action":"*","resource":"*"}]}""",
    };

    private static string Condition(Random random) => random.Next(12) switch
    {
        0 => """{"NumericLessThan":{"aws:EpochTime":"1e400"}}""",
        1 => """{"NumericEquals":{"aws:EpochTime":["-0","+5","0x10","1,000",""]}}""",
        2 => """{"DateGreaterThan":{"aws:CurrentTime":["9999-99-99T99:99:99Z","0","-99999999999999999999","2020-01-01T00:00:00+25:00"]}}""",
        3 => """{"IpAddress":{"aws:SourceIp":["1.2.3.4/33","::/129","1.2.3","fe80::1%eth0","256.1.1.1","0.0.0.0/-1"]}}""",
        4 => """{"BinaryEquals":{"aws:x":["===","QQ","\u0000"]}}""",
        5 => """{"ForAllValues:ForAnyValue:StringEquals":{"aws:TagKeys":"a"}}""",
        6 => """{"StringLikeIfExistsIfExists":{"aws:username":"*"}}""",
        7 => """{"Null":{"aws:username":["true","false","maybe"]}}""",
        8 => $$"""{"StringLike":{"aws:UserAgent":"{{string.Concat(Enumerable.Repeat("*a", 1000))}}b"} }""",
        9 => """{"StringEquals":{"":{"a":"b"}}}""",
        10 => """{"ArnLike":{"aws:PrincipalArn":["arn:::::","arn:*:*:*:*:*","*","arn:aws:iam::*:user/${aws:username}"]}}""",
        _ => """{"Bool":{"aws:SecureTransport":["true",false,1,null]}}""",
    };

    private static string Statement(string inside) => $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow",{{inside}}}]}""";

    private static string Deep(int depth, char open, char close) => new string(open, depth) + "\"*\"" + new string(close, depth);
}
