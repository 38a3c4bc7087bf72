namespace Iamd.Accounts.Tests.Boundaries;

public class BoundaryTests
{
    private const string Own = "arn:aws:iam::111122223333:policy/own";

    private readonly Daemon _daemon = new();

    public BoundaryTests()
    {
        _daemon.Put(Entities.Policy("own"));
        _daemon.Put(Entities.User("x"));
        _daemon.Put(Entities.Role("x"));
    }

    [Theory]
    [InlineData("User", Own)]
    [InlineData("Role", "arn:aws:iam::aws:policy/ReadOnlyAccess")]
    public void A_boundary_is_set_and_taken_away(string kind, string arn)
    {
        Assert.Null(_daemon.Run("iam", $"Put{kind}PermissionsBoundary", PutRequest(kind, "x", arn)).Error);
        Assert.Equal(arn, BoundaryOf(kind));
        Assert.Null(_daemon.Run("iam", $"Delete{kind}PermissionsBoundary", DeleteRequest(kind, "x")).Error);
        Assert.Null(BoundaryOf(kind));
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:policy/other", "NoSuchEntity", "Scope ARN: arn:aws:iam::111122223333:policy/other does not exist or is not attachable.", 404)]
    [InlineData("arn:aws:iam::111122223333:not_a_policy/x", "InvalidInput", "ARN arn:aws:iam::111122223333:not_a_policy/x is not valid.", 400)]
    public void Only_a_policy_that_is_there_can_be_a_boundary(string arn, string code, string message, int status)
    {
        Assert.Equal(new AwsError(code, message, status), _daemon.IamError("PutRolePermissionsBoundary", PutRequest("Role", "x", arn)));
        Assert.Equal(new AwsError(code, message, status), _daemon.IamError("PutUserPermissionsBoundary", PutRequest("User", "x", arn)));
    }

    [Theory]
    [InlineData("User", "The user with name nobody cannot be found.")]
    [InlineData("Role", "The role with name nobody cannot be found.")]
    public void The_principal_must_be_there(string kind, string message)
    {
        AwsError expected = new("NoSuchEntity", message, 404);
        Assert.Equal(expected, _daemon.IamError($"Put{kind}PermissionsBoundary", PutRequest(kind, "nobody", Own)));
        Assert.Equal(expected, _daemon.IamError($"Delete{kind}PermissionsBoundary", DeleteRequest(kind, "nobody")));
    }

    [Theory] // the condition key holds the boundary that is asked for
    [InlineData(Own, true)]
    [InlineData("arn:aws:iam::aws:policy/AdministratorAccess", false)]
    public void Setting_a_boundary_can_be_allowed_for_one_boundary_only(string asked, bool allowed)
    {
        _daemon.Put(Entities.UserAllowed(
            "caller", "iam:PutUserPermissionsBoundary", "*", """{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/own"}}"""));
        AwsError? error = _daemon.Run("iam", "PutUserPermissionsBoundary", PutRequest("User", "x", asked), _daemon.User("caller")).Error;
        Assert.Equal(allowed ? null : "AccessDenied", error?.Code);
    }

    private string? BoundaryOf(string kind)
    {
        PrincipalIdentity? principal = kind == "User"
            ? _daemon.Account.Users.TryGet("x", out User? user) ? user : null
            : _daemon.Account.Roles.TryGet("x", out Role? role) ? role : null;
        return principal!.PermissionsBoundary;
    }

    private static object PutRequest(string kind, string name, string arn) => kind == "User"
        ? new Iam.PutUserPermissionsBoundaryRequest { UserName = name, PermissionsBoundary = arn }
        : new Iam.PutRolePermissionsBoundaryRequest { RoleName = name, PermissionsBoundary = arn };

    private static object DeleteRequest(string kind, string name) => kind == "User"
        ? new Iam.DeleteUserPermissionsBoundaryRequest { UserName = name }
        : new Iam.DeleteRolePermissionsBoundaryRequest { RoleName = name };
}
