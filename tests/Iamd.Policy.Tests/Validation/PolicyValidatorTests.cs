namespace Iamd.Policy.Tests;

/// <summary>What is refused when a policy is stored, and in which words.</summary>
public class PolicyValidatorTests
{
    private const string Good = "\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"";

    private static string? Refusal(string text, PolicyType type)
    {
        bool stored = PolicyValidator.TryRead(text, type, out PolicyDocument? document, out string? message);
        Assert.Equal(stored, document is not null);
        Assert.Equal(stored, message is null);
        return message;
    }

    private static string Document(string members, string version = "2012-10-17") => $$"""{"Version":"{{version}}","Statement":[{ {{members}} }]}""";

    private static string Resource(string resource) => Document($"\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"{resource}\"");

    private static string Action(string action) => Document($"\"Effect\":\"Allow\",\"Action\":\"{action}\",\"Resource\":\"*\"");

    [Theory]
    [InlineData("{not valid json", "Syntax errors in policy.")]
    [InlineData("{}", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17"}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17","Statement":null}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2020-01-01","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Action":"s3:GetObject","Resource":"*"}]}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Maybe","Action":"s3:GetObject","Resource":"*"}]}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"allow","Action":"s3:GetObject","Resource":"*"}]}""", "The policy failed legacy parsing")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","NotAction":"s3:PutObject","Resource":"*"}]}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":123,"Resource":"*"}]}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Extra":1}]}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEqual":{"a:b":"c"}}}]}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*"}]}""", "Policy statement must contain actions.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[],"Resource":"*"}]}""", "Policy statement must contain actions.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject"}]}""", "Policy statement must contain resources.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":[]}]}""", "Policy statement must contain resources.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}""", "Policy document should not specify a principal.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Sid":"Dup","Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Sid":"Dup","Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}""", "Statement IDs (SID) in a single policy must be unique.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Sid":"not alnum","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""", "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*")]
    public void An_identity_policy_is_refused_in_IAMs_words(string text, string message)
    {
        Assert.Equal(message, Refusal(text, PolicyType.Identity));
        Assert.Equal(message, Refusal(text, PolicyType.Managed));
    }

    [Theory]
    [InlineData("", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")]
    [InlineData("GetObject", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")]
    [InlineData(":GetObject", "Vendor  is not valid")]
    [InlineData("iam :Get", "Vendor iam  is not valid")]
    [InlineData("s3:Get:Object", "Actions/Condition can contain only one colon.")]
    [InlineData("*:Get*", "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.")]
    [InlineData("s3:", "The policy failed legacy parsing")]
    [InlineData("s3: any text at all ", null)]
    [InlineData("s3.s:GetObject", null)]
    [InlineData("s3-s:GetObject", null)]
    [InlineData("*", null)]
    [InlineData("s3:*", null)]
    [InlineData("nosuchservice:NoSuchAction", null)]
    [InlineData("execute-api:Invoke", null)]
    public void Actions_are_checked_for_their_form_only(string action, string? message) =>
        Assert.Equal(message, Refusal(Action(action), PolicyType.Identity));

    [Theory]
    [InlineData("*", null)]
    [InlineData("arn:aws:s3:::bucket/*", null)]
    [InlineData("arn:*:s3:::bucket", null)]
    [InlineData("arn:aws:s3:::${aws:username}", null)]
    [InlineData("arn:aws:iam::*:role/*", null)]
    [InlineData("arn:aws:iam::111111111111:*", null)]
    [InlineData("arn:aws:iam::aws:policy/*", null)]
    [InlineData("arn:aws:logs:us-east-1:111111111111:log-group:a:*", null)]
    [InlineData("arn:aws:s3:us-east-1:111111111111:accesspoint/x", null)]
    [InlineData("invalid", "Resource invalid must be in ARN format or \"*\".")]
    [InlineData("", "Resource  must be in ARN format or \"*\".")]
    [InlineData("s3::example-bucket/*", "Partition \"\" is not valid for resource \"arn::example-bucket/*:*:*:*\".")]
    [InlineData("arn:aws2:s3:::example-bucket/*", "Partition \"aws2\" is not valid for resource \"arn:aws2:s3:::example-bucket/*\".")]
    [InlineData("arn:aws-cn:s3:::b", "Partition \"aws-cn\" is not valid for resource \"arn:aws-cn:s3:::b\".")]
    [InlineData("arn:awss3::example-bucket/*", "The policy failed legacy parsing")]
    [InlineData("arn:aws:s3::example_bucket", "The policy failed legacy parsing")]
    [InlineData("arn:aws:kms:*:${aws:PrincipalAccount}:key/*", "The policy failed legacy parsing")]
    [InlineData("arn:aws:sqs:us-east-1:12345:queue", "The policy failed legacy parsing")]
    [InlineData("arn:aws:ec2:region:account-id:instance/*", null)]
    [InlineData("arn:aws:unknown", null)]
    [InlineData("arn:aws", "Resource vendor must be fully qualified and cannot contain regexes.")]
    [InlineData("arn:aws::x", "The policy failed legacy parsing")]
    [InlineData("arn:aws:sqs:us-east-1:ACCOUNT_ID:queue", "The policy failed legacy parsing")]
    [InlineData("arn:aws:*:::x", "Resource vendor must be fully qualified and cannot contain regexes.")]
    [InlineData("arn:aws:iam:us-east-1:111111111111:user/a", "IAM resource arn:aws:iam:us-east-1:111111111111:user/a cannot contain region information.")]
    [InlineData("arn:aws:s3:us-east-1::bucket", "Resource arn:aws:s3:us-east-1::bucket can not contain region information.")]
    [InlineData("arn:aws:iam::111111111111:bucket", "IAM resource path must either be \"*\", root, or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.")]
    public void Resources_must_be_ARNs(string resource, string? message)
    {
        Assert.Equal(message, Refusal(Resource(resource), PolicyType.Identity));
        Assert.Equal(message, Refusal(Resource(resource).Replace("\"Resource\"", "\"NotResource\"", StringComparison.Ordinal), PolicyType.Identity));
    }

    [Theory]
    [InlineData("StringEquals", "novendor", "x", null)]
    [InlineData("NumericEquals", "s3:max-keys", "ten", "The policy failed legacy parsing")]
    [InlineData("DateGreaterThan", "aws:CurrentTime", "b", "The policy failed legacy parsing")]
    [InlineData("IpAddress", "aws:SourceIp", "300.1.1.1", "The policy failed legacy parsing")]
    [InlineData("ArnLike", "aws:SourceArn", "topic", "The policy failed legacy parsing")]
    [InlineData("BinaryEquals", "x:b", "???", "Syntax errors in policy.")]
    [InlineData("DateGreaterThan", "aws:CurrentTime", "2026-11-23T10:00:00Z", null)]
    [InlineData("ArnLike", "aws:SourceArn", "*", null)]
    [InlineData("StringEquals", "kms:EncryptionContext:a", "${aws:username}", null)]
    public void Condition_values_must_be_readable(string name, string key, string value, string? message) =>
        Assert.Equal(message, Refusal(Document(Good + $",\"Condition\":{{\"{name}\":{{\"{key}\":\"{value}\"}}}}"), PolicyType.Identity));

    // Recorded AWS answers (CreatePolicy, February 2026): the dates with which a policy is stored.
    [Theory]
    [InlineData("01T", true)]
    [InlineData("2019-07-01T13:20:15Z", true)]
    [InlineData("2016-12-13T21:20:37.593194+00:00", true)]
    [InlineData("2016-12-13t2:00:00.593194+23", true)]
    [InlineData("-292275054", true)]
    [InlineData("", false)]
    [InlineData("b", false)]
    [InlineData("234-13", false)]
    [InlineData("2023-02-29", false)]
    [InlineData("2016-12-13t2:00:00.593194+1", false)]
    [InlineData("2016-12-13t2:00:00.1999999999+10:59", false)]
    [InlineData("9223372036854775808", false)]
    public void More_dates_are_stored_than_can_be_compared(string date, bool isStored) =>
        Assert.Equal(
            isStored ? null : "The policy failed legacy parsing",
            Refusal(Document(Good + $",\"Condition\":{{\"DateLessThan\":{{\"aws:CurrentTime\":\"{date}\"}}}}"), PolicyType.Managed));

    // Recorded AWS answers (CreatePolicy, February 2026).
    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"NoSuchOperator":{}}""")]
    [InlineData("""{"NoSuchOperator":{},"NorThis":{}}""")]
    [InlineData("""{"DateGreaterThan":{}}""")]
    [InlineData("""{"DateGreaterThan":{"a":[]}}""")]
    [InlineData("""{"ForAnyValue:StringEqualsIfExists":{"a":"b"}}""")]
    public void A_condition_that_tests_nothing_is_stored(string condition) =>
        Assert.Null(Refusal(Document(Good + ",\"Condition\":" + condition), PolicyType.Managed));

    // Recorded AWS answers (CreatePolicy, February 2026): of two mistakes, which one is named.
    [Theory]
    [InlineData("""{"Statement":[{"Effect":"allow","Action":"s3:*","Resource":"*"}]}""", "Policy document must be version 2012-10-17 or greater.")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"DateEquals":{"a":"b"}}}]}""", "Policy document must be version 2012-10-17 or greater.")]
    [InlineData("""{"Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"a","Effect":"Allow"}]}""", "Policy document must be version 2012-10-17 or greater.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"a","Effect":"Allow"}]}""", "Statement IDs (SID) in a single policy must be unique.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"alloW","Action":"s3:*","Resource":"*"},{"Sid":"a","Effect":"Allow"}]}""", "The policy failed legacy parsing")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*","Condition":{"DateEquals":{"a":{}}}}}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Condition":{"DateEquals":{"a":"b"}}}}""", "The policy failed legacy parsing")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"arn:aws:s3::b_c"}}""", "The policy failed legacy parsing")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"allow","Resource":"*"}}""", "The policy failed legacy parsing")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:x:s3:::b","Condition":{"DateEquals":{"a":"b"}}}}""", "The policy failed legacy parsing")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":["arn:x:s3:::b","arn:x:s3::b_c"]}}""", "Partition \"x\" is not valid for resource \"arn:x:s3:::b\".")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny"},{"Effect":"Allow","Action":"s3:*"}]}""", "Policy statement must contain actions.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"nothing"}}""", "Policy statement must contain resources.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s:3:List","Resource":"b"}}""", "Resource b must be in ARN format or \"*\".")]
    public void Of_two_mistakes_the_graver_one_is_named(string text, string message) => Assert.Equal(message, Refusal(text, PolicyType.Managed));

    [Theory]
    [InlineData(PolicyType.Managed, "Policy document must be version 2012-10-17 or greater.")]
    [InlineData(PolicyType.PermissionsBoundary, "Policy document must be version 2012-10-17 or greater.")]
    [InlineData(PolicyType.Identity, null)]
    [InlineData(PolicyType.Session, null)]
    public void Only_managed_policies_must_be_of_the_present_version(PolicyType type, string? message)
    {
        Assert.Equal(message, Refusal(Document(Good, "2008-10-17"), type));
        Assert.Equal(message, Refusal($$"""{"Statement":{ {{Good}} } }""", type));
        Assert.Null(Refusal(Document(Good), type));
    }

    [Theory]
    [InlineData("{invalid", "This policy contains invalid Json")]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", "Could not parse the policy: Statement is empty!")]
    [InlineData("""{"Version":"2020-10-17","Statement":[]}""", "The policy must contain a valid version string")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}""", "Missing required field Principal")]
    [InlineData("""{"Statement":[{"Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""", "Missing required field Effect")]
    [InlineData("""{"Statement":[{"Effect":"Maybe","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""", "Invalid effect: Maybe")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"}}]}""", "Missing required field Action")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{},"Action":"sts:AssumeRole"}]}""", "Missing required field Principal cannot be empty!")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"x","Action":"sts:AssumeRole"}]}""", "Principal must be a JSON object.")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}""", "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"Foo":"x"},"Action":"sts:AssumeRole"}]}""", "Invalid principal in policy: \"Foo\"")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"x"},"Action":"sts:AssumeRole"}]}""", "Invalid principal in policy: \"AWS\":\"x\"")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:user/*"},"Action":"sts:AssumeRole"}]}""", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111111111111:user/*\"")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:group/g"},"Action":"sts:AssumeRole"}]}""", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111111111111:group/g\"")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"Service":"*"},"Action":"sts:AssumeRole"}]}""", "Invalid principal in policy: \"SERVICE\":\"*\"")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"Federated":"idp"},"Action":"sts:AssumeRoleWithSAML"}]}""", "Federated principals must be valid domain names or SAML metadata ARNs")]
    [InlineData("""{"Statement":[{"Effect":"Allow","NotPrincipal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""", "Allow with NotPrincipal is not allowed.")]
    [InlineData("""{"Statement":[{"Effect":"Deny","NotPrincipal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""", "AssumeRole policy must not contain NotPrincipal field.")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"*"}]}""", "AssumeRole policy may only specify STS AssumeRole actions.")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:*"}]}""", "AssumeRole policy may only specify STS AssumeRole actions.")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:GetObject"}]}""", "AssumeRole policy may only specify STS AssumeRole actions.")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Resource":"*"}]}""", "Has prohibited field Resource")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","NotResource":"*"}]}""", "AssumeRole policy must not contain resources.")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Foo":"*"}]}""", "Unknown field Foo")]
    [InlineData("""{"Statement":[{"Sid":"a","Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"},{"Sid":"a","Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""", "The Statement Ids in the policy are not unique")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity"}]}""", "A condition block must be present for the Cognito provider")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity"}]}""", "Trust policy with trusted principal arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com must evaluate, using StringEquals, StringLike or StringEqualsIgnoreCase, token.actions.githubusercontent.com:sub or token.actions.githubusercontent.com:job_workflow_ref which is not scoped to all.")]
    public void A_trust_policy_is_refused_in_IAMs_words(string text, string message) => Assert.Equal(message, Refusal(text, PolicyType.Trust));

    [Theory]
    [InlineData("""{"AWS":"111111111111"}""", "sts:AssumeRole")]
    [InlineData("""{"AWS":["arn:aws:iam::111111111111:root","arn:aws:iam::111111111111:user/a/b","arn:aws:iam::111111111111:role/r","arn:aws:sts::111111111111:assumed-role/r/s","*"]}""", "sts:AssumeRole")]
    [InlineData("""{"AWS":"AIDAQ3EGTQ5LEXAMPLE12"}""", "sts:AssumeRole")]
    [InlineData("""{"Service":["ec2.amazonaws.com","edgelambda.amazonaws.com"]}""", "sts:AssumeRole")]
    [InlineData("""{"Federated":"arn:aws:iam::111111111111:saml-provider/idp"}""", "sts:AssumeRoleWithSAML")]
    [InlineData("""{"Federated":"accounts.google.com"}""", "sts:AssumeRoleWithWebIdentity")]
    [InlineData("""{"AWS":"111111111111"}""", "sts:TagSession")]
    public void A_trust_policy_names_principals_and_STS_actions(string principal, string action) =>
        Assert.Null(Refusal(Document($"\"Effect\":\"Allow\",\"Principal\":{principal},\"Action\":\"{action}\""), PolicyType.Trust));

    [Theory]
    [InlineData("token.actions.githubusercontent.com:sub", "repo:me/mine:*", null)]
    [InlineData("token.actions.githubusercontent.com:sub", "*", "Trust policy with")]
    [InlineData("token.actions.githubusercontent.com:aud", "sts.amazonaws.com", "Trust policy with")]
    public void Trusting_GitHub_needs_a_condition_on_whom(string key, string value, string? message)
    {
        string? refusal = Refusal(Document(
            "\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com\"},"
            + $"\"Action\":\"sts:AssumeRoleWithWebIdentity\",\"Condition\":{{\"StringLike\":{{\"{key}\":\"{value}\"}}}}"), PolicyType.Trust);
        Assert.Equal(message is null, refusal is null);
        Assert.StartsWith(message ?? "", refusal ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PolicyType.Resource, "\"Principal\":\"*\",", null)]
    [InlineData(PolicyType.Resource, "", "Missing required field Principal")]
    [InlineData(PolicyType.Endpoint, "\"Principal\":\"*\",", null)]
    [InlineData(PolicyType.ServiceControl, "", null)]
    [InlineData(PolicyType.ServiceControl, "\"Principal\":\"*\",", "The provided policy document does not meet the requirements of the specified policy type.")]
    [InlineData(PolicyType.ResourceControl, "\"Principal\":\"*\",", null)]
    [InlineData(PolicyType.ResourceControl, "", "The provided policy document does not meet the requirements of the specified policy type.")]
    public void Where_a_principal_belongs_depends_on_the_type(PolicyType type, string principal, string? message) =>
        Assert.Equal(message, Refusal(Document(principal + Good), type));

    [Fact]
    public void Warnings_name_over_wide_grants_and_unknown_actions_with_their_place()
    {
        PolicyDocument document = PolicyDocument.Parse("""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"*","Resource":"*"},
              {"Effect":"Allow","Action":["s3:GetObject","s3:GetObjekt"],"Resource":"arn:aws:s3:::b/*"},
              {"Effect":"Allow","NotAction":"iam:*","NotResource":"arn:aws:s3:::b"},
              {"Effect":"Deny","Action":"*","Resource":"*"}]}
            """);
        Assert.Equal(
            [
                "Statement[0].Action 2: The action * grants everything.",
                "Statement[0].Resource 2: The resource * without a condition grants on every resource.",
                "Statement[1].Action 3: No action of AWS is named 's3:GetObjekt'.",
                "Statement[2].NotAction 4: NotAction with Allow grants every other action, also those that AWS adds later.",
                "Statement[2].NotResource 4: NotResource with Allow grants on every other resource.",
            ],
            PolicyWarnings.Find(document, action => action != "s3:GetObjekt").Select(warning => $"{warning.Element} {warning.Line}: {warning.Message}"));
    }
}
