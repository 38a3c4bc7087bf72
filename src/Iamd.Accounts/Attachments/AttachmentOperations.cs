using Iamd.Protocol.Wire;

namespace Iamd.Accounts;

/// <summary>IAM <c>AttachUserPolicy</c>, <c>DetachUserPolicy</c>, <c>ListAttachedUserPolicies</c> and the same for groups and roles.</summary>
/// <remarks>IAM API Reference, one page for each. Fails with NoSuchEntity, InvalidInput, LimitExceeded, PolicyNotAttachable or UnmodifiableEntity.</remarks>
internal static class AttachmentOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        Attach<Iam.AttachUserPolicyRequest, Iam.AttachUserPolicyResponse>(IdentityKind.User, request => request.UserName, request => request.PolicyArn),
        Attach<Iam.AttachGroupPolicyRequest, Iam.AttachGroupPolicyResponse>(IdentityKind.Group, request => request.GroupName, request => request.PolicyArn),
        Attach<Iam.AttachRolePolicyRequest, Iam.AttachRolePolicyResponse>(IdentityKind.Role, request => request.RoleName, request => request.PolicyArn),

        Detach<Iam.DetachUserPolicyRequest, Iam.DetachUserPolicyResponse>(IdentityKind.User, request => request.UserName, request => request.PolicyArn),
        Detach<Iam.DetachGroupPolicyRequest, Iam.DetachGroupPolicyResponse>(IdentityKind.Group, request => request.GroupName, request => request.PolicyArn),
        Detach<Iam.DetachRolePolicyRequest, Iam.DetachRolePolicyResponse>(IdentityKind.Role, request => request.RoleName, request => request.PolicyArn),

        List<Iam.ListAttachedUserPoliciesRequest, Iam.ListAttachedUserPoliciesResponse>(
            IdentityKind.User,
            request => new Listing(request.UserName, request.PathPrefix, request.MaxItems, request.Marker),
            page => new Iam.ListAttachedUserPoliciesResponse { AttachedPolicies = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker }),
        List<Iam.ListAttachedGroupPoliciesRequest, Iam.ListAttachedGroupPoliciesResponse>(
            IdentityKind.Group,
            request => new Listing(request.GroupName, request.PathPrefix, request.MaxItems, request.Marker),
            page => new Iam.ListAttachedGroupPoliciesResponse { AttachedPolicies = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker }),
        List<Iam.ListAttachedRolePoliciesRequest, Iam.ListAttachedRolePoliciesResponse>(
            IdentityKind.Role,
            request => new Listing(request.RoleName, request.PathPrefix, request.MaxItems, request.Marker),
            page => new Iam.ListAttachedRolePoliciesResponse { AttachedPolicies = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker }),
    ];

    private static Operation Attach<TRequest, TResponse>(IdentityKind kind, Func<TRequest, string> name, Func<TRequest, string> policyArn)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape, new()
    {
        string operation = $"Attach{kind.Name}Policy";
        return Operation.Write<TRequest, TResponse>(
            "iam",
            operation,
            (account, request, _) => [kind.AccessToChange($"iam:{operation}", account, name(request), [new("iam:PolicyARN", policyArn(request))])],
            (account, request, call) =>
            {
                string arn = policyArn(request);
                if (!kind.FindToChange(account, name(request)).TryGet(out Identity? identity, out AwsError? error)
                    || !PolicyArns.FindAttachable(account, arn, kind.Name, IamErrors.NoSuchAttachablePolicy(arn)).TryGet(out _, out error))
                    return error;
                // Attaching what is attached already succeeds and changes nothing.
                if (identity.AttachedPolicies.Contains(arn, StringComparer.Ordinal))
                    return new Outcome<TResponse>(new TResponse());
                int limit = kind.MaxAttachments(account.Quotas);
                return identity.AttachedPolicies.Length >= limit
                    ? IamErrors.LimitExceeded($"PoliciesPer{kind.Name}", limit)
                    : new Outcome<TResponse>(new TResponse(), Change.Put(identity with { AttachedPolicies = identity.AttachedPolicies.Add(arn) }));
            });
    }

    private static Operation Detach<TRequest, TResponse>(IdentityKind kind, Func<TRequest, string> name, Func<TRequest, string> policyArn)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape, new()
    {
        string operation = $"Detach{kind.Name}Policy";
        return Operation.Write<TRequest, TResponse>(
            "iam",
            operation,
            (account, request, _) => [kind.AccessToChange($"iam:{operation}", account, name(request), [new("iam:PolicyARN", policyArn(request))])],
            (account, request, call) =>
            {
                string arn = policyArn(request);
                if (!kind.FindToChange(account, name(request)).TryGet(out Identity? identity, out AwsError? error)
                    || !PolicyArns.Find(account, arn, IamErrors.NoSuchPolicy(arn)).TryGet(out _, out error))
                    return error;
                ImmutableArray<string> left = identity.AttachedPolicies.Remove(arn, StringComparer.Ordinal);
                return left.Length == identity.AttachedPolicies.Length
                    ? IamErrors.NoSuchPolicy(arn)
                    : new Outcome<TResponse>(new TResponse(), Change.Put(identity with { AttachedPolicies = left }));
            });
    }

    private static Operation List<TRequest, TResponse>(
        IdentityKind kind, Func<TRequest, Listing> listing, Func<Page<Iam.AttachedPolicy>, TResponse> answer)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape
    {
        string operation = $"ListAttached{kind.Name}Policies";
        return Operation.Read<TRequest, TResponse>(
            "iam",
            operation,
            (account, request, _) => [kind.AccessTo($"iam:{operation}", account, listing(request).Name)],
            (account, request, call) =>
            {
                (string name, string? pathPrefix, int? maxItems, string? marker) = listing(request);
                if (!kind.Find(account, name).TryGet(out Identity? identity, out AwsError? error)
                    || !Paging.Cut(after => After(identity, pathPrefix, after), Key, maxItems, marker, $"{operation} {identity.Id} {pathPrefix}", call)
                        .TryGet(out Page<Iam.AttachedPolicy>? page, out error))
                    return error;
                return answer(page);
            });
    }

    /// <summary>The attached policies by name: one order, so that pages stay right whatever is attached or detached meanwhile.</summary>
    private static IEnumerable<Iam.AttachedPolicy> After(Identity identity, string? pathPrefix, string? after) =>
        identity.AttachedPolicies
            .Where(arn => PathOf(arn).StartsWith(pathPrefix ?? "/", StringComparison.Ordinal))
            .Select(arn => new Iam.AttachedPolicy { PolicyName = arn[(arn.LastIndexOf('/') + 1)..], PolicyArn = arn })
            .OrderBy(Key, StringComparer.OrdinalIgnoreCase)
            .Where(policy => after is null || string.Compare(Key(policy), after, StringComparison.OrdinalIgnoreCase) > 0);

    private static string Key(Iam.AttachedPolicy policy) => $"{policy.PolicyName} {policy.PolicyArn}";

    /// <summary>The path in a policy's ARN, such as <c>/job-function/</c>.</summary>
    private static string PathOf(string arn) => arn[arn.IndexOf('/', StringComparison.Ordinal)..(arn.LastIndexOf('/') + 1)];

    private sealed record Listing(string Name, string? PathPrefix, int? MaxItems, string? Marker);
}
