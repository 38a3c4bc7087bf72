using System.Text;

namespace Iamd.Accounts.Tests;

public sealed class ServiceSpecificCredentialTests
{
    private const string CodeCommit = "codecommit.amazonaws.com";
    private const string Keyspaces = "cassandra.amazonaws.com";
    private const string Bedrock = "bedrock.amazonaws.com";

    private readonly Daemon _daemon = new();

    public ServiceSpecificCredentialTests() => _daemon.AddUser("alice");

    [Theory]
    [InlineData(CodeCommit)]
    [InlineData(Keyspaces)]
    public void A_new_credential_is_a_user_name_and_a_password(string service)
    {
        Iam.ServiceSpecificCredential made = Create(service);
        Assert.Equal(
            (_daemon.Now, service, "alice-at-111122223333", "alice", "Active"),
            (made.CreateDate, made.ServiceName, made.ServiceUserName, made.UserName, made.Status));
        Assert.Matches("^ACCA[A-Z2-7]{17}$", made.ServiceSpecificCredentialId);
        Assert.Matches("^[A-Za-z0-9+/]{59}=$", made.ServicePassword);
        Assert.Equal((null, null, null), (made.ServiceCredentialAlias, made.ServiceCredentialSecret, made.ExpirationDate));
    }

    [Theory]
    [InlineData(Bedrock, "ABSK")]
    [InlineData("logs.amazonaws.com", "ACWL")]
    public void An_API_key_holds_its_alias_and_a_secret(string service, string prefix)
    {
        Iam.ServiceSpecificCredential made = Create(service, days: 30);
        Assert.Equal("alice-at-111122223333", made.ServiceCredentialAlias);
        string secret = Assert.IsType<string>(made.ServiceCredentialSecret);
        Assert.StartsWith(prefix, secret, StringComparison.Ordinal);
        Assert.StartsWith("alice-at-111122223333:", Encoding.UTF8.GetString(Convert.FromBase64String(secret[prefix.Length..])), StringComparison.Ordinal);
        Assert.Equal(_daemon.Now.AddDays(30), made.ExpirationDate);
        Assert.Equal((null, null), (made.ServiceUserName, made.ServicePassword));
    }

    [Fact]
    public void An_API_key_expires()
    {
        string id = Create(Bedrock, days: 1).ServiceSpecificCredentialId;
        _daemon.Now = _daemon.Now.AddDays(1).AddTicks(-1);
        Assert.Equal("Active", Listed().Status);
        _daemon.Now = _daemon.Now.AddTicks(1);
        Assert.Equal("Expired", Listed().Status);
        Update(id, "Inactive");
        Assert.Equal("Expired", Listed().Status);
    }

    [Fact]
    public void The_second_credential_for_a_service_has_a_number_in_its_name_and_there_is_no_third()
    {
        Create(CodeCommit);
        Assert.Equal("alice+1-at-111122223333", Create(CodeCommit).ServiceUserName);
        Assert.Equal(
            new AwsError("LimitExceeded", "Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2", 409), CreateError("alice", CodeCommit));
        Assert.Equal("alice-at-111122223333", Create(Keyspaces).ServiceUserName);
    }

    [Fact]
    public void A_renamed_user_keeps_the_name_and_nobody_else_gets_it()
    {
        Create(CodeCommit);
        _daemon.Iam<Iam.UpdateUserResponse>("UpdateUser", new Iam.UpdateUserRequest { UserName = "alice", NewUserName = "bob" });
        _daemon.Put(Entities.User("alice") with { Id = "AIDAOTHER" });
        Assert.Equal("alice+1-at-111122223333", Create(CodeCommit).ServiceUserName);
    }

    [Theory] // recorded AWS answers: the user first, then the service
    [InlineData("non-existent-user", CodeCommit, "The user with name non-existent-user cannot be found.")]
    [InlineData("non-existent-user", "nonexistentservice.amazonaws.com", "The user with name non-existent-user cannot be found.")]
    [InlineData("alice", "nonexistentservice.amazonaws.com", "No such service nonexistentservice.amazonaws.com is supported for Service Specific Credentials")]
    [InlineData("alice", "o3on3n3onosneo", "No such service o3on3n3onosneo is supported for Service Specific Credentials")]
    [InlineData("alice", "lambda.amazonaws.com", "No such service lambda.amazonaws.com is supported for Service Specific Credentials")]
    public void Neither_a_user_nor_a_service_that_is_not_there_gets_one(string user, string service, string message) =>
        Assert.Equal(new AwsError("NoSuchEntity", message, 404), CreateError(user, service));

    [Fact]
    public void Lists_show_no_secrets_and_pick_by_service()
    {
        Iam.ServiceSpecificCredential made = Create(CodeCommit);
        Assert.Equal(
            new Iam.ServiceSpecificCredentialMetadata
            {
                UserName = "alice",
                Status = "Active",
                ServiceUserName = "alice-at-111122223333",
                CreateDate = _daemon.Now,
                ServiceSpecificCredentialId = made.ServiceSpecificCredentialId,
                ServiceName = CodeCommit,
            },
            Listed());
        Assert.Single(List(new() { UserName = "alice", ServiceName = CodeCommit }));
        Assert.Empty(List(new() { UserName = "alice", ServiceName = Keyspaces }));
        Assert.Equal(
            new AwsError("NoSuchEntity", "No such service lambda.amazonaws.com is supported for Service Specific Credentials", 404),
            _daemon.IamError("ListServiceSpecificCredentials", new Iam.ListServiceSpecificCredentialsRequest { UserName = "alice", ServiceName = "lambda.amazonaws.com" }));
    }

    [Fact]
    public void Those_of_all_users_are_listed_in_pages_in_the_order_of_creation()
    {
        _daemon.AddUser("bob");
        Create(CodeCommit, "bob");
        _daemon.Now = _daemon.Now.AddSeconds(1);
        Create(Bedrock);
        Iam.ListServiceSpecificCredentialsResponse page = _daemon.Iam<Iam.ListServiceSpecificCredentialsResponse>(
            "ListServiceSpecificCredentials", new Iam.ListServiceSpecificCredentialsRequest { AllUsers = true, MaxItems = 1 });
        Assert.Equal("bob", Assert.Single(page.ServiceSpecificCredentials!).UserName); // A list is always there.
        Assert.Equal("alice", Assert.Single(List(new() { AllUsers = true, MaxItems = 1, Marker = page.Marker })).UserName);
        Assert.Equal(
            new AwsError("ValidationError", "UserName and AllUsers cannot be specified together", 400),
            _daemon.IamError("ListServiceSpecificCredentials", new Iam.ListServiceSpecificCredentialsRequest { AllUsers = true, UserName = "bob" }));
    }

    [Theory]
    [InlineData(CodeCommit)]
    [InlineData(Bedrock)]
    public void A_reset_credential_has_another_secret_and_is_otherwise_the_same(string service)
    {
        Iam.ServiceSpecificCredential made = Create(service);
        Iam.ServiceSpecificCredential reset = _daemon.Iam<Iam.ResetServiceSpecificCredentialResponse>(
            "ResetServiceSpecificCredential",
            new Iam.ResetServiceSpecificCredentialRequest { UserName = "alice", ServiceSpecificCredentialId = made.ServiceSpecificCredentialId })
            .ServiceSpecificCredential!; // AWS always answers it.
        Assert.NotEqual(made, reset);
        Assert.Equal(made, reset with { ServicePassword = made.ServicePassword, ServiceCredentialSecret = made.ServiceCredentialSecret });
    }

    [Fact]
    public void A_credential_is_made_inactive_and_active_again()
    {
        string id = Create(CodeCommit).ServiceSpecificCredentialId;
        Update(id, "Inactive");
        Assert.Equal("Inactive", Listed().Status);
        Update(id, "Active");
        Assert.Equal("Active", Listed().Status);
        Assert.Equal(
            new AwsError("InvalidInput", "Status cannot be set to Expired.", 400),
            _daemon.IamError("UpdateServiceSpecificCredential", Updating("alice", id, "Expired")));
    }

    [Theory] // recorded AWS answers
    [InlineData("alice", "satisfiesregexbutstillinvalid", "No such credential satisfiesregexbutstillinvalid exists")]
    [InlineData("wrong-user-name", null, "The user with name wrong-user-name cannot be found.")]
    [InlineData("bob", null, "No such credential {id} exists")]
    public void A_credential_is_found_by_user_and_id_together(string user, string? id, string message)
    {
        _daemon.AddUser("bob");
        id ??= Create(CodeCommit).ServiceSpecificCredentialId;
        AwsError expected = new("NoSuchEntity", message.Replace("{id}", id, StringComparison.Ordinal), 404);
        Assert.Equal(expected, _daemon.IamError("UpdateServiceSpecificCredential", Updating(user, id, "Inactive")));
        Assert.Equal(
            expected,
            _daemon.IamError("ResetServiceSpecificCredential", new Iam.ResetServiceSpecificCredentialRequest { UserName = user, ServiceSpecificCredentialId = id }));
        Assert.Equal(expected, _daemon.IamError("DeleteServiceSpecificCredential", Deleting(user, id)));
    }

    [Fact] // recorded AWS answer
    public void A_user_with_a_credential_stays_until_the_credential_is_gone()
    {
        string id = Create(CodeCommit).ServiceSpecificCredentialId;
        Assert.Equal(
            new AwsError("DeleteConflict", "Cannot delete entity, must remove referenced objects first.", 409),
            _daemon.IamError("DeleteUser", new Iam.DeleteUserRequest { UserName = "alice" }));
        _daemon.Iam<Iam.DeleteServiceSpecificCredentialResponse>("DeleteServiceSpecificCredential", Deleting("alice", id));
        Assert.Empty(List(new() { UserName = "alice" }));
        _daemon.Iam<Iam.DeleteUserResponse>("DeleteUser", new Iam.DeleteUserRequest { UserName = "alice" });
    }

    [Fact]
    public void Policies_can_limit_the_service_and_the_age()
    {
        _daemon.Put(Entities.UserAllowed(
            "bob",
            "iam:*ServiceSpecificCredential",
            "*",
            """{"StringEquals":{"iam:ServiceSpecificCredentialServiceName":"bedrock.amazonaws.com"},"NumericLessThanEqualsIfExists":{"iam:ServiceSpecificCredentialAgeDays":"30"}}"""));
        Caller bob = _daemon.User("bob");
        string id = Create(Bedrock, days: 30, caller: bob).ServiceSpecificCredentialId;
        _daemon.Iam<Iam.DeleteServiceSpecificCredentialResponse>("DeleteServiceSpecificCredential", Deleting("alice", id), bob);
        Assert.Equal("AccessDenied", _daemon.IamError("CreateServiceSpecificCredential", Creating("alice", Bedrock, 31), bob).Code);
        Assert.Equal("AccessDenied", _daemon.IamError("CreateServiceSpecificCredential", Creating("alice", CodeCommit, null), bob).Code);
        Assert.Equal(
            "AccessDenied",
            _daemon.IamError("DeleteServiceSpecificCredential", Deleting("alice", Create(CodeCommit).ServiceSpecificCredentialId), bob).Code);
    }

    private static Iam.CreateServiceSpecificCredentialRequest Creating(string user, string service, int? days) =>
        new() { UserName = user, ServiceName = service, CredentialAgeDays = days };

    private static Iam.UpdateServiceSpecificCredentialRequest Updating(string user, string id, string status) =>
        new() { UserName = user, ServiceSpecificCredentialId = id, Status = status };

    private static Iam.DeleteServiceSpecificCredentialRequest Deleting(string user, string id) => new() { UserName = user, ServiceSpecificCredentialId = id };

    private Iam.ServiceSpecificCredential Create(string service, string user = "alice", int? days = null, Caller? caller = null) =>
        _daemon.Iam<Iam.CreateServiceSpecificCredentialResponse>("CreateServiceSpecificCredential", Creating(user, service, days), caller)
            .ServiceSpecificCredential!; // AWS always answers it.

    private AwsError CreateError(string user, string service) => _daemon.IamError("CreateServiceSpecificCredential", Creating(user, service, null));

    private void Update(string id, string status) =>
        _daemon.Iam<Iam.UpdateServiceSpecificCredentialResponse>("UpdateServiceSpecificCredential", Updating("alice", id, status));

    private IReadOnlyList<Iam.ServiceSpecificCredentialMetadata> List(Iam.ListServiceSpecificCredentialsRequest request) =>
        _daemon.Iam<Iam.ListServiceSpecificCredentialsResponse>("ListServiceSpecificCredentials", request).ServiceSpecificCredentials!; // A list is always there.

    private Iam.ServiceSpecificCredentialMetadata Listed() => Assert.Single(List(new() { UserName = "alice" }));
}
