namespace Iamd.Accounts.Tests.InlinePolicies;

public class InlinePolicyTests
{
    private readonly Daemon _daemon = new();

    public InlinePolicyTests()
    {
        _daemon.Put(Entities.User("x"));
        _daemon.Put(Entities.Group("x"));
        _daemon.Put(Entities.Role("x"));
    }

    [Theory]
    [InlineData("User")]
    [InlineData("Group")]
    [InlineData("Role")]
    public void Policies_are_put_replaced_listed_shown_and_deleted(string kind)
    {
        Put(kind, "b", Entities.AllowAll);
        Put(kind, "a", Entities.AllowAll);
        Put(kind, "B", Entities.AllowAll);
        Put(kind, "a", """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}""");
        Assert.Equal("B a b", List(kind));
        Assert.Equal(
            "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Deny%22%2C%22Action%22%3A%22s3%3A%2A%22%2C%22Resource%22%3A%22%2A%22%7D%5D%7D",
            Get(kind, "a"));
        Assert.Null(_daemon.Run("iam", $"Delete{kind}Policy", DeleteRequest(kind, "x", "a")).Error);
        Assert.Equal("B b", List(kind));
    }

    [Theory]
    [InlineData("User", "The user policy with name p cannot be found.")]
    [InlineData("Group", "The group policy with name p cannot be found.")]
    [InlineData("Role", "The role policy with name p cannot be found.")]
    public void A_missing_policy_is_named(string kind, string message)
    {
        AwsError expected = new("NoSuchEntity", message, 404);
        Assert.Equal(expected, _daemon.IamError($"Get{kind}Policy", GetRequest(kind, "x", "p")));
        Assert.Equal(expected, _daemon.IamError($"Delete{kind}Policy", DeleteRequest(kind, "x", "p")));
    }

    [Theory]
    [InlineData("User", "The user with name nobody cannot be found.")]
    [InlineData("Group", "The group with name nobody cannot be found.")]
    [InlineData("Role", "The role with name nobody cannot be found.")]
    public void The_identity_must_be_there(string kind, string message)
    {
        AwsError expected = new("NoSuchEntity", message, 404);
        Assert.Equal(expected, _daemon.IamError($"Put{kind}Policy", PutRequest(kind, "nobody", "p", Entities.AllowAll)));
        Assert.Equal(expected, _daemon.IamError($"Get{kind}Policy", GetRequest(kind, "nobody", "p")));
        Assert.Equal(expected, _daemon.IamError($"Delete{kind}Policy", DeleteRequest(kind, "nobody", "p")));
    }

    [Theory] // the quota holds for all inline policies together, white space not counted
    [InlineData("User", 2048, "Maximum policy size of 2048 bytes exceeded for user x")]
    [InlineData("Group", 5120, "Maximum policy size of 5120 bytes exceeded for group x")]
    [InlineData("Role", 10240, "Maximum policy size of 10240 bytes exceeded for role x")]
    public void Sizes_add_up(string kind, int limit, string message)
    {
        Put(kind, "one", Sized(limit - 200));
        Put(kind, "two", Sized(200) + "\n   ");
        Assert.Equal(new AwsError("LimitExceeded", message, 409), _daemon.IamError($"Put{kind}Policy", PutRequest(kind, "x", "two", Sized(201))));
        Assert.Equal("one two", List(kind));
    }

    [Fact]
    public void A_text_that_is_no_policy_is_refused() =>
        Assert.Equal(
            new AwsError("MalformedPolicyDocument", "Syntax errors in policy.", 400),
            _daemon.IamError("PutUserPolicy", PutRequest("User", "x", "p", "{}}")));

    private void Put(string kind, string policy, string document) =>
        Assert.Null(_daemon.Run("iam", $"Put{kind}Policy", PutRequest(kind, "x", policy, document)).Error);

    private string Get(string kind, string policy)
    {
        Assert.True(_daemon.Run("iam", $"Get{kind}Policy", GetRequest(kind, "x", policy)).TryGet(out var response, out _));
        return response switch
        {
            Iam.GetUserPolicyResponse { UserName: "x" } user => user.PolicyDocument,
            Iam.GetGroupPolicyResponse { GroupName: "x" } group => group.PolicyDocument,
            Iam.GetRolePolicyResponse { RoleName: "x" } role => role.PolicyDocument,
            _ => throw new InvalidOperationException(),
        };
    }

    private string List(string kind)
    {
        object request = kind switch
        {
            "User" => new Iam.ListUserPoliciesRequest { UserName = "x" },
            "Group" => new Iam.ListGroupPoliciesRequest { GroupName = "x" },
            _ => new Iam.ListRolePoliciesRequest { RoleName = "x" },
        };
        Assert.True(_daemon.Run("iam", $"List{kind}Policies", request).TryGet(out var response, out _));
        return string.Join(' ', response switch
        {
            Iam.ListUserPoliciesResponse users => users.PolicyNames,
            Iam.ListGroupPoliciesResponse groups => groups.PolicyNames,
            Iam.ListRolePoliciesResponse roles => roles.PolicyNames,
            _ => throw new InvalidOperationException(),
        });
    }

    private static object PutRequest(string kind, string name, string policy, string document) => kind switch
    {
        "User" => new Iam.PutUserPolicyRequest { UserName = name, PolicyName = policy, PolicyDocument = document },
        "Group" => new Iam.PutGroupPolicyRequest { GroupName = name, PolicyName = policy, PolicyDocument = document },
        _ => new Iam.PutRolePolicyRequest { RoleName = name, PolicyName = policy, PolicyDocument = document },
    };

    private static object GetRequest(string kind, string name, string policy) => kind switch
    {
        "User" => new Iam.GetUserPolicyRequest { UserName = name, PolicyName = policy },
        "Group" => new Iam.GetGroupPolicyRequest { GroupName = name, PolicyName = policy },
        _ => new Iam.GetRolePolicyRequest { RoleName = name, PolicyName = policy },
    };

    private static object DeleteRequest(string kind, string name, string policy) => kind switch
    {
        "User" => new Iam.DeleteUserPolicyRequest { UserName = name, PolicyName = policy },
        "Group" => new Iam.DeleteGroupPolicyRequest { GroupName = name, PolicyName = policy },
        _ => new Iam.DeleteRolePolicyRequest { RoleName = name, PolicyName = policy },
    };

    private static string Sized(int characters)
    {
        const string head = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::""";
        const string tail = "\"}]}";
        return head + new string('x', characters - head.Length - tail.Length) + tail;
    }
}
