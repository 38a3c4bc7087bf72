namespace Iamd.Accounts.Tests.Roles;

public class TrustPolicyTests
{
    private readonly Daemon _daemon = new();

    private static User Bob => Entities.User("bob", "/team/") with { Id = "AIDAJQABLZS4A3QDU576Q" };

    public TrustPolicyTests()
    {
        _daemon.Put(Bob);
        _daemon.Put(Entities.Role("robot"));
    }

    [Theory]
    [InlineData("""{"AWS":"111122223333"}""")]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:root"}""")]
    [InlineData("""{"AWS":"arn:aws:iam::444455556666:root"}""")]
    [InlineData("""{"AWS":["arn:aws:iam::111122223333:user/team/bob","arn:aws:iam::111122223333:role/robot"]}""")]
    [InlineData("""{"AWS":"arn:aws:sts::111122223333:assumed-role/robot/session"}""")]
    [InlineData("""{"AWS":"AIDAJQABLZS4A3QDU576Q"}""")]
    [InlineData("""{"AWS":"*"}""")]
    [InlineData("""{"Service":["ec2.amazonaws.com","lambda.amazonaws.com"]}""")]
    public void Whoever_is_there_can_be_trusted(string principal) => Assert.Null(Create(principal).Error);

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:user/nobody"}""", "\"AWS\":\"arn:aws:iam::111122223333:user/nobody\"")]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:user/bob"}""", "\"AWS\":\"arn:aws:iam::111122223333:user/bob\"")]
    [InlineData("""{"AWS":["111122223333","arn:aws:iam::111122223333:role/Robot"]}""", "\"AWS\":\"arn:aws:iam::111122223333:role/Robot\"")]
    [InlineData("""{"AWS":"arn:aws:iam::444455556666:user/team/bob"}""", "\"AWS\":\"arn:aws:iam::444455556666:user/team/bob\"")]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:group/g"}""", "\"AWS\":\"arn:aws:iam::111122223333:group/g\"")]
    [InlineData("""{"AWS":"AIDAJQABLZS4A3QDU576X"}""", "\"AWS\":\"AIDAJQABLZS4A3QDU576X\"")]
    [InlineData("""{"AWS":"bob"}""", "\"AWS\":\"bob\"")]
    [InlineData("""{"Service":"amazonaws.com"}""", "\"SERVICE\":\"amazonaws.com\"")]
    [InlineData("""{"Service":"lambda"}""", "\"SERVICE\":\"lambda\"")]
    public void Whoever_is_not_there_cannot_be_trusted(string principal, string named) =>
        Assert.Equal(new AwsError("MalformedPolicyDocument", $"Invalid principal in policy: {named}", 400), Create(principal).Error);

    [Fact]
    public void A_provider_can_be_trusted() =>
        Assert.Null(_daemon.Run("iam", "CreateRole", new Iam.CreateRoleRequest
        {
            RoleName = "r",
            AssumeRolePolicyDocument = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
                "Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/idp.example.com"}}]}
                """,
        }).Error);

    [Fact]
    public void The_text_comes_back_byte_for_byte_while_all_are_there()
    {
        string text = Text(""" { "AWS" : [ "arn:aws:iam::111122223333:user\/team/bob" ] } """);
        Assert.Null(_daemon.Run("iam", "CreateRole", new Iam.CreateRoleRequest { RoleName = "r", AssumeRolePolicyDocument = text }).Error);
        Assert.Equal(text, Shown());
    }

    [Fact]
    public void A_principal_that_is_gone_is_shown_as_its_id_and_one_that_moved_by_its_new_name()
    {
        string text = """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":["arn:aws:iam::111122223333:user/team/bob", "arn:aws:iam::111122223333:role/robot"]},
               "Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/team/bob"}}},
              {"Effect":"Deny","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::111122223333:user/team/bob"}}]}
            """;
        Assert.Null(_daemon.Run("iam", "CreateRole", new Iam.CreateRoleRequest { RoleName = "r", AssumeRolePolicyDocument = text }).Error);
        _daemon.Delete(Bob);
        _daemon.Put(Entities.Role("robot") with { Name = "android" });
        // Another user of that name is somebody else.
        _daemon.Put(Bob with { Id = "AIDAother" });
        Assert.Equal(
            """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":["AIDAJQABLZS4A3QDU576Q", "arn:aws:iam::111122223333:role/android"]},
               "Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/team/bob"}}},
              {"Effect":"Deny","Action":"sts:AssumeRole","Principal":{"AWS":"AIDAJQABLZS4A3QDU576Q"}}]}
            """,
            Shown());
    }

    [Fact]
    public void A_role_made_again_does_not_get_back_the_place_of_the_former_ones_sessions()
    {
        Daemon daemon = new();
        daemon.Put(Entities.Role("robot"));
        daemon.Iam<Iam.PutRolePolicyResponse>("PutRolePolicy", new Iam.PutRolePolicyRequest { RoleName = "robot", PolicyName = "become", PolicyDocument = Samples.Allow("sts:AssumeRole") });
        string session = daemon.RoleSession("robot").Arn.ToString();
        string text = Text($$"""{"AWS":"{{session}}"}""");
        Iam.CreateRoleResponse created = daemon.Iam<Iam.CreateRoleResponse>("CreateRole", new Iam.CreateRoleRequest { RoleName = "r", AssumeRolePolicyDocument = text });
        Assert.Equal(text, Uri.UnescapeDataString(created.Role.AssumeRolePolicyDocument!)); // It was given one.
        Sts.AssumeRoleRequest assume = new() { RoleArn = "arn:aws:iam::111122223333:role/r", RoleSessionName = "next" };
        daemon.Sts<Sts.AssumeRoleResponse>("AssumeRole", assume, daemon.RoleSession("robot"));

        Assert.True(daemon.Account.Roles.TryGet("robot", out Role? robot));
        daemon.Delete(robot);
        daemon.Put(robot with { Id = "AROAother" });
        Assert.Equal("AccessDenied", daemon.StsError("AssumeRole", assume, daemon.RoleSession("robot")).Code);
    }

    [Fact]
    public void Updating_binds_anew()
    {
        Assert.Null(Create("""{"AWS":"arn:aws:iam::111122223333:user/team/bob"}""").Error);
        _daemon.Delete(Bob);
        _daemon.Put(Bob with { Id = "AIDAother" });
        string text = Text("""{"AWS":"arn:aws:iam::111122223333:user/team/bob"}""");
        _daemon.Iam<Iam.UpdateAssumeRolePolicyResponse>("UpdateAssumeRolePolicy", new Iam.UpdateAssumeRolePolicyRequest { RoleName = "r", PolicyDocument = text });
        Assert.Equal(text, Shown());
        Assert.True(_daemon.Account.Roles.TryGet("r", out Role? role));
        Assert.Equal("AIDAother", role.TrustPolicy.PrincipalIds["arn:aws:iam::111122223333:user/team/bob"]);
    }

    [Fact]
    public void Size_counts_without_white_space()
    {
        string sized = Text($$"""{"Service":"ec2.amazonaws.com"},"Sid":"{{new string('x', 2048)}}" """);
        Assert.Equal(
            new AwsError("LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048", 409),
            _daemon.IamError("CreateRole", new Iam.CreateRoleRequest { RoleName = "r", AssumeRolePolicyDocument = sized }));
        string spaced = Text("""{"Service":"ec2.amazonaws.com"}""") + new string(' ', 3000);
        Assert.Null(_daemon.Run("iam", "CreateRole", new Iam.CreateRoleRequest { RoleName = "r", AssumeRolePolicyDocument = spaced }).Error);
    }

    private Outcome<Protocol.Wire.IResponseShape> Create(string principal) =>
        _daemon.Run("iam", "CreateRole", new Iam.CreateRoleRequest { RoleName = "r", AssumeRolePolicyDocument = Text(principal) });

    private static string Text(string principal) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{{principal}}}]}""";

    private string Shown() => Uri.UnescapeDataString(
        _daemon.Iam<Iam.GetRoleResponse>("GetRole", new Iam.GetRoleRequest { RoleName = "r" }).Role.AssumeRolePolicyDocument!);
}
