namespace Iamd.Accounts;

/// <summary>IAM <c>CreateServiceLinkedRole</c>: the service gives the role its name, its trust policy and its permissions.</summary>
/// <remarks>IAM API Reference, "CreateServiceLinkedRole"; IAM User Guide, "Service-linked roles". Fails with InvalidInput.</remarks>
public static class CreateServiceLinkedRole
{
    // The model's limit for role names; this name is made here, so no reader has checked it.
    private const int MaxNameLength = 64;

    public static readonly Operation Operation = Operation.WriteWorld<Iam.CreateServiceLinkedRoleRequest, Iam.CreateServiceLinkedRoleResponse>(
        "iam", "CreateServiceLinkedRole", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(World world, Account account, Iam.CreateServiceLinkedRoleRequest request, Call call)
    {
        string name = LinkedRole.Find(request.AWSServiceName) is LinkedRole linked ? NameOf(linked, request) : "*";
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
        if (LinkedRole.Find(request.AWSServiceName) is not LinkedRole linked)
            return IamErrors.InvalidInput($"{request.AWSServiceName} is not a valid AWS service name.");
        if (request.CustomSuffix is not null && linked.Suffix == SuffixRule.Refused)
            return IamErrors.InvalidInput($"Custom suffix is not allowed for {linked.Principal}");
        string name = NameOf(linked, request);
        if (name.Length > MaxNameLength)
            return IamErrors.ValidationError("1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64");
        if (account.Roles.Contains(name))
            return IamErrors.InvalidInput($"Service role name {name} has been taken in this account, please try a different suffix.");

        string trust =
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{linked.Principal}}"},"Action":"sts:AssumeRole"}]}""";
        if (!TrustPolicies.Read(world, account, trust).TryGet(out TrustPolicy? policy, out AwsError? error))
            return error;
        Role role = new()
        {
            Account = account.Id,
            Id = call.NewUniqueId("AROA"),
            Name = name,
            Path = $"/aws-service-role/{linked.Principal}/",
            CreatedAt = call.Now,
            TrustPolicy = policy,
            Description = request.Description is "" ? null : request.Description,
            LinkedService = linked.Principal,
            AttachedPolicies = linked.PolicyArn is string arn ? [arn] : [],
        };
        return new(new Iam.CreateServiceLinkedRoleResponse { Role = role.ToBareShape(world) }, Change.Put(role));
    }

    private static string NameOf(LinkedRole linked, Iam.CreateServiceLinkedRoleRequest request) =>
        request.CustomSuffix is null ? linked.Name : $"{linked.Name}_{request.CustomSuffix}";
}
