using System.Text;
using Iamd.Accounts.Tests.Sessions;
using Iamd.Protocol.Query;
using Iamd.Protocol.Shapes.Iam;
using Iamd.Protocol.Wire;
using OtpNet;

namespace Iamd.Accounts.Tests.Authorization;

/// <summary>Ways in which somebody with some rights might come by more of them.</summary>
public sealed class EscalationTests
{
    private const string Boundary = "arn:aws:iam::111122223333:policy/fence";

    private readonly SessionWorld _world = new();

    private Daemon Daemon => _world.Daemon;

    [Theory] // mallory may do all but what concerns the user, role, group or policy "boss"; names are told apart without case
    [InlineData("CreateAccessKey", "UserName=BOSS")]
    [InlineData("CreateAccessKey", "UserName=boss")]
    [InlineData("CreateLoginProfile", "UserName=Boss&Password=Correct-horse-7")]
    [InlineData("AttachUserPolicy", "UserName=BOSS&PolicyArn=arn:aws:iam::aws:policy/IAMFullAccess")]
    [InlineData("PutUserPolicy", "UserName=bOSS&PolicyName=p&PolicyDocument={}")]
    [InlineData("DeleteUser", "UserName=BoSs")]
    [InlineData("UpdateUser", "UserName=BOSS&NewUserName=mine")]
    [InlineData("UpdateUser", "UserName=mallory&NewUserName=BOSS&NewPath=/x/")]
    [InlineData("TagUser", "UserName=BOSS&Tags.member.1.Key=a&Tags.member.1.Value=b")]
    [InlineData("AddUserToGroup", "UserName=mallory&GroupName=BOSS")]
    [InlineData("UpdateGroup", "GroupName=boSS&NewGroupName=mine")]
    [InlineData("PutRolePolicy", "RoleName=BOSS&PolicyName=p&PolicyDocument={}")]
    [InlineData("UpdateAssumeRolePolicy", "RoleName=BOSS&PolicyDocument={}")]
    [InlineData("AddRoleToInstanceProfile", "InstanceProfileName=free&RoleName=BOSS")]
    [InlineData("CreatePolicyVersion", "PolicyArn=arn:aws:iam::111122223333:policy/boss&PolicyDocument={}&SetAsDefault=true")]
    [InlineData("SimulatePrincipalPolicy", "PolicySourceArn=arn:aws:iam::111122223333:user/x/BOSS&ActionNames.member.1=s3:GetObject")]
    public void A_name_in_other_letters_is_still_that_name(string operation, string form)
    {
        Daemon.Put(Entities.User("boss"), Entities.Role("boss"), Entities.Group("boss"), Entities.Policy("boss"), Entities.InstanceProfile("free"));
        // Other letters alone would not be refused by this; that the entity's own ARN is asked for is.
        Caller mallory = _world.AddUser("mallory", """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":["arn:aws:iam::*:*/boss","arn:aws:iam::*:user/x/BOSS"]}""");
        AwsError? error = Ask(mallory, operation, form).Error;
        Assert.Equal("AccessDenied", error?.Code);
        Assert.Contains("explicit deny", error?.Message, StringComparison.Ordinal);
    }

    [Theory] // mallory may do all under the path /mine/
    [InlineData("CreateAccessKey", "UserName=outside", "AccessDenied")]
    [InlineData("CreateAccessKey", "UserName=inside", null)]
    [InlineData("CreateUser", "UserName=new&Path=/mine/", null)]
    [InlineData("CreateUser", "UserName=new&Path=/", "AccessDenied")]
    [InlineData("CreateUser", "UserName=new&Path=/mining/", "AccessDenied")]
    [InlineData("UpdateUser", "UserName=inside&NewPath=/admins/", "AccessDenied")]
    [InlineData("UpdateUser", "UserName=outside&NewPath=/mine/", "AccessDenied")]
    [InlineData("UpdateUser", "UserName=inside&NewPath=/mine/too/", null)]
    [InlineData("AttachUserPolicy", "UserName=outside&PolicyArn=arn:aws:iam::aws:policy/IAMFullAccess", "AccessDenied")]
    public void A_path_is_that_of_the_entity_itself(string operation, string form, string? code)
    {
        Daemon.Put(Entities.User("inside", "/mine/"), Entities.User("outside"));
        Caller mallory = _world.AddUser("mallory", SessionWorld.Allows("iam:*", "arn:aws:iam::111122223333:*/mine/*"));
        Assert.Equal(code, Ask(mallory, operation, form).Error?.Code);
    }

    [Theory] // a delegated administrator may make and change only who is inside the fence, and not take the fence away
    [InlineData("CreateUser", "UserName=new", "AccessDenied")]
    [InlineData("CreateUser", "UserName=new&PermissionsBoundary=arn:aws:iam::aws:policy/AdministratorAccess", "AccessDenied")]
    [InlineData("CreateUser", "UserName=new&PermissionsBoundary=" + Boundary, null)]
    [InlineData("CreateUser", "UserName=new&PermissionsBoundary=" + Boundary + "&Tags.member.1.Key=a&Tags.member.1.Value=b", "AccessDenied")] // no iam:TagUser
    [InlineData("AttachUserPolicy", "UserName=fenced&PolicyArn=arn:aws:iam::aws:policy/IAMFullAccess", null)]
    [InlineData("AttachUserPolicy", "UserName=free&PolicyArn=arn:aws:iam::aws:policy/IAMFullAccess", "AccessDenied")]
    [InlineData("AttachUserPolicy", "UserName=delegate&PolicyArn=arn:aws:iam::aws:policy/IAMFullAccess", "AccessDenied")]
    [InlineData("PutUserPolicy", "UserName=free&PolicyName=p&PolicyDocument={}", "AccessDenied")]
    [InlineData("DeleteUserPermissionsBoundary", "UserName=fenced", "AccessDenied")]
    [InlineData("PutUserPermissionsBoundary", "UserName=fenced&PermissionsBoundary=arn:aws:iam::aws:policy/AdministratorAccess", "AccessDenied")]
    [InlineData("PutUserPermissionsBoundary", "UserName=free&PermissionsBoundary=" + Boundary, null)]
    [InlineData("CreatePolicyVersion", "PolicyArn=" + Boundary + "&PolicyDocument={}&SetAsDefault=true", "AccessDenied")]
    public void A_delegated_administrator_stays_inside_the_fence(string operation, string form, string? code)
    {
        Daemon.Put(Entities.Policy("fence"), Entities.User("fenced") with { PermissionsBoundary = Boundary }, Entities.User("free"));
        Caller administrator = _world.AddUser(
            "delegate",
            """
            {"Effect":"Allow","Action":["iam:CreateUser","iam:AttachUserPolicy","iam:PutUserPolicy","iam:PutUserPermissionsBoundary"],"Resource":"*",
             "Condition":{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/fence"}}},
            {"Effect":"Deny","Action":["iam:DeleteUserPermissionsBoundary","iam:CreatePolicyVersion"],"Resource":"*"}
            """);
        Assert.Equal(code, Ask(administrator, operation, form).Error?.Code);
    }

    [Theory]
    [InlineData("iam:AddRoleToInstanceProfile", "*", "{}", "AccessDenied")]
    [InlineData("iam:*Role*", "*", "{}", null)]
    [InlineData("iam:*Role*", "arn:aws:iam::111122223333:*/worker", "{}", null)]
    [InlineData("iam:*Role*", "arn:aws:iam::111122223333:role/worker", "{}", "AccessDenied")]
    [InlineData("iam:*Role*", "*", """{"StringEqualsIfExists":{"iam:PassedToService":"lambda.amazonaws.com"}}""", "AccessDenied")]
    [InlineData("iam:*Role*", "*", """{"StringEqualsIfExists":{"iam:PassedToService":"ec2.amazonaws.com"}}""", null)]
    public void Passing_a_role_needs_PassRole_on_that_role_for_that_service(string action, string resource, string condition, string? code)
    {
        Daemon.Put(Entities.Role("worker"), Entities.InstanceProfile("worker"));
        Caller mallory = _world.AddUser("mallory", $$"""{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}","Condition":{{condition}}}""");
        Assert.Equal(code, Ask(mallory, "AddRoleToInstanceProfile", "InstanceProfileName=worker&RoleName=worker").Error?.Code);
    }

    [Theory] // what the group allows, what the boundary allows, whom the role trusts
    [InlineData("sts:AssumeRole", "*", "arn:aws:iam::111122223333:root", null)]
    [InlineData("sts:AssumeRole", "s3:*", "arn:aws:iam::111122223333:root", "AccessDenied")]
    [InlineData("s3:*", "*", "arn:aws:iam::111122223333:root", "AccessDenied")]
    // Within an account a boundary does not limit what a resource grants to the user by name (IAM User Guide, "Evaluating effective permissions with boundaries").
    [InlineData("s3:*", "s3:*", "arn:aws:iam::111122223333:user/alice", null)]
    public void A_group_member_puts_a_role_on_inside_the_boundary(string group, string boundary, string trusted, string? code)
    {
        Daemon.Put(
            Entities.Policy("fence", SessionWorld.Document(SessionWorld.Allows(boundary))),
            Entities.Group("team") with { InlinePolicies = ImmutableSortedDictionary<string, Document>.Empty.Add("p", Entities.Document(SessionWorld.Document(SessionWorld.Allows(group)))) },
            Entities.User("alice") with { PermissionsBoundary = Boundary, GroupIds = ["AGPAteam"] });
        _world.AddRole("worker", SessionWorld.Trusts(trusted));
        bool succeeded = Daemon.Run("sts", "AssumeRole", SessionWorld.Request("worker"), Daemon.User("alice")).TryGet(out _, out AwsError? error);
        Assert.Equal(code, succeeded ? null : error?.Code);
    }

    [Fact]
    public void A_session_whose_managed_session_policy_is_deleted_may_do_nothing()
    {
        Daemon.Put(Entities.Policy("narrow", SessionWorld.Document(SessionWorld.Allows("iam:ListUsers"))));
        _world.AddRole("worker", SessionWorld.Trusts("arn:aws:iam::111122223333:root"), SessionWorld.Allows("*"));
        Caller user = _world.AddUser("alice", SessionWorld.Allows("sts:AssumeRole"));
        Caller session = _world.AssumeAs("worker", user, request => request with { PolicyArns = [new Sts.PolicyDescriptorType { Arn = "arn:aws:iam::111122223333:policy/narrow" }] });
        Assert.Null(Ask(session, "ListUsers", "").Error);
        Assert.Equal("AccessDenied", Ask(session, "ListGroups", "").Error?.Code);
        Daemon.Iam<Iam.DeletePolicyResponse>("DeletePolicy", new Iam.DeletePolicyRequest { PolicyArn = "arn:aws:iam::111122223333:policy/narrow" });
        Assert.Equal("AccessDenied", Ask(session, "ListUsers", "").Error?.Code);
    }

    [Fact]
    public void A_code_that_opened_one_session_opens_no_other()
    {
        Caller alice = _world.AddUser("alice", SessionWorld.Allows("*"));
        _world.AddRole("worker", SessionWorld.Trusts("arn:aws:iam::111122223333:root"));
        Iam.VirtualMFADevice device = Daemon.Iam<Iam.CreateVirtualMFADeviceResponse>("CreateVirtualMFADevice", new Iam.CreateVirtualMFADeviceRequest { VirtualMFADeviceName = "phone" }).VirtualMFADevice;
        Totp codes = new(Base32Encoding.ToBytes(Encoding.ASCII.GetString(device.Base32StringSeed!.Value.Span))); // A new device shows its seed.
        string Code(int steps) => codes.ComputeTotp(Daemon.Now.UtcDateTime.AddSeconds(30 * steps));
        Assert.Null(Ask(alice, "EnableMFADevice", $"UserName=alice&SerialNumber={device.SerialNumber}&AuthenticationCode1={Code(-2)}&AuthenticationCode2={Code(-1)}").Error);
        string code = Code(0);
        Daemon.Sts<Sts.GetSessionTokenResponse>("GetSessionToken", new Sts.GetSessionTokenRequest { SerialNumber = device.SerialNumber, TokenCode = code }, alice);
        Assert.Equal("AccessDenied", Daemon.StsError("GetSessionToken", new Sts.GetSessionTokenRequest { SerialNumber = device.SerialNumber, TokenCode = code }, alice).Code);
        Assert.Equal("AccessDenied", _world.Refused(SessionWorld.Request("worker") with { SerialNumber = device.SerialNumber, TokenCode = code }, alice).Code);
        // The former one, not yet spent, is past as well.
        Assert.Equal("AccessDenied", Daemon.StsError("GetSessionToken", new Sts.GetSessionTokenRequest { SerialNumber = device.SerialNumber, TokenCode = Code(-1) }, alice).Code);
    }

    [Fact]
    public void A_marker_of_another_account_or_list_is_refused()
    {
        Daemon.Put(Entities.User("a"), Entities.User("b"), Entities.Role("a"), Entities.Role("b"));
        string marker = Daemon.Iam<Iam.ListUsersResponse>("ListUsers", new Iam.ListUsersRequest { MaxItems = 1 }).Marker ?? "";
        Caller stranger = _world.AddUser("stranger", SessionWorld.Allows("*"), SessionWorld.Other);
        Assert.Equal("ValidationError", Daemon.IamError("ListUsers", new Iam.ListUsersRequest { MaxItems = 1, Marker = marker }, stranger).Code);
        Assert.Equal("ValidationError", Daemon.IamError("ListRoles", new Iam.ListRolesRequest { MaxItems = 1, Marker = marker }).Code);
    }

    private Outcome<IResponseShape> Ask(Caller caller, string operation, string form)
    {
        Assert.True(OperationTable.TryFind("iam", operation, out Operation? found), operation);
        Assert.True(QueryParameters.Parse([], Encoding.UTF8.GetBytes(form)).TryGet(out QueryParameters? parameters, out _));
        QueryReader reader = new(parameters, IamOperations.Service);
        object request = found.ReadRequest(reader);
        Assert.Null(reader.Malformed ?? reader.Failures.ToError());
        return Daemon.Run("iam", operation, request, caller);
    }
}
