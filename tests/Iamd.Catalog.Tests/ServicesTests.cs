namespace Iamd.Catalog.Tests;

public sealed class ServicesTests
{
    [Fact]
    public void The_catalogue_is_whole()
    {
        Assert.True(Services.All.Length > 400, $"{Services.All.Length} services");
        Assert.True(Services.ExpandAction("*").Length > 20_000, $"{Services.ExpandAction("*").Length} actions");
    }

    [Theory]
    [InlineData("s3", "s3", "Amazon S3", true)]
    [InlineData("S3", "s3", "Amazon S3", true)]
    [InlineData("iam", "iam", "AWS Identity and Access Management (IAM)", false)]
    [InlineData("sts", "sts", "AWS Security Token Service", true)]
    [InlineData("execute-api", "execute-api", "Amazon API Gateway", false)]
    public void A_service_is_found_by_its_prefix(string asked, string prefix, string name, bool resourceControl)
    {
        Assert.True(Services.TryFind(asked, out Service? service));
        Assert.Equal(prefix, service.Prefix);
        Assert.Equal(name, service.Name);
        Assert.Equal(resourceControl, service.SupportsResourceControlPolicies);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("s3 ")]
    [InlineData("s3:")]
    [InlineData("amazons3")]
    [InlineData("s3.amazonaws.com")]
    public void Other_text_is_no_service(string? prefix) => Assert.False(Services.TryFind(prefix, out _));

    [Theory]
    [InlineData("s3:GetObject")]
    [InlineData("s3:getobject")]
    [InlineData("S3:GETOBJECT")]
    [InlineData("s3:ListAllMyBuckets")]
    [InlineData("iam:PassRole")]
    [InlineData("iam:CreateUser")]
    [InlineData("iam:ChangePassword")]
    [InlineData("sts:AssumeRole")]
    [InlineData("sts:TagSession")]
    [InlineData("sts:GetCallerIdentity")]
    [InlineData("ec2:RunInstances")]
    [InlineData("logs:PutLogEvents")]
    [InlineData("vpc-lattice:AssociateViaAWSService-EventsAndStates")]
    public void Actions_that_exist(string action) => Assert.True(Services.ActionExists(action));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("*")]
    [InlineData("s3")]
    [InlineData("s3:")]
    [InlineData(":GetObject")]
    [InlineData("s3:*")]
    [InlineData("s3:Get*")]
    [InlineData("s3:GetObjects")]
    [InlineData("s3:Get Object")]
    [InlineData(" s3:GetObject")]
    [InlineData("s3:GetObject ")]
    [InlineData("s3::GetObject")]
    [InlineData("s3:ListBuckets")]
    [InlineData("s4:GetObject")]
    [InlineData("iam:GetObject")]
    public void Actions_that_do_not_exist(string? action) => Assert.False(Services.ActionExists(action));

    [Theory]
    [InlineData("sts:Assume*", "sts:AssumeRole sts:AssumeRoleWithSAML sts:AssumeRoleWithWebIdentity sts:AssumeRoot")]
    [InlineData("STS:assume*", "sts:AssumeRole sts:AssumeRoleWithSAML sts:AssumeRoleWithWebIdentity sts:AssumeRoot")]
    [InlineData("sts:AssumeRo??", "sts:AssumeRole sts:AssumeRoot")]
    [InlineData("sts:*Identity", "sts:AssumeRoleWithWebIdentity sts:GetCallerIdentity sts:SetSourceIdentity")]
    [InlineData("sts:*Role*With*Identity*", "sts:AssumeRoleWithWebIdentity")]
    [InlineData("sts:assumerole", "sts:AssumeRole")]
    [InlineData("iam:?reateUser", "iam:CreateUser")]
    [InlineData("iam:*LoginProfile", "iam:CreateLoginProfile iam:DeleteLoginProfile iam:GetLoginProfile iam:UpdateLoginProfile")]
    public void An_action_pattern_stands_for_actions(string pattern, string actions) =>
        Assert.Equal(actions.Split(' '), Services.ExpandAction(pattern).Select(action => action.FullName));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("*:*")]
    [InlineData("st?:AssumeRole")]
    [InlineData("sts")]
    [InlineData("sts:")]
    [InlineData("sts:AssumeRole?")]
    [InlineData("sts:NoSuch*")]
    [InlineData("sts:NoSuchAction")]
    [InlineData("nosuchservice:*")]
    public void A_pattern_may_stand_for_nothing(string? pattern) => Assert.Empty(Services.ExpandAction(pattern));

    [Theory]
    [InlineData("iam:ListUsers", AccessLevel.List)]
    [InlineData("s3:GetObject", AccessLevel.Read)]
    [InlineData("iam:CreateUser", AccessLevel.Write)]
    [InlineData("iam:AttachUserPolicy", AccessLevel.PermissionsManagement)]
    [InlineData("iam:TagUser", AccessLevel.Tagging)]
    public void An_action_has_an_access_level(string action, AccessLevel level) => Assert.Equal(level, Find(action).AccessLevel);

    [Fact]
    public void An_action_names_its_resources_and_condition_keys()
    {
        ServiceAction action = Find("iam:PassRole");
        Assert.Equal("PassRole", action.Name);
        ActionResourceType role = Assert.Single(action.ResourceTypes);
        Assert.Equal("role", role.Name);
        Assert.True(role.IsRequired);
        Assert.Equal(["iam:AssociatedResourceArn", "iam:PassedToService"], action.ConditionKeys);
        Assert.Empty(action.DependentActions);
        Assert.Empty(Find("sts:GetCallerIdentity").ResourceTypes);
    }

    [Theory]
    [InlineData("s3", "object", "arn:${Partition}:s3:::${BucketName}/${ObjectName}")]
    [InlineData("iam", "role", "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}")]
    [InlineData("IAM", "User", "arn:${Partition}:iam::${Account}:user/${UserNameWithPath}")]
    public void A_resource_type_has_a_pattern_of_ARNs(string prefix, string name, string pattern)
    {
        Assert.True(Services.TryFind(prefix, out Service? service));
        Assert.True(service.TryFindResourceType(name, out ServiceResourceType? type));
        Assert.Equal([pattern], type.ArnPatterns);
    }

    [Theory]
    [InlineData("s3", "s3:prefix", ConditionKeyType.String, false)]
    [InlineData("s3", "s3:max-keys", ConditionKeyType.Numeric, false)]
    [InlineData("iam", "iam:PolicyARN", ConditionKeyType.Arn, false)]
    [InlineData("iam", "aws:TagKeys", ConditionKeyType.String, true)]
    public void A_condition_key_has_a_type(string prefix, string name, ConditionKeyType type, bool multivalued)
    {
        Assert.True(Services.TryFind(prefix, out Service? service));
        ServiceConditionKey key = Assert.Single(service.ConditionKeys, candidate => string.Equals(candidate.Name, name, StringComparison.Ordinal));
        Assert.Equal(type, key.Type);
        Assert.Equal(multivalued, key.IsMultivalued);
    }

    [Fact]
    public void What_actions_refer_to_is_there()
    {
        foreach (Service service in Services.All)
        {
            foreach (ServiceAction action in service.Actions)
            {
                Assert.Equal(service.Prefix + ":" + action.Name, action.FullName);
                Assert.True(Services.TryFindAction(action.FullName, out ServiceAction? found));
                Assert.Same(action, found);
                foreach (ActionResourceType type in action.ResourceTypes)
                    Assert.True(service.TryFindResourceType(type.Name, out _), $"{action} acts on an unknown {type.Name}");
            }
        }
    }

    private static ServiceAction Find(string action) =>
        Services.TryFindAction(action, out ServiceAction? found)
            ? found
            : throw new InvalidOperationException($"no {action}");
}
