using System.Globalization;

namespace Iamd.Accounts.Tests.Tags;

public class TagTests
{
    private readonly Daemon _daemon = new();

    [Theory] // target, tags of one request, what is listed afterwards; names are those of Named
    [InlineData("User", "b=1 a=2", "a=2 b=1")]
    [InlineData("User", "Department=finance|department=hr", "department=hr")]
    [InlineData("User", "team=|team=blue", "team=blue")]
    [InlineData("Role", "Department=finance|DEPARTMENT=hr", "DEPARTMENT=hr")]
    [InlineData("User", "Team=x Environment=y", "Environment=y Team=x")] // recorded AWS answer (ListUserTags)
    [InlineData("Policy", "a=lower A=upper", "A=upper a=lower")]
    [InlineData("Policy", "abc=1 b=2 z=3 a=4", "a=4 b=2 z=3 abc=1")] // recorded AWS answer (ListPolicyTags): shorter keys first
    [InlineData("InstanceProfile", "a=lower|A=upper", "A=upper a=lower")]
    [InlineData("MFADevice", "a=lower|A=upper|a=other", "A=upper a=other")]
    [InlineData("ServerCertificate", "a=lower|A=upper|a=other", "A=upper a=other")]
    public void Tags_take_the_place_of_those_with_the_same_key_and_come_sorted(string kind, string requests, string listed)
    {
        Named(kind);
        foreach (string request in requests.Split('|'))
            Tag(kind, request);
        Assert.Equal(listed, List(kind));
    }

    [Theory]
    [InlineData("User", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")]
    [InlineData("Role", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")]
    [InlineData("Policy", "Duplicate tag keys found.")]
    [InlineData("InstanceProfile", "Duplicate tag keys found.")]
    [InlineData("MFADevice", "Duplicate tag keys found.")]
    [InlineData("ServerCertificate", "Duplicate tag keys found.")]
    public void A_key_twice_in_one_request_is_refused(string kind, string message)
    {
        Named(kind);
        Assert.Equal(new AwsError("InvalidInput", message, 400), TagError(kind, "k=1 k=2"));
    }

    [Theory]
    [InlineData("User", "The user with name nobody cannot be found.")]
    [InlineData("Role", "The role with name nobody cannot be found.")]
    [InlineData("Policy", "Policy arn:aws:iam::111122223333:policy/nobody was not found.")]
    [InlineData("InstanceProfile", "Instance Profile nobody cannot be found.")]
    [InlineData("MFADevice", "MFA Device with serial number arn:aws:iam::111122223333:mfa/nobody does not exist.")]
    [InlineData("ServerCertificate", "The Server Certificate with name nobody cannot be found.")]
    public void What_is_not_there_cannot_be_tagged(string kind, string message)
    {
        AwsError expected = new("NoSuchEntity", message, 404);
        Assert.Equal(expected, _daemon.IamError($"Tag{kind}", TagRequest(kind, "nobody", [Of("a", "1")])));
        Assert.Equal(expected, _daemon.IamError($"Untag{kind}", UntagRequest(kind, "nobody", ["a"])));
        Assert.Equal(expected, _daemon.IamError($"List{kind}Tags", ListRequest(kind, "nobody", null, null)));
    }

    [Theory]
    [InlineData("User", "a=1 B=2 c=3", "A C", "B=2")]
    [InlineData("Policy", "a=1 A=2", "a", "A=2")]
    [InlineData("Role", "a=1", "other", "a=1")]
    public void Untagging_goes_by_key_and_ignores_what_is_not_there(string kind, string tags, string removed, string left)
    {
        Named(kind);
        Tag(kind, tags);
        _daemon.Run("iam", $"Untag{kind}", UntagRequest(kind, "x", removed.Split(' ')));
        Assert.Equal(left, List(kind));
    }

    [Fact]
    public void Keys_of_AWS_are_neither_set_nor_removed()
    {
        Named("User");
        AwsError expected = new("InvalidInput", "Caller is an end user and not allowed to mutate system tags", 400);
        Assert.Equal(expected, TagError("User", "aws:team=1"));
        Assert.Equal(expected, TagError("User", "AWS:team=1"));
        Assert.Equal(expected, _daemon.IamError("UntagUser", UntagRequest("User", "x", ["aws:team"])));
    }

    [Fact]
    public void Fifty_tags_fit_on_an_entity_and_no_more()
    {
        Named("Role");
        Iam.Tag[] fifty = [.. Enumerable.Range(0, 50).Select(i => Of(i.ToString("D2", CultureInfo.InvariantCulture), ""))];
        _daemon.Iam<Iam.TagRoleResponse>("TagRole", TagRequest("Role", "x", fifty));
        _daemon.Iam<Iam.TagRoleResponse>("TagRole", TagRequest("Role", "x", [Of("07", "changed")]));
        Assert.Equal(
            new AwsError("LimitExceeded", "Cannot exceed quota for TagsPerRole: 50", 409),
            _daemon.IamError("TagRole", TagRequest("Role", "x", [Of("one more", "")])));
    }

    [Fact]
    public void Tags_come_in_pages()
    {
        Named("User");
        Tag("User", "a=1 b=2 c=3");
        Iam.ListUserTagsResponse first = _daemon.Iam<Iam.ListUserTagsResponse>("ListUserTags", ListRequest("User", "x", 2, null));
        Assert.True(first.IsTruncated);
        Assert.Equal(["a", "b"], first.Tags.Select(tag => tag.Key));
        Iam.ListUserTagsResponse second = _daemon.Iam<Iam.ListUserTagsResponse>("ListUserTags", ListRequest("User", "x", 2, first.Marker));
        Assert.False(second.IsTruncated);
        Assert.Null(second.Marker);
        Assert.Equal(["c"], second.Tags.Select(tag => tag.Key));
    }

    [Fact]
    public void AWS_managed_policies_have_no_tags_and_get_none()
    {
        string arn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
        Assert.Empty(_daemon.Iam<Iam.ListPolicyTagsResponse>("ListPolicyTags", new Iam.ListPolicyTagsRequest { PolicyArn = arn }).Tags);
        Assert.Equal(
            new AwsError("AccessDenied", "Policy is outside your own account.", 403),
            _daemon.IamError("TagPolicy", new Iam.TagPolicyRequest { PolicyArn = arn, Tags = [Of("a", "1")] }));
    }

    private void Named(string kind) => _daemon.Put(kind switch
    {
        "User" => Entities.User("x"),
        "Role" => Entities.Role("x"),
        "Policy" => Entities.Policy("x"),
        "InstanceProfile" => Entities.InstanceProfile("x"),
        "ServerCertificate" => Entities.ServerCertificate("x"),
        _ => Entities.MfaDevice("x"),
    });

    private static Iam.Tag Of(string key, string value) => new() { Key = key, Value = value };

    private static Iam.Tag[] Parse(string tags) => [.. tags.Split(' ').Select(tag => tag.Split('=')).Select(pair => Of(pair[0], pair[1]))];

    private void Tag(string kind, string tags) =>
        Assert.Null(_daemon.Run("iam", $"Tag{kind}", TagRequest(kind, "x", Parse(tags))).Error);

    private AwsError TagError(string kind, string tags) => _daemon.IamError($"Tag{kind}", TagRequest(kind, "x", Parse(tags)));

    private string List(string kind)
    {
        Assert.True(_daemon.Run("iam", $"List{kind}Tags", ListRequest(kind, "x", null, null)).TryGet(out var response, out _));
        IReadOnlyList<Iam.Tag> tags = response switch
        {
            Iam.ListUserTagsResponse users => users.Tags,
            Iam.ListRoleTagsResponse roles => roles.Tags,
            Iam.ListPolicyTagsResponse policies => policies.Tags,
            Iam.ListInstanceProfileTagsResponse profiles => profiles.Tags,
            Iam.ListMFADeviceTagsResponse devices => devices.Tags,
            Iam.ListServerCertificateTagsResponse certificates => certificates.Tags,
            _ => throw new InvalidOperationException(),
        };
        return string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));
    }

    private static object TagRequest(string kind, string name, Iam.Tag[] tags) => kind switch
    {
        "User" => new Iam.TagUserRequest { UserName = name, Tags = tags },
        "Role" => new Iam.TagRoleRequest { RoleName = name, Tags = tags },
        "Policy" => new Iam.TagPolicyRequest { PolicyArn = $"arn:aws:iam::111122223333:policy/{name}", Tags = tags },
        "InstanceProfile" => new Iam.TagInstanceProfileRequest { InstanceProfileName = name, Tags = tags },
        "ServerCertificate" => new Iam.TagServerCertificateRequest { ServerCertificateName = name, Tags = tags },
        _ => new Iam.TagMFADeviceRequest { SerialNumber = $"arn:aws:iam::111122223333:mfa/{name}", Tags = tags },
    };

    private static object UntagRequest(string kind, string name, string[] keys) => kind switch
    {
        "User" => new Iam.UntagUserRequest { UserName = name, TagKeys = keys },
        "Role" => new Iam.UntagRoleRequest { RoleName = name, TagKeys = keys },
        "Policy" => new Iam.UntagPolicyRequest { PolicyArn = $"arn:aws:iam::111122223333:policy/{name}", TagKeys = keys },
        "InstanceProfile" => new Iam.UntagInstanceProfileRequest { InstanceProfileName = name, TagKeys = keys },
        "ServerCertificate" => new Iam.UntagServerCertificateRequest { ServerCertificateName = name, TagKeys = keys },
        _ => new Iam.UntagMFADeviceRequest { SerialNumber = $"arn:aws:iam::111122223333:mfa/{name}", TagKeys = keys },
    };

    private static object ListRequest(string kind, string name, int? maxItems, string? marker) => kind switch
    {
        "User" => new Iam.ListUserTagsRequest { UserName = name, MaxItems = maxItems, Marker = marker },
        "Role" => new Iam.ListRoleTagsRequest { RoleName = name, MaxItems = maxItems, Marker = marker },
        "Policy" => new Iam.ListPolicyTagsRequest { PolicyArn = $"arn:aws:iam::111122223333:policy/{name}" },
        "InstanceProfile" => new Iam.ListInstanceProfileTagsRequest { InstanceProfileName = name },
        "ServerCertificate" => new Iam.ListServerCertificateTagsRequest { ServerCertificateName = name },
        _ => new Iam.ListMFADeviceTagsRequest { SerialNumber = $"arn:aws:iam::111122223333:mfa/{name}" },
    };
}
