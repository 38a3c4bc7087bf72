namespace Iamd.Accounts;

/// <summary>IAM <c>CreatePolicy</c>.</summary>
/// <remarks>IAM API Reference, "CreatePolicy". Fails with InvalidInput, MalformedPolicyDocument, EntityAlreadyExists or LimitExceeded.</remarks>
public static class CreatePolicy
{
    public static readonly Operation Operation =
        Operation.Write<Iam.CreatePolicyRequest, Iam.CreatePolicyResponse>("iam", "CreatePolicy", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.CreatePolicyRequest request, Call call)
    {
        Arn arn = Arn.Iam(account.Id, $"policy{request.Path ?? "/"}{request.PolicyName}");
        Access create = new("iam:CreatePolicy", arn) { RequestTags = request.Tags.ToTags(), ResourceLabel = $"policy {request.PolicyName}" };
        // Tags at creation need the permission to tag as well.
        return request.Tags.Count == 0 ? [create] : [create, create with { Action = "iam:TagPolicy" }];
    }

    private static Outcome<Iam.CreatePolicyResponse> Apply(Account account, Iam.CreatePolicyRequest request, Call call)
    {
        if (!TagRules.OfOthers.Read(request.Tags).TryGet(out ImmutableArray<Tag> tags, out AwsError? error)
            || !Read(account, request.PolicyDocument).TryGet(out Document? document, out error))
            return error;
        if (account.ManagedPolicies.Contains(request.PolicyName))
            return IamErrors.PolicyAlreadyExists(request.PolicyName);
        if (account.ManagedPolicies.Count >= account.Quotas.Policies)
            return IamErrors.LimitExceeded("PoliciesPerAccount", account.Quotas.Policies);

        ManagedPolicy policy = new()
        {
            Account = account.Id,
            Id = call.NewUniqueId("ANPA"),
            Name = request.PolicyName,
            Path = request.Path ?? "/",
            Description = request.Description is "" ? null : request.Description,
            Tags = tags,
            CreatedAt = call.Now,
            UpdatedAt = call.Now,
            Versions = [new PolicyVersion(1, document, call.Now)],
            DefaultVersion = 1,
            LatestVersion = 1,
        };
        return new(
            new Iam.CreatePolicyResponse { Policy = policy.ToListedShape(account) with { Tags = tags.ToShapesOrNull() } },
            Change.Put(policy));
    }

    /// <summary>Reads a managed policy's document, its size included.</summary>
    internal static Result<Document> Read(Account account, string text)
    {
        if (!StoredPolicy.Read(text, PolicyType.Managed).TryGet(out Document? document, out AwsError? error))
            return error;
        return StoredPolicy.Characters(document) > account.Quotas.PolicyCharacters
            ? IamErrors.LimitExceeded("PolicySize", account.Quotas.PolicyCharacters)
            : document;
    }
}
