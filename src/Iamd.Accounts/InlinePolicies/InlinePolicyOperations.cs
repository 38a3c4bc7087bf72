using Iamd.Protocol.Wire;

namespace Iamd.Accounts;

/// <summary>IAM <c>PutUserPolicy</c>, <c>GetUserPolicy</c>, <c>DeleteUserPolicy</c>, <c>ListUserPolicies</c> and the same for groups and roles.</summary>
/// <remarks>IAM API Reference, one page for each. Fails with NoSuchEntity, MalformedPolicyDocument, LimitExceeded or UnmodifiableEntity.</remarks>
internal static class InlinePolicyOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        Put<Iam.PutUserPolicyRequest, Iam.PutUserPolicyResponse>(IdentityKind.User, request => new(request.UserName, request.PolicyName), request => request.PolicyDocument),
        Put<Iam.PutGroupPolicyRequest, Iam.PutGroupPolicyResponse>(IdentityKind.Group, request => new(request.GroupName, request.PolicyName), request => request.PolicyDocument),
        Put<Iam.PutRolePolicyRequest, Iam.PutRolePolicyResponse>(IdentityKind.Role, request => new(request.RoleName, request.PolicyName), request => request.PolicyDocument),

        Get<Iam.GetUserPolicyRequest, Iam.GetUserPolicyResponse>(
            IdentityKind.User, request => new(request.UserName, request.PolicyName),
            (target, document) => new Iam.GetUserPolicyResponse { UserName = target.Name, PolicyName = target.Policy, PolicyDocument = document }),
        Get<Iam.GetGroupPolicyRequest, Iam.GetGroupPolicyResponse>(
            IdentityKind.Group, request => new(request.GroupName, request.PolicyName),
            (target, document) => new Iam.GetGroupPolicyResponse { GroupName = target.Name, PolicyName = target.Policy, PolicyDocument = document }),
        Get<Iam.GetRolePolicyRequest, Iam.GetRolePolicyResponse>(
            IdentityKind.Role, request => new(request.RoleName, request.PolicyName),
            (target, document) => new Iam.GetRolePolicyResponse { RoleName = target.Name, PolicyName = target.Policy, PolicyDocument = document }),

        Delete<Iam.DeleteUserPolicyRequest, Iam.DeleteUserPolicyResponse>(IdentityKind.User, request => new(request.UserName, request.PolicyName)),
        Delete<Iam.DeleteGroupPolicyRequest, Iam.DeleteGroupPolicyResponse>(IdentityKind.Group, request => new(request.GroupName, request.PolicyName)),
        Delete<Iam.DeleteRolePolicyRequest, Iam.DeleteRolePolicyResponse>(IdentityKind.Role, request => new(request.RoleName, request.PolicyName)),

        List<Iam.ListUserPoliciesRequest, Iam.ListUserPoliciesResponse>(
            IdentityKind.User, request => new(request.UserName, request.MaxItems, request.Marker),
            page => new Iam.ListUserPoliciesResponse { PolicyNames = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker }),
        List<Iam.ListGroupPoliciesRequest, Iam.ListGroupPoliciesResponse>(
            IdentityKind.Group, request => new(request.GroupName, request.MaxItems, request.Marker),
            page => new Iam.ListGroupPoliciesResponse { PolicyNames = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker }),
        List<Iam.ListRolePoliciesRequest, Iam.ListRolePoliciesResponse>(
            IdentityKind.Role, request => new(request.RoleName, request.MaxItems, request.Marker),
            page => new Iam.ListRolePoliciesResponse { PolicyNames = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker }),
    ];

    private static Operation Put<TRequest, TResponse>(IdentityKind kind, Func<TRequest, Target> target, Func<TRequest, string> document)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape, new()
    {
        string operation = $"Put{kind.Name}Policy";
        return Operation.Write<TRequest, TResponse>(
            "iam",
            operation,
            (account, request, _) => [kind.AccessToChange($"iam:{operation}", account, target(request).Name, [])],
            (account, request, _) =>
            {
                (string name, string policyName) = target(request);
                if (!kind.FindToChange(account, name).TryGet(out Identity? identity, out AwsError? error)
                    || !StoredPolicy.Read(document(request), PolicyType.Identity).TryGet(out Document? policy, out error))
                    return error;
                ImmutableSortedDictionary<string, Document> policies = identity.InlinePolicies.SetItem(policyName, policy);
                int limit = kind.MaxInlineCharacters(account.Quotas);
                // The quota holds for all inline policies of the identity together.
                return policies.Values.Sum(StoredPolicy.Characters) > limit
                    ? IamErrors.LimitExceeded($"Maximum policy size of {limit} bytes exceeded for {kind.Noun} {identity.Name}")
                    : new Outcome<TResponse>(new TResponse(), Change.Put(identity with { InlinePolicies = policies }));
            });
    }

    private static Operation Get<TRequest, TResponse>(IdentityKind kind, Func<TRequest, Target> target, Func<Target, string, TResponse> answer)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape
    {
        string operation = $"Get{kind.Name}Policy";
        return Operation.Read<TRequest, TResponse>(
            "iam",
            operation,
            (account, request, _) => [kind.AccessTo($"iam:{operation}", account, target(request).Name)],
            (account, request, _) =>
            {
                (string name, string policyName) = target(request);
                if (!kind.Find(account, name).TryGet(out Identity? identity, out AwsError? error))
                    return error;
                return identity.InlinePolicies.TryGetValue(policyName, out Document? document)
                    ? answer(new Target(identity.Name, policyName), PolicyEncoding.Encode(document))
                    : IamErrors.NoSuchInlinePolicy(kind.Noun, policyName);
            });
    }

    private static Operation Delete<TRequest, TResponse>(IdentityKind kind, Func<TRequest, Target> target)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape, new()
    {
        string operation = $"Delete{kind.Name}Policy";
        return Operation.Write<TRequest, TResponse>(
            "iam",
            operation,
            (account, request, _) => [kind.AccessToChange($"iam:{operation}", account, target(request).Name, [])],
            (account, request, _) =>
            {
                (string name, string policyName) = target(request);
                if (!kind.FindToChange(account, name).TryGet(out Identity? identity, out AwsError? error))
                    return error;
                return identity.InlinePolicies.ContainsKey(policyName)
                    ? new Outcome<TResponse>(new TResponse(), Change.Put(identity with { InlinePolicies = identity.InlinePolicies.Remove(policyName) }))
                    : IamErrors.NoSuchInlinePolicy(kind.Noun, policyName);
            });
    }

    private static Operation List<TRequest, TResponse>(IdentityKind kind, Func<TRequest, Listing> listing, Func<Page<string>, TResponse> answer)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape
    {
        string operation = $"List{kind.Name}Policies";
        return Operation.Read<TRequest, TResponse>(
            "iam",
            operation,
            (account, request, _) => [kind.AccessTo($"iam:{operation}", account, listing(request).Name)],
            (account, request, call) =>
            {
                (string name, int? maxItems, string? marker) = listing(request);
                if (!kind.Find(account, name).TryGet(out Identity? identity, out AwsError? error)
                    || !Paging.Cut(
                        after => identity.InlinePolicies.Keys.Where(policy => after is null || string.CompareOrdinal(policy, after) > 0),
                        policy => policy,
                        maxItems,
                        marker,
                        $"{operation} {identity.Id}",
                        call).TryGet(out Page<string>? page, out error))
                    return error;
                return answer(page);
            });
    }

    /// <summary>An inline policy: on whom it hangs, and its own name.</summary>
    private sealed record Target(string Name, string Policy);

    private sealed record Listing(string Name, int? MaxItems, string? Marker);
}
