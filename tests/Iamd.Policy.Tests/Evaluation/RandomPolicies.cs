using System.Collections.Immutable;
using CsCheck;

namespace Iamd.Policy.Tests;

/// <summary>A policy set and a request, with the texts they were made from, for counterexamples one can read.</summary>
public sealed record PolicyCase(PolicySet Policies, AccessRequest Request, string Text)
{
    public override string ToString() => Text;
}

/// <summary>
/// Random policies and requests over a small world, in which most things nearly match:
/// two accounts, few actions, few resources, and context values at the edges of what operators read.
/// </summary>
internal static class RandomPolicies
{
    private static readonly Gen<string> Action = Any(
        "*", "s3:*", "s3:GetObject", "S3:getobject", "s3:Get*", "s3:?etObject", "iam:*User", "*:GetObject", "s3:", "s3:Get Object", "sts:AssumeRole", "kms:Decrypt", "s3:*Ob?ect*", "nothing");

    private static readonly Gen<string> Resource = Any(
        "*", "arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/${aws:username}/*", "arn:aws:s3:::bucket/${aws:username, 'nobody'}/a", "arn:aws:s3:::bucket",
        "arn:aws:s3:::bucket/${*}", "arn:aws:s3:::b*t/?/*", "arn:aws:s3", "arn:aws:s3:*", "arn:aws:iam::111111111111:role/*", "arn:*:iam::*:user/${aws:PrincipalTag/team}",
        "arn:aws:kms:*:111111111111:key/k", "arn:aws:s3:::bucket/${aws:TagKeys}", "*/a", "arn:aws:s3:::bucket/alice/😀?", "arn:aws:s3:::bucket/${no such", "x");

    private static readonly Gen<string> RequestAction = Any("s3:GetObject", "s3:PutObject", "iam:DeleteUser", "sts:AssumeRole", "kms:Decrypt", "S3:GETOBJECT");

    private static readonly Gen<string> RequestResource = Any(
        "arn:aws:s3:::bucket/alice/a", "arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", "*", "arn:aws:iam::111111111111:role/app", "arn:aws:iam::111111111111:user/blue",
        "arn:aws:kms:us-east-1:111111111111:key/k", "arn:aws:s3:::bucket/alice/😀x", "arn:aws:s3:::bucket/nobody/a", "arn:aws:iam::222222222222:role/app");

    private static readonly Gen<(string Kind, string Text)> PrincipalName = Any(
        ("AWS", "*"), ("AWS", "111111111111"), ("AWS", "arn:aws:iam::111111111111:root"), ("AWS", "arn:aws:iam::222222222222:root"),
        ("AWS", "arn:aws:iam::111111111111:user/alice"), ("AWS", "arn:aws:iam::111111111111:role/app"), ("AWS", "arn:aws:iam::111111111111:role/path/app"),
        ("AWS", "arn:aws:sts::111111111111:assumed-role/app/one"), ("AWS", "arn:aws:sts::111111111111:federated-user/alice"), ("AWS", "AIDAALICE"),
        ("AWS", "AROAAPP"), ("Service", "lambda.amazonaws.com"), ("Federated", "arn:aws:iam::111111111111:oidc-provider/idp.example.com"), ("CanonicalUser", "abc"));

    private static readonly Gen<RequestPrincipal> Principal = Any<RequestPrincipal>(
        new UserPrincipal(Arn.Parse("arn:aws:iam::111111111111:user/alice"), "AIDAALICE"),
        Parse("arn:aws:iam::222222222222:user/alice"),
        new RolePrincipal(Arn.Parse("arn:aws:iam::111111111111:role/path/app"), Arn.Parse("arn:aws:sts::111111111111:assumed-role/app/one"), "AROAAPP"),
        Parse("arn:aws:sts::111111111111:assumed-role/app/one"),
        Parse("arn:aws:iam::111111111111:role/app"),
        Parse("arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"),
        Parse("arn:aws:sts::111111111111:federated-user/alice"),
        Parse("arn:aws:iam::111111111111:root"),
        Parse("lambda.amazonaws.com"),
        Parse("arn:aws:iam::111111111111:oidc-provider/idp.example.com"),
        Parse("anonymous"));

    private static readonly string[] Operators = [.. Enum.GetNames<ConditionOperator>()];

    private static readonly Gen<string> Operator = Gen.Select(
        Any("", "", "", "ForAllValues:", "ForAnyValue:"), Any(Operators), Any("", "", "IfExists"),
        (quantifier, name, suffix) => quantifier + name + (name == "Null" ? "" : suffix));

    private static readonly Gen<string> Key = Any(
        "aws:username", "AWS:UserName", "aws:SourceIp", "aws:CurrentTime", "aws:EpochTime", "aws:MultiFactorAuthPresent", "aws:TagKeys", "aws:PrincipalTag/team",
        "s3:max-keys", "aws:SourceArn", "x:binary", "x:empty", "x:none", "x:missing");

    private static readonly Gen<string> Value = Any(
        "alice", "ALICE", "a*", "?lice", "${aws:username}", "${aws:PrincipalTag/team, 'red'}", "${x:missing}", "${*}", "", "*", "true", "false", "True", "maybe",
        "10", "10.0", "1e1", "-3", "9", "11", ".5", "99999999999999999999999999999999", "10.0.0.0/8", "10.1.2.3", "2001:db8::/32", "::1", "10.0.0.0/33", "01.2.3.4", "1.2.3",
        "2026-11-23T10:00:00Z", "2026-11-23", "2026", "1795428000", "2026-11-23T11:00:00+01:00", "2026-13-01", "2026-11-23T10:00:00.5Z", "2026-11-23T10:00Z", "never",
        "arn:aws:s3:::bucket/*", "arn:aws:sns:*:111111111111:topic", "arn:aws:sns:us-east-1:*", "arn:aws:iam::${x:missing}:a", "arn:aws:sns:us-east-1:${aws:PrincipalTag/team}:t",
        "QUJD", "QUJE", "QUJD=", "a", "b", "c");

    private static readonly Gen<string[]> Values = Value.Array[0, 3];

    private static readonly Gen<ContextKeys> Context = Gen.Select(
        Entry("aws:username", "alice", "bob", "", "a*"), Entry("aws:SourceIp", "10.1.2.3", "2001:db8::5", "AWS Internal", "192.0.2.1"),
        Entry("aws:CurrentTime", "2026-11-23T10:00:00Z", "2026-11-23T10:00:00.5Z", "later"), Entry("aws:EpochTime", "1795428000", "0"),
        Entry("aws:MultiFactorAuthPresent", "true", "false", "TRUE"), Entry("aws:PrincipalTag/team", "blue", "red"),
        Gen.Select(Entry("s3:max-keys", "10", "1000", "ten"), Entry("aws:SourceArn", "arn:aws:sns:us-east-1:111111111111:topic", "arn:aws:s3:::bucket/a:b", "no arn"),
            Entry("x:binary", "QUJD", "!"), ListEntry("aws:TagKeys"), Entry("x:empty", ""), ListEntry("x:none"),
            (a, b, c, d, e, f) => a.Concat(b).Concat(c).Concat(d).Concat(e).Concat(f)),
        (a, b, c, d, e, f, rest) => new ContextKeys(a.Concat(b).Concat(c).Concat(d).Concat(e).Concat(f).Concat(rest)));

    /// <summary>One statement as JSON.</summary>
    private static Gen<string> Statement(bool hasPrincipal) => Gen.Select(
        Gen.Frequency((2, Gen.Const("Allow")), (1, Gen.Const("Deny"))),
        Gen.Select(Often("Action", "NotAction"), Action.Array[1, 5]),
        Gen.Select(Often("Resource", "NotResource"), Resource.Array[1, 5]),
        Gen.Select(Often("Principal", "NotPrincipal"), PrincipalName.Array[1, 4]),
        Gen.Frequency((3, Gen.Int[0, 0]), (3, Gen.Int[1, 1]), (1, Gen.Int[2, 2])).SelectMany(count => Gen.Select(Operator, Key, Values).Array[count]),
        Gen.Int[0, 19],
        (effect, action, resource, principal, conditions, rarely) =>
        {
            List<string> members = [$"\"Effect\":{Json(effect)}", $"\"{action.Item1}\":{Json(action.Item2)}"];
            if (!(hasPrincipal && rarely == 0))
                members.Add($"\"{resource.Item1}\":{Json(resource.Item2)}");
            if (hasPrincipal != (rarely == 1))
                members.Add($"\"{principal.Item1}\":" + (rarely is 2 or 3 ? "\"*\"" : "{" + string.Join(',', principal.Item2
                    .GroupBy(name => name.Kind, StringComparer.Ordinal).Select(kind => $"{Json(kind.Key)}:{Json([.. kind.Select(name => name.Text)])}")) + "}"));
            if (conditions.Length > 0)
                members.Add("\"Condition\":{" + string.Join(',', conditions.GroupBy(test => test.Item1, StringComparer.Ordinal)
                    .Select(operation => $"{Json(operation.Key)}:{{{string.Join(',', operation.DistinctBy(test => test.Item2, StringComparer.Ordinal).Select(test => $"{Json(test.Item2)}:{Json(test.Item3)}"))}}}")) + "}");
            return "{" + string.Join(',', members) + "}";
        });

    /// <summary>A policy document as JSON.</summary>
    public static Gen<string> Document(bool hasPrincipal) => Gen.Select(
        Gen.Frequency((9, Gen.Const("\"Version\":\"2012-10-17\",")), (1, Gen.Const(""))), Statement(hasPrincipal).Array[1, 3],
        (version, statements) => $"{{{version}\"Statement\":[{string.Join(',', statements)}]}}");

    private const string AllowAll = """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";
    private const string AllowAllToAll = """{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}""";

    // A layer that is always random hides all others; most of the time it is absent or lets everything through.
    private static Gen<string[]> Layer(bool hasPrincipal, int often) => Gen.Frequency(
        (often, Document(hasPrincipal).Array[1, 2]), (2, Gen.Const(new[] { hasPrincipal ? AllowAllToAll : AllowAll })), (12 - often, Gen.Const(Array.Empty<string>())));

    public static Gen<PolicyCase> Cases { get; } = Gen.Select(
        Gen.Select(RequestAction, RequestResource, Principal, Context, Any<string?>(null, null, "111111111111", "222222222222")),
        Layer(hasPrincipal: false, often: 9), Layer(hasPrincipal: false, often: 2), Layer(hasPrincipal: false, often: 2), Layer(hasPrincipal: true, often: 6),
        Gen.Select(Layer(hasPrincipal: false, often: 1), Layer(hasPrincipal: true, often: 1), Layer(hasPrincipal: true, often: 1)),
        (asked, identity, boundary, session, resource, organization) => Case(
            new AccessRequest
            {
                Action = asked.Item1,
                Resource = asked.Item2,
                Principal = asked.Item3,
                Context = asked.Item4,
                ResourceAccount = asked.Item5 is { } account ? AccountId.Parse(account) : null,
            },
            identity, boundary, session, resource, organization.Item1, organization.Item2, organization.Item3));

    public static NamedPolicy Named(string json, string name = "policy") => new(name, null, CompiledPolicy.Compile(PolicyDocument.Parse(json)));

    private static PolicyCase Case(
        AccessRequest request, string[] identity, string[] boundary, string[] session, string[] resource, string[] scp, string[] rcp, string[] endpoint)
    {
        PolicySet policies = new()
        {
            IdentityPolicies = All(identity),
            PermissionsBoundaries = All(boundary),
            SessionPolicies = session.Length == 0 ? null : All(session),
            ResourcePolicy = resource.Length == 0 ? null : Named(resource[0]),
            ResourcePolicyKind = ResourcePolicyKinds.For(request.Action, request.Resource),
            ServiceControlPolicies = [.. scp.Select(json => new OrganizationLevel("level", [Named(json)]))],
            ResourceControlPolicies = [.. rcp.Select(json => new OrganizationLevel("level", [Named(json)]))],
            EndpointPolicies = All(endpoint),
        };
        string context = string.Join(", ", request.Context.Values.Select(pair => $"{pair.Key}={pair.Value}"));
        string text = $"""
            {request.Principal.GetType().Name} {request.Principal.Text}: {request.Action} on {request.Resource} of {request.ResourceAccount}; {context}
            identity {string.Join(' ', identity)}
            boundary {string.Join(' ', boundary)}
            session  {string.Join(' ', session)}
            resource {string.Join(' ', resource)}
            scp      {string.Join(' ', scp)}
            rcp      {string.Join(' ', rcp)}
            endpoint {string.Join(' ', endpoint)}
            """;
        return new PolicyCase(policies, request, text);
    }

    private static ImmutableArray<NamedPolicy> All(string[] documents) => [.. documents.Select((json, i) => Named(json, $"policy{i}"))];

    private static RequestPrincipal Parse(string text) =>
        RequestPrincipal.TryParse(text, out RequestPrincipal? principal) ? principal : throw new FormatException(text);

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string> Often(string often, string seldom) => Gen.Frequency((5, Gen.Const(often)), (1, Gen.Const(seldom)));

    private static Gen<IEnumerable<KeyValuePair<string, ContextValue>>> Entry(string key, params string[] values) => Gen.Frequency(
        (1, Gen.Const(Enumerable.Empty<KeyValuePair<string, ContextValue>>())),
        (3, Any(values).Select(IEnumerable<KeyValuePair<string, ContextValue>> (value) => [new(key, value)])));

    private static Gen<IEnumerable<KeyValuePair<string, ContextValue>>> ListEntry(string key) => Gen.Frequency(
        (1, Gen.Const(Enumerable.Empty<KeyValuePair<string, ContextValue>>())),
        (3, Any("a", "b", "c", "", "d", "alice").Array[0, 3].Select(IEnumerable<KeyValuePair<string, ContextValue>> (values) => [new(key, values)])));

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static string Json(string[] texts) => texts.Length == 1 ? Json(texts[0]) : System.Text.Json.JsonSerializer.Serialize(texts);
}
