namespace Iamd.Accounts.Tests;

public sealed class ServiceLastAccessedTests
{
    private const string Alice = "arn:aws:iam::111122223333:user/alice";
    private const string Object = "arn:aws:s3:::a/*";

    private readonly Daemon _daemon = new();

    [Fact]
    public void A_report_without_any_use_lists_what_the_policies_allow()
    {
        _daemon.AddUser("alice", Policy(One("Allow", """["s3:GetObject","iam:GetUser","iam:PassRole"]""", "*")));
        Iam.GetServiceLastAccessedDetailsResponse report = Get(Generate(Alice, "ACTION_LEVEL"));
        Assert.Equal(("COMPLETED", "ACTION_LEVEL", _daemon.Now, _daemon.Now), (report.JobStatus, report.JobType, report.JobCreationDate, report.JobCompletionDate));
        Assert.Equal((false, null), (report.IsTruncated, report.Marker));
        Assert.Equal(
            [("AWS Identity and Access Management", "iam", 0), ("Amazon S3", "s3", 0)],
            report.ServicesLastAccessed.Select(service => (service.ServiceName, service.ServiceNamespace, service.TotalAuthenticatedEntities)));
        Assert.Equal([new Iam.TrackedActionLastAccessed { ActionName = "GetUser" }], report.ServicesLastAccessed[0].TrackedActionsLastAccessed);
        Assert.Null(report.ServicesLastAccessed[1].TrackedActionsLastAccessed);
        Assert.All(report.ServicesLastAccessed, service => Assert.Null(service.LastAuthenticated));
    }

    [Fact]
    public void The_last_call_of_a_service_and_of_an_action_is_told_with_its_caller_and_region()
    {
        Group crew = Entities.Group("crew") with { InlinePolicies = Inline(One("Allow", """["iam:GetUser","iam:ListUsers","sts:*"]""", "*")) };
        _daemon.Put(crew, Entities.User("alice") with { GroupIds = [crew.Id] }, Entities.User("bob") with { GroupIds = [crew.Id] });
        _daemon.Activity.Actions["AIDAalice"] = [Use("iam", "GetUser", 2, "us-east-1"), Use("iam", "CreateUser", 4, "eu-west-1")];
        _daemon.Activity.Actions["AIDAbob"] = [Use("iam", "GetUser", 3, "eu-central-1")];

        Iam.GetServiceLastAccessedDetailsResponse report = Get(Generate("arn:aws:iam::111122223333:group/crew", "ACTION_LEVEL"));

        Iam.ServiceLastAccessed iam = report.ServicesLastAccessed[0];
        Assert.Equal(("iam", At(4), Alice, "eu-west-1", 2), (iam.ServiceNamespace, iam.LastAuthenticated, iam.LastAuthenticatedEntity, iam.LastAuthenticatedRegion, iam.TotalAuthenticatedEntities));
        Assert.Equal(
            [
                new Iam.TrackedActionLastAccessed { ActionName = "GetUser", LastAccessedEntity = "arn:aws:iam::111122223333:user/bob", LastAccessedTime = At(3), LastAccessedRegion = "eu-central-1" },
                new Iam.TrackedActionLastAccessed { ActionName = "ListUsers" },
            ],
            iam.TrackedActionsLastAccessed);
        Assert.Equal(("sts", null, 0), (report.ServicesLastAccessed[1].ServiceNamespace, report.ServicesLastAccessed[1].LastAuthenticated, report.ServicesLastAccessed[1].TotalAuthenticatedEntities));
    }

    [Fact]
    public void Without_a_granularity_services_alone_are_told_and_calls_before_the_last_400_days_are_forgotten()
    {
        _daemon.AddUser("alice", Policy(One("Allow", "iam:*", "*")));
        _daemon.Activity.Actions["AIDAalice"] = [new ActionUse("iam", "GetUser", _daemon.Now.AddDays(-400), "us-east-1")];
        Iam.GetServiceLastAccessedDetailsResponse report = Get(Generate(Alice));
        Assert.Equal("SERVICE_LEVEL", report.JobType);
        Assert.Equal(
            [new Iam.ServiceLastAccessed { ServiceName = "AWS Identity and Access Management", ServiceNamespace = "iam", TotalAuthenticatedEntities = 0 }],
            report.ServicesLastAccessed);
    }

    [Theory]  // as recorded
    [InlineData("Deny", "s3:*", "*", "")]
    [InlineData("Allow", "s3:NoSuchAction", "*", "")]
    [InlineData("Allow", "s3:GetObject", "arn:aws:iam::111122223333:user/nobody", "")]
    [InlineData("Allow", "s3:GetObject", "arn:aws:s3:::a", "")]
    [InlineData("Allow", "s3:GetObject", Object, "s3")]
    [InlineData("Allow", "iam:PassRole", "*", "iam")]
    [InlineData("Allow", "S3:GETOBJECT", "*", "s3")]
    [InlineData("Allow", "ec2:DescribeInstances", "*", "ec2")]
    // by the same rules
    [InlineData("Allow", "ec2:DescribeInstances", "arn:aws:ec2:*:*:instance/*", "")]
    [InlineData("Allow", "s3:GetObject", "arn:aws:s3:::home/${aws:username}/*", "s3")]
    [InlineData("Allow", "nosuchservice:Read", "*", "")]
    public void One_statement_gives_access_to_a_service_if_an_action_has_a_resource_there(string effect, string action, string resource, string services)
    {
        _daemon.AddUser("alice", Policy(One(effect, action, resource)));
        Assert.Equal(services, Services(Alice));
    }

    [Theory]  // the first four as recorded
    [InlineData(Object, "s3:*", Object, "{}", "")]
    [InlineData(Object, "s3:GetObject", Object, "{}", "")]
    [InlineData(Object, "s3:*", "arn:aws:s3:::b/*", "{}", "s3")]
    [InlineData("*", "s3:*", "*", """{"StringEquals":{"aws:username":"nobody"}}""", "s3")]
    [InlineData("*", "*", "*", "{}", "")]
    [InlineData("*", "s3:*", "arn:aws:s3:*", "{}", "")]
    [InlineData("*", "s3:*", Object, "{}", "s3")]
    [InlineData(Object, "s3:*", "arn:aws:s3:::${aws:username}/*", "{}", "s3")]
    [InlineData(Object, "s3:PutObject", "*", "{}", "s3")]
    public void A_denial_in_any_policy_takes_away_what_it_denies_for_certain(string allowed, string deniedAction, string denied, string condition, string services)
    {
        _daemon.Put(Entities.User("alice") with
        {
            InlinePolicies = Inline(One("Allow", "s3:GetObject", allowed)).Add("z", Entities.Document(Policy(One("Deny", deniedAction, denied, condition)))),
        });
        Assert.Equal(services, Services(Alice));
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","NotResource":"*"}""", "")]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","NotResource":"arn:aws:s3:::a/*"}""", "s3")]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"},{"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::a/*"}""", "s3")]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"},{"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::b/*"}""", "")]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}""", "")]
    public void Exceptions_count(string statements, string services)
    {
        _daemon.AddUser("alice", $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""");
        Assert.Equal(services, Services(Alice));
    }

    [Fact]
    public void Full_access_lists_every_service_200_a_page_by_namespace()
    {
        _daemon.AddUser("alice", Policy(One("Allow", "*", "*")));
        string job = Generate(Alice);
        List<string> listed = [];
        Iam.GetServiceLastAccessedDetailsResponse page = Get(job);
        Assert.Equal(200, page.ServicesLastAccessed.Count);
        for (; ; page = Get(job, page.Marker))
        {
            listed.AddRange(page.ServicesLastAccessed.Select(service => service.ServiceNamespace));
            if (page.Marker is null)
                break;
        }
        Assert.Equal(Catalog.Services.All.Where(service => !service.Actions.IsEmpty).Select(service => service.Prefix), listed);
    }

    [Fact]
    public void A_report_stays_as_it_was_made_and_is_gone_after_a_day()
    {
        _daemon.AddUser("alice", Policy(One("Allow", "s3:*", "*")));
        string job = Generate(Alice);
        _daemon.Put(Entities.User("alice") with { InlinePolicies = Inline(One("Allow", "sns:*", "*")) });
        Assert.Equal(["s3"], Get(job).ServicesLastAccessed.Select(service => service.ServiceNamespace));
        _daemon.Delete(Entities.User("alice"));
        Assert.Equal(["s3"], Get(job).ServicesLastAccessed.Select(service => service.ServiceNamespace));

        _daemon.Now = _daemon.Now.AddDays(1).AddSeconds(1);
        Assert.Equal(new AwsError("NoSuchEntity", $"Job {job} does not exist.", 404), GetError(job));
        _daemon.AddUser("bob");
        string next = Generate("arn:aws:iam::111122223333:user/bob");
        Assert.Equal([next], _daemon.Account.Entities.OfType<ServiceLastAccessedJob>().Select(kept => kept.Id));
    }

    [Fact]
    public void A_report_is_its_callers_alone_and_a_users_keys_share_it()
    {
        _daemon.AddUser("alice", Policy(One("Allow", "iam:*", "*")));
        _daemon.AddUser("bob", Policy(One("Allow", "iam:*", "*")));
        string job = Generate(Alice, caller: _daemon.User("alice"));
        Assert.NotNull(Get(job, caller: _daemon.User("alice") with { AccessKeyId = "AKIAOTHER" }));
        AwsError none = new("NoSuchEntity", $"Job {job} does not exist.", 404);
        Assert.Equal(none, GetError(job, _daemon.User("bob")));
        Assert.Equal(none, GetError(job));
        Assert.Equal(none, _daemon.IamError("GetServiceLastAccessedDetailsWithEntities", new Iam.GetServiceLastAccessedDetailsWithEntitiesRequest { JobId = job, ServiceNamespace = "iam" }));
    }

    [Fact]
    public void The_users_and_roles_that_have_a_policy_are_told_the_last_to_use_the_service_first()
    {
        _daemon.Put(Entities.Policy("shared", Policy(One("Allow", "iam:*", "*"))));
        string arn = "arn:aws:iam::111122223333:policy/shared";
        Group crew = Entities.Group("crew") with { AttachedPolicies = [arn] };
        _daemon.Put(crew, Entities.User("alice", "/team/") with { AttachedPolicies = [arn], GroupIds = [crew.Id] }, Entities.User("bob") with { GroupIds = [crew.Id] }, Entities.Role("app") with { AttachedPolicies = [arn] });
        _daemon.Activity.Actions["AROAapp"] = [Use("iam", "GetRole", 2, "us-east-1"), Use("sts", "GetCallerIdentity", 9, "us-east-1")];
        string job = Generate(arn);

        Iam.GetServiceLastAccessedDetailsWithEntitiesResponse first = WithEntities(job, "iam", 1);
        Assert.Equal(
            [new Iam.EntityDetails
            {
                EntityInfo = new Iam.EntityInfo { Arn = "arn:aws:iam::111122223333:role/app", Name = "app", Type = "ROLE", Id = "AROAapp", Path = "/" },
                LastAuthenticated = At(2),
            }],
            first.EntityDetailsList);
        Iam.GetServiceLastAccessedDetailsWithEntitiesResponse rest = WithEntities(job, "iam", null, first.Marker);
        Assert.Equal(["alice", "bob"], rest.EntityDetailsList.Select(entity => entity.EntityInfo.Name));
        Assert.All(rest.EntityDetailsList, entity => Assert.Null(entity.LastAuthenticated));
        Assert.Equal((false, null), (rest.IsTruncated, rest.Marker));
        Assert.Empty(WithEntities(job, "s3").EntityDetailsList);

        _daemon.Put(Entities.User("renamed") with { Id = "AIDAbob" });
        _daemon.Delete(Entities.User("alice"));
        Assert.Equal(["app", "renamed"], WithEntities(job, "iam").EntityDetailsList.Select(entity => entity.EntityInfo.Name));
    }

    [Fact]
    public void A_marker_belongs_to_one_list_of_one_report()
    {
        _daemon.AddUser("alice", Policy(One("Allow", """["s3:*","iam:*"]""", "*")));
        string job = Generate(Alice);
        string marker = Get(job, maxItems: 1).Marker!;
        AwsError foreign = new("InvalidInput", "The marker passed in the request was invalid.", 400);
        Assert.Equal(foreign, GetError(Generate(Alice), marker: marker));
        Assert.Equal(
            foreign,
            _daemon.IamError("GetServiceLastAccessedDetailsWithEntities", new Iam.GetServiceLastAccessedDetailsWithEntitiesRequest { JobId = job, ServiceNamespace = "s3", Marker = marker }));
        Assert.Equal(new AwsError("ValidationError", "Invalid Marker.", 400), GetError(job, marker: "invalid"));
    }

    [Theory]  // as recorded
    [InlineData("arn:aws:iam::111122223333:user/nobody", "NoSuchEntity", "ARN arn:aws:iam::111122223333:user/nobody does not exist.", 404)]
    [InlineData("arn:aws:iam::111122223333:policy/nothing", "NoSuchEntity", "ARN arn:aws:iam::111122223333:policy/nothing does not exist.", 404)]
    [InlineData("arn:aws:iam::111122223333:root", "InvalidInput", "Invalid Entity Arn: arn:aws:iam::111122223333:root is not supported.", 400)]
    [InlineData("arn:aws:s3::111122223333:user/alice", "ValidationError", "Invalid service in ARN", 400)]
    [InlineData("arn:aws-cn:iam::111122223333:user/alice", "ValidationError", "Invalid ARN partition", 400)]
    [InlineData("arn:aws:iam::999999999999:user/alice", "AccessDenied", "User: arn:aws:iam::111122223333:root is not authorized to perform the operation on arn:aws:iam::999999999999:user/alice", 403)]
    public void A_report_needs_an_identity_or_policy_of_the_account(string arn, string code, string message, int status) =>
        Assert.Equal(
            new AwsError(code, message, status),
            _daemon.IamError("GenerateServiceLastAccessedDetails", new Iam.GenerateServiceLastAccessedDetailsRequest { Arn = arn }));

    [Theory]
    [InlineData("S3")]
    [InlineData("nosuchservice")]
    public void A_service_that_there_is_not_is_refused(string service)
    {
        _daemon.AddUser("alice");
        Assert.Equal(
            new AwsError("InvalidInput", $"Service namepace {service} is either invalid or unsupported.", 400),
            _daemon.IamError("GetServiceLastAccessedDetailsWithEntities", new Iam.GetServiceLastAccessedDetailsWithEntitiesRequest { JobId = Generate(Alice), ServiceNamespace = service }));
    }

    [Fact]
    public void An_AWS_managed_policy_can_be_reported_on()
    {
        _daemon.Put(Entities.User("alice") with { AttachedPolicies = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] });
        string job = Generate("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess");
        Assert.Equal("alice", Assert.Single(WithEntities(job, "s3").EntityDetailsList).EntityInfo.Name);
    }

    private static ActionUse Use(string service, string action, int day, string region) => new(service, action, At(day), region);

    private static DateTimeOffset At(int day) => new(2026, 11, day, 0, 0, 0, TimeSpan.Zero);

    private static string One(string effect, string action, string resource, string condition = "{}") =>
        $$"""{"Effect":"{{effect}}","Action":{{(action.StartsWith('[') ? action : $"\"{action}\"")}},"Resource":"{{resource}}","Condition":{{condition}}}""";

    private static string Policy(string statement) => $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""";

    private static ImmutableSortedDictionary<string, Document> Inline(string statement) =>
        ImmutableSortedDictionary.Create<string, Document>(StringComparer.Ordinal).Add("inline", Entities.Document(Policy(statement)));

    private string Services(string arn) => string.Join(' ', Get(Generate(arn)).ServicesLastAccessed.Select(service => service.ServiceNamespace));

    private string Generate(string arn, string? granularity = null, Caller? caller = null) =>
        _daemon.Iam<Iam.GenerateServiceLastAccessedDetailsResponse>(
            "GenerateServiceLastAccessedDetails", new Iam.GenerateServiceLastAccessedDetailsRequest { Arn = arn, Granularity = granularity }, caller).JobId!;

    private Iam.GetServiceLastAccessedDetailsResponse Get(string job, string? marker = null, int? maxItems = null, Caller? caller = null) =>
        _daemon.Iam<Iam.GetServiceLastAccessedDetailsResponse>(
            "GetServiceLastAccessedDetails", new Iam.GetServiceLastAccessedDetailsRequest { JobId = job, Marker = marker, MaxItems = maxItems }, caller);

    private AwsError GetError(string job, Caller? caller = null, string? marker = null) =>
        _daemon.IamError("GetServiceLastAccessedDetails", new Iam.GetServiceLastAccessedDetailsRequest { JobId = job, Marker = marker }, caller);

    private Iam.GetServiceLastAccessedDetailsWithEntitiesResponse WithEntities(string job, string service, int? maxItems = null, string? marker = null) =>
        _daemon.Iam<Iam.GetServiceLastAccessedDetailsWithEntitiesResponse>(
            "GetServiceLastAccessedDetailsWithEntities",
            new Iam.GetServiceLastAccessedDetailsWithEntitiesRequest { JobId = job, ServiceNamespace = service, MaxItems = maxItems, Marker = marker });
}
