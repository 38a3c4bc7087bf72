using Iamd.Protocol.Shapes.Iam;
using Iamd.Protocol.Shapes.Sts;

namespace Iamd.Protocol.Tests.Wire;

public sealed class ConstraintTests
{
    private static readonly string Long = new('a', 65);

    [Theory]  // recorded answers of AWS IAM, which withholds values
    [InlineData("", "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must not be null")]
    [InlineData("UserName=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64")]
    [InlineData("UserName=a%20b", "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-")]
    [InlineData("UserName=a%0A", "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-")]
    [InlineData("UserName=%C3%A9", "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-")]
    [InlineData("UserName=", "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-")]
    [InlineData("UserName=a&Path=bad", "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.")]
    [InlineData("UserName=a&Path=/bad", "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.")]
    [InlineData("UserName=a&PermissionsBoundary=arn:aws:iam::aws:x", "1 validation error detected: Value at 'permissionsBoundary' failed to satisfy constraint: Member must have length greater than or equal to 20")]
    [InlineData("UserName=a&Tags.member.1.Key=k", "1 validation error detected: Value at 'tags.1.member.value' failed to satisfy constraint: Member must not be null")]
    [InlineData("UserName=a&Tags.member.1.Key=k&Tags.member.1.Value=v&Tags.member.2.Value=v", "1 validation error detected: Value at 'tags.2.member.key' failed to satisfy constraint: Member must not be null")]
    [InlineData("UserName=a&Tags.member.1.Key=bad%23key&Tags.member.1.Value=v", @"1 validation error detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    [InlineData("UserName=a&Tags.member.1.Key=k&Tags.member.1.Value=bad%0Avalue", @"1 validation error detected: Value at 'tags.1.member.value' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]*")]
    [InlineData("UserName=a&Tags.member.1.Key=&Tags.member.1.Value=v", @"2 validation errors detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    public void CreateUser_refuses_with_the_words_of_AWS(string form, string message) =>
        Assert.Equal(new AwsError("ValidationError", message, 400), Requests.Iam<CreateUserRequest>(form).Error);

    [Theory]  // recorded answers of AWS STS, which shows values
    [InlineData("RoleSessionName=Session1:2", @"1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*")]
    [InlineData("RoleSessionName=sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss", "1 validation error detected: Value 'sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss' at 'roleSessionName' failed to satisfy constraint: Member must have length less than or equal to 64")]
    [InlineData("", "1 validation error detected: Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null")]
    [InlineData("RoleSessionName=ok&DurationSeconds=1", "1 validation error detected: Value '1' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900")]
    [InlineData("RoleSessionName=ok&DurationSeconds=43201", "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200")]
    [InlineData("RoleSessionName=ok&TransitiveTagKeys.member.1=a&TransitiveTagKeys.member.2=%23", @"1 validation error detected: Value '[a, #]' at 'transitiveTagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+, Member must not be null]")]
    public void AssumeRole_refuses_with_the_words_of_AWS(string form, string message) =>
        Assert.Equal(
            new AwsError("ValidationError", message, 400),
            Requests.Sts<AssumeRoleRequest>($"RoleArn=arn:aws:iam::111122223333:role/r&{form}").Error);

    [Theory]  // recorded answers of AWS STS: lengths count code points, and the pattern, whatever it seems to say, takes none above U+FFFF
    [InlineData("", 0, "2 validation errors detected: Value '' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: PATTERN; Value '' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20")]
    [InlineData("not-an-arn", 1, "1 validation error detected: Value 'not-an-arn' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20")]
    [InlineData("\u00e9", 2048, null)]
    [InlineData("\u00e9", 2049, "1 validation error detected: Value 'VALUE' at 'roleArn' failed to satisfy constraint: Member must have length less than or equal to 2048")]
    [InlineData("e\u0301", 1025, "1 validation error detected: Value 'VALUE' at 'roleArn' failed to satisfy constraint: Member must have length less than or equal to 2048")]
    [InlineData("\U0001f600", 2048, "1 validation error detected: Value 'VALUE' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: PATTERN")]
    [InlineData("\U0001f600", 2049, "2 validation errors detected: Value 'VALUE' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: PATTERN; Value 'VALUE' at 'roleArn' failed to satisfy constraint: Member must have length less than or equal to 2048")]
    public void AssumeRole_measures_an_ARN_as_AWS_does(string text, int times, string? message)
    {
        string value = string.Concat(Enumerable.Repeat(text, times));
        Assert.Equal(
            message?.Replace("VALUE", value, StringComparison.Ordinal)
                .Replace("PATTERN", @"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+", StringComparison.Ordinal),
            Requests.Sts<AssumeRoleRequest>($"RoleSessionName=ok&RoleArn={Uri.EscapeDataString(value)}").Error?.Message);
    }

    [Fact]  // recorded
    public void Failures_stand_in_the_order_in_which_AWS_gives_them() =>
        Assert.Equal(
            "3 validation errors detected: Value at 'minimumPasswordLength' failed to satisfy constraint: Member must have value less than or equal to 128; Value at 'passwordReusePrevention' failed to satisfy constraint: Member must have value less than or equal to 24; Value at 'maxPasswordAge' failed to satisfy constraint: Member must have value less than or equal to 1095",
            Requests.Iam<UpdateAccountPasswordPolicyRequest>("MaxPasswordAge=1096&MinimumPasswordLength=129&PasswordReusePrevention=25").Error?.Message);

    [Fact]  // recorded
    public void Elements_that_are_strings_are_reported_as_one_failure_of_their_list() =>
        Assert.Equal(
            "3 validation errors detected: Value at 'clientIDList' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 1]; Value at 'thumbprintList' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 40, Member must have length greater than or equal to 40]; Value at 'url' failed to satisfy constraint: Member must have length less than or equal to 255",
            Requests.Iam<CreateOpenIDConnectProviderRequest>($"Url={new string('u', 256)}&ThumbprintList.member.1=short&ClientIDList.member.1=").Error?.Message);

    [Theory]  // recorded
    [InlineData("VersionId=1", @"1 validation error detected: Value at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")]
    [InlineData("VersionId=v1%0A", @"1 validation error detected: Value at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")]
    [InlineData("VersionId=v%D9%A1", @"1 validation error detected: Value at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")]
    public void A_pattern_without_a_sentence_of_its_own_is_quoted(string form, string message) =>
        Assert.Equal(message, Requests.Iam<SetDefaultPolicyVersionRequest>($"PolicyArn=arn:aws:iam::111122223333:policy/p&{form}").Error?.Message);

    [Theory]  // recorded
    [InlineData("", "The specified value for pathPrefix is invalid. It must begin with the / character and contain only alphanumeric characters and/or / characters.")]
    [InlineData("awsdiff", "The specified value for pathPrefix is invalid. It must begin with the / character and contain only alphanumeric characters and/or / characters.")]
    [InlineData("/bad path/", "The specified value for pathPrefix is invalid. It must begin with the / character and contain only alphanumeric characters and/or / characters.")]
    public void A_path_prefix_has_its_own_sentence_in_every_list(string prefix, string message)
    {
        string form = $"PathPrefix={Uri.EscapeDataString(prefix)}";
        Assert.Equal(message, Requests.Iam<ListUsersRequest>(form).Error?.Message);
        Assert.Equal(message, Requests.Iam<ListPoliciesRequest>(form).Error?.Message);
    }

    [Theory]  // recorded, but for the status
    [InlineData("AccessKeyId=AKIA&Status=Active", "1 validation error detected: Value at 'accessKeyId' failed to satisfy constraint: Member must have length greater than or equal to 16")]
    [InlineData("AccessKeyId=AKIA-----------------&Status=Active", "The specified value for accessKeyId is invalid. It must contain only alphanumeric characters.")]
    [InlineData("AccessKeyId=AKIAIOSFODNN7EXAMPLE&Status=active", "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive, Expired]")]
    public void UpdateAccessKey_refuses(string form, string message) =>
        Assert.Equal(message, Requests.Iam<UpdateAccessKeyRequest>(form).Error?.Message);

    [Fact]
    public void A_secret_never_stands_in_a_message() =>
        Assert.Equal(
            "1 validation error detected: Value at 'sAMLAssertion' failed to satisfy constraint: Member must have length greater than or equal to 4",
            Requests.Sts<AssumeRoleWithSAMLRequest>("RoleArn=arn:aws:iam::111122223333:role/r&PrincipalArn=arn:aws:iam::111122223333:saml-provider/p&SAMLAssertion=abc").Error?.Message);

    [Fact]
    public void A_list_that_is_too_long_is_reported_before_its_elements()
    {
        string tags = string.Concat(Enumerable.Range(1, 50).Select(i => $"&Tags.member.{i}.Key=k{i}&Tags.member.{i}.Value=v"));
        Assert.Null(Requests.Iam<TagUserRequest>("UserName=a" + tags).Error);
        Assert.Equal(
            @"2 validation errors detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50; Value at 'tags.51.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+",
            Requests.Iam<TagUserRequest>($"UserName=a{tags}&Tags.member.51.Key=bad%23key&Tags.member.51.Value=v").Error?.Message);
    }

    [Theory]
    [InlineData("%D0%BA%D0%BB%D1%8E%D1%87")]       // letters of any script
    [InlineData("%F0%9D%92%9C")]                   // a letter beyond the basic plane
    [InlineData("ok_.:/=%2B-@%20key")]
    public void Tag_keys_may_hold_letters_digits_and_spaces_of_any_script(string key) =>
        Assert.Null(Requests.Iam<TagUserRequest>($"UserName=a&Tags.member.1.Key={key}&Tags.member.1.Value=").Error);

    [Fact]
    public void An_emoji_is_not_a_letter() =>
        Assert.NotNull(Requests.Iam<TagUserRequest>("UserName=a&Tags.member.1.Key=%F0%9F%98%80&Tags.member.1.Value=").Error);

    [Fact]
    public void Lengths_are_counted_as_Java_counts_them() =>
        Assert.Null(Requests.Iam<CreateUserRequest>($"UserName={Long[..64]}").Error);

    [Fact]
    public void A_document_of_the_greatest_length_is_checked_quickly()
    {
        string document = new(' ', 131_072);
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Null(Requests.Iam<PutUserPolicyRequest>($"UserName=a&PolicyName=p&PolicyDocument={document}").Error);
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1));
    }
}
