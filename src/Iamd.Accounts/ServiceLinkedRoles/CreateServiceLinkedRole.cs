namespace Iamd.Accounts;

/// <summary>IAM <c>CreateServiceLinkedRole</c>: the service gives the role its name, its trust policy and its permissions.</summary>
/// <remarks>IAM API Reference, "CreateServiceLinkedRole"; IAM User Guide, "Service-linked roles". Fails with InvalidInput.</remarks>
public static class CreateServiceLinkedRole
{
    public static readonly Operation Operation = Operation.WriteWorld<Iam.CreateServiceLinkedRoleRequest, Iam.CreateServiceLinkedRoleResponse>(
        "iam", "CreateServiceLinkedRole", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(World world, Account account, Iam.CreateServiceLinkedRoleRequest request, Call call)
    {
        string name = LinkableService.Find(request.AWSServiceName) is LinkableService service ? NameOf(service, request) : "*";
        return
        [
            new Access("iam:CreateServiceLinkedRole", Arn.Iam(account.Id, $"role/aws-service-role/{request.AWSServiceName}/{name}"))
            {
                Keys = [new("iam:AWSServiceName", request.AWSServiceName)],
            },
        ];
    }

    private static Outcome<Iam.CreateServiceLinkedRoleResponse> Apply(World world, Account account, Iam.CreateServiceLinkedRoleRequest request, Call call)
    {
        if (LinkableService.Find(request.AWSServiceName) is not LinkableService service)
            return IamErrors.InvalidInput($"{request.AWSServiceName} is not a valid AWS service name.");
        if (request.CustomSuffix is not null && service.Suffix == SuffixRule.Refused)
            return IamErrors.InvalidInput($"Custom suffix is not allowed for {service.Principal}");
        string name = NameOf(service, request);
        if (account.Roles.Contains(name))
            return IamErrors.InvalidInput($"Service role name {name} has been taken in this account, please try a different suffix.");

        string trust =
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service.Principal}}"},"Action":"sts:AssumeRole"}]}""";
        if (!TrustPolicies.Read(world, account, trust).TryGet(out TrustPolicy? policy, out AwsError? error))
            return error;
        Role role = new()
        {
            Account = account.Id,
            Id = call.NewUniqueId("AROA"),
            Name = name,
            Path = $"/aws-service-role/{service.Principal}/",
            CreatedAt = call.Now,
            TrustPolicy = policy,
            Description = request.Description is "" ? null : request.Description,
            LinkedService = service.Principal,
            AttachedPolicies = service.PolicyArn is string arn ? [arn] : [],
        };
        return new(new Iam.CreateServiceLinkedRoleResponse { Role = role.ToBareShape(world) }, Change.Put(role));
    }

    private static string NameOf(LinkableService service, Iam.CreateServiceLinkedRoleRequest request) =>
        request.CustomSuffix is null ? service.RoleName : $"{service.RoleName}_{request.CustomSuffix}";
}
