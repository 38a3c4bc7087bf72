namespace Iamd.Accounts.Tests.ManagedPolicies;

public class ManagedPolicyTests
{
    private const string Arn = "arn:aws:iam::111122223333:policy/p";

    private readonly Daemon _daemon = new();

    [Fact]
    public void A_new_policy_is_answered_without_its_description_and_shown_whole_by_GetPolicy()
    {
        Iam.Policy created = Create("p", description: "what it is for", tags: [("team", "blue")]);
        Assert.Equal("p", created.PolicyName);
        Assert.StartsWith("ANPA", created.PolicyId);
        Assert.Equal(21, created.PolicyId!.Length);
        Assert.Equal(Arn, created.Arn);
        Assert.Equal("/", created.Path);
        Assert.Equal("v1", created.DefaultVersionId);
        Assert.Equal(0, created.AttachmentCount);
        Assert.Equal(0, created.PermissionsBoundaryUsageCount);
        Assert.True(created.IsAttachable);
        Assert.Equal(_daemon.Now, created.CreateDate);
        Assert.Equal(_daemon.Now, created.UpdateDate);
        Assert.Null(created.Description);
        Assert.Equal([("team", "blue")], created.Tags!.Select(tag => (tag.Key, tag.Value)));

        Iam.Policy shown = Get(Arn);
        Assert.Equal("what it is for", shown.Description);
        Assert.Equal(created.PolicyId, shown.PolicyId);
        Assert.Equal([("team", "blue")], shown.Tags!.Select(tag => (tag.Key, tag.Value)));
    }

    [Fact]
    public void A_policy_without_tags_is_created_without_a_list_and_shown_with_an_empty_one()
    {
        Assert.Null(Create("p").Tags);
        Assert.Empty(Get(Arn).Tags!);
    }

    [Fact]
    public void Names_collide_whatever_their_case_and_path()
    {
        Create("Name");
        Assert.Equal(
            new AwsError("EntityAlreadyExists", "A policy called nAME already exists. Duplicate names are not allowed.", 409),
            _daemon.IamError("CreatePolicy", Request("nAME", path: "/elsewhere/")));
    }

    [Fact]
    public void Size_counts_without_white_space()
    {
        string fits = Sized(6144);
        Create("fits", fits);
        Create("spaced", fits.Replace(",", ",\n\t  ", StringComparison.Ordinal));
        Assert.Equal(
            new AwsError("LimitExceeded", "Cannot exceed quota for PolicySize: 6144", 409),
            _daemon.IamError("CreatePolicy", Request("over", Sized(6145))));
    }

    [Fact]
    public void A_text_that_is_no_policy_is_refused() =>
        Assert.Equal(
            new AwsError("MalformedPolicyDocument", "Syntax errors in policy.", 400),
            _daemon.IamError("CreatePolicy", Request("p", "This is not a json document")));

    [Theory] // recorded AWS answer: unlike an inline policy, a managed one must name the present version
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""")]
    [InlineData("""{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""")]
    public void An_older_version_of_the_language_is_refused(string document)
    {
        AwsError expected = new("MalformedPolicyDocument", "Policy document must be version 2012-10-17 or greater.", 400);
        Assert.Equal(expected, _daemon.IamError("CreatePolicy", Request("p", document)));
        Create("p");
        Assert.Equal(expected, _daemon.IamError("CreatePolicyVersion", new Iam.CreatePolicyVersionRequest { PolicyArn = Arn, PolicyDocument = document }));
    }

    [Fact]
    public void Quota_of_policies_an_account()
    {
        _daemon.SetQuota("PoliciesPerAccount", 1);
        Create("one");
        Assert.Equal(
            new AwsError("LimitExceeded", "Cannot exceed quota for PoliciesPerAccount: 1", 409),
            _daemon.IamError("CreatePolicy", Request("two")));
    }

    [Fact]
    public void Versions_are_numbered_on_and_listed_newest_first()
    {
        Create("p");
        Iam.PolicyVersion second = CreateVersion(setAsDefault: true);
        Assert.Equal("v2", second.VersionId);
        Assert.True(second.IsDefaultVersion);
        Assert.Null(second.Document);
        Assert.Equal("v3", CreateVersion(setAsDefault: false).VersionId);
        Assert.Equal("v3 v2* v1", Versions());
        _daemon.Iam<Iam.SetDefaultPolicyVersionResponse>("SetDefaultPolicyVersion", new Iam.SetDefaultPolicyVersionRequest { PolicyArn = Arn, VersionId = "v1" });
        Assert.Equal("v3 v2 v1*", Versions());
        Assert.Equal("v1", Get(Arn).DefaultVersionId);
        DeleteVersion("v3");
        Assert.Equal("v4", CreateVersion(setAsDefault: false).VersionId);
        Assert.Equal("v4 v2 v1*", Versions());
    }

    [Fact]
    public void Five_versions_and_no_more()
    {
        Create("p");
        for (int i = 0; i < 4; i++)
            CreateVersion(setAsDefault: false);
        Assert.Equal(
            new AwsError("LimitExceeded", "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.", 409),
            _daemon.IamError("CreatePolicyVersion", new Iam.CreatePolicyVersionRequest { PolicyArn = Arn, PolicyDocument = Entities.AllowAll }));
    }

    [Fact]
    public void A_version_is_shown_with_its_document_percent_encoded()
    {
        Create("p", """{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}""");
        Iam.PolicyVersion version = _daemon.Iam<Iam.GetPolicyVersionResponse>(
            "GetPolicyVersion", new Iam.GetPolicyVersionRequest { PolicyArn = Arn, VersionId = "v1" }).PolicyVersion!;
        Assert.Equal(
            "%7B%22Version%22%3A%20%222012-10-17%22%2C%20%22Statement%22%3A%20%7B%22Effect%22%3A%20%22Allow%22%2C%20%22Action%22%3A%20%22s3%3A%2A%22%2C%20%22Resource%22%3A%20%22%2A%22%7D%7D",
            version.Document);
        Assert.True(version.IsDefaultVersion);
        Assert.Equal("v1", version.VersionId);
    }

    [Theory]
    [InlineData("GetPolicyVersion", "v9")]
    [InlineData("SetDefaultPolicyVersion", "v9")]
    [InlineData("SetDefaultPolicyVersion", "v99999999999999999999")]
    [InlineData("DeletePolicyVersion", "v9")]
    public void A_missing_version_is_named(string operation, string version)
    {
        Create("p");
        Assert.Equal(
            new AwsError("NoSuchEntity", $"Policy {Arn} version {version} does not exist or is not attachable.", 404),
            _daemon.IamError(operation, VersionRequest(operation, Arn, version)));
    }

    [Theory]
    [InlineData("GetPolicyVersion")]
    [InlineData("SetDefaultPolicyVersion")]
    [InlineData("DeletePolicyVersion")]
    public void A_version_of_a_missing_policy_is_missing(string operation) =>
        Assert.Equal(
            new AwsError("NoSuchEntity", $"Policy {Arn} version v1 does not exist or is not attachable.", 404),
            _daemon.IamError(operation, VersionRequest(operation, Arn, "v1")));

    [Fact]
    public void The_default_version_is_deleted_only_with_its_policy()
    {
        Create("p");
        CreateVersion(setAsDefault: false);
        Assert.Equal(
            new AwsError("DeleteConflict", "Cannot delete the default version of a policy.", 409),
            _daemon.IamError("DeletePolicyVersion", new Iam.DeletePolicyVersionRequest { PolicyArn = Arn, VersionId = "v1" }));
        Assert.Equal(
            new AwsError("DeleteConflict", "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.", 409),
            DeleteError(Arn));
        DeleteVersion("v2");
        _daemon.Iam<Iam.DeletePolicyResponse>("DeletePolicy", new Iam.DeletePolicyRequest { PolicyArn = Arn });
        Assert.Equal(
            new AwsError("NoSuchEntity", $"Policy {Arn} was not found.", 404),
            _daemon.IamError("GetPolicy", new Iam.GetPolicyRequest { PolicyArn = Arn }));
    }

    [Theory]
    [InlineData(ReferenceKind.Attachment)]
    [InlineData(ReferenceKind.Boundary)]
    public void A_policy_in_use_is_not_deleted(ReferenceKind use)
    {
        Create("p");
        Use(Entities.User("u"), use);
        Assert.Equal(new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.", 409), DeleteError(Arn));
        Iam.Policy shown = Get(Arn);
        Assert.Equal(use == ReferenceKind.Attachment ? (1, 0) : (0, 1), (shown.AttachmentCount, shown.PermissionsBoundaryUsageCount));
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:policy/nobody", "NoSuchEntity", "Policy arn:aws:iam::111122223333:policy/nobody was not found.", 404)]
    [InlineData("arn:aws:iam::444455556666:policy/p", "NoSuchEntity", "Policy arn:aws:iam::444455556666:policy/p was not found.", 404)]  // recorded AWS answer: another account's is not found
    [InlineData("arn:aws:iam::aws:policy/ReadOnlyAccess", "AccessDenied", "Policy is outside your own account.", 403)]
    [InlineData("arn:aws:iam::111122223333:user/somebody", "InvalidInput", "ARN arn:aws:iam::111122223333:user/somebody is not valid.", 400)]
    [InlineData("longpolicynamebutnoarn", "ValidationError", "ARN longpolicynamebutnoarn is not valid.", 400)]
    public void Only_own_policies_are_changed(string arn, string code, string message, int status) =>
        Assert.Equal(new AwsError(code, message, status), DeleteError(arn));

    [Fact]
    public void Paths_belong_to_the_ARN()
    {
        Create("p", path: "/division/");
        Assert.Equal("/division/", Get("arn:aws:iam::111122223333:policy/division/p").Path);
        Assert.Equal("NoSuchEntity", _daemon.IamError("GetPolicy", new Iam.GetPolicyRequest { PolicyArn = Arn }).Code);
    }

    [Fact]
    public void AWS_managed_policies_are_shown_with_their_versions()
    {
        Iam.Policy shown = Get("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");
        Assert.Equal("/service-role/", shown.Path);
        Assert.Empty(shown.Tags!);
        Assert.NotNull(shown.Description);
        Iam.PolicyVersion version = _daemon.Iam<Iam.GetPolicyVersionResponse>(
            "GetPolicyVersion",
            new Iam.GetPolicyVersionRequest { PolicyArn = shown.Arn!, VersionId = shown.DefaultVersionId! }).PolicyVersion!;
        Assert.Contains("logs%3ACreateLogGroup", version.Document, StringComparison.Ordinal);
        Assert.True(version.IsDefaultVersion);
    }

    private Iam.Policy Create(string name, string document = Entities.AllowAll, string? path = null, string? description = null, params (string, string)[] tags) =>
        _daemon.Iam<Iam.CreatePolicyResponse>("CreatePolicy", Request(name, document, path, description, tags)).Policy!;

    private static Iam.CreatePolicyRequest Request(
        string name, string document = Entities.AllowAll, string? path = null, string? description = null, params (string Key, string Value)[] tags) => new()
        {
            PolicyName = name,
            PolicyDocument = document,
            Path = path,
            Description = description,
            Tags = [.. tags.Select(tag => new Iam.Tag { Key = tag.Key, Value = tag.Value })],
        };

    private Iam.Policy Get(string arn) => _daemon.Iam<Iam.GetPolicyResponse>("GetPolicy", new Iam.GetPolicyRequest { PolicyArn = arn }).Policy!;

    private AwsError DeleteError(string arn) => _daemon.IamError("DeletePolicy", new Iam.DeletePolicyRequest { PolicyArn = arn });

    private Iam.PolicyVersion CreateVersion(bool setAsDefault) => _daemon.Iam<Iam.CreatePolicyVersionResponse>(
        "CreatePolicyVersion",
        new Iam.CreatePolicyVersionRequest { PolicyArn = Arn, PolicyDocument = Entities.AllowAll, SetAsDefault = setAsDefault }).PolicyVersion!;

    private void DeleteVersion(string version) =>
        _daemon.Iam<Iam.DeletePolicyVersionResponse>("DeletePolicyVersion", new Iam.DeletePolicyVersionRequest { PolicyArn = Arn, VersionId = version });

    private string Versions() => string.Join(
        ' ',
        _daemon.Iam<Iam.ListPolicyVersionsResponse>("ListPolicyVersions", new Iam.ListPolicyVersionsRequest { PolicyArn = Arn })
            .Versions!.Select(version => version.VersionId + (version.IsDefaultVersion == true ? "*" : "")));

    private void Use(User user, ReferenceKind use) => _daemon.Put(
        use == ReferenceKind.Attachment ? user with { AttachedPolicies = [Arn] } : user with { PermissionsBoundary = Arn });

    private static object VersionRequest(string operation, string arn, string version) => operation switch
    {
        "GetPolicyVersion" => new Iam.GetPolicyVersionRequest { PolicyArn = arn, VersionId = version },
        "SetDefaultPolicyVersion" => new Iam.SetDefaultPolicyVersionRequest { PolicyArn = arn, VersionId = version },
        _ => new Iam.DeletePolicyVersionRequest { PolicyArn = arn, VersionId = version },
    };

    private static string Sized(int characters)
    {
        const string head = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::""";
        const string tail = "\"}]}";
        return head + new string('x', characters - head.Length - tail.Length) + tail;
    }
}
