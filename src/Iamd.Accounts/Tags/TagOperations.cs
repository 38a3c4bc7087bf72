using Iamd.Protocol.Wire;

namespace Iamd.Accounts;

/// <summary>IAM <c>TagUser</c>, <c>UntagUser</c>, <c>ListUserTags</c> and the same for roles, policies, instance profiles, MFA devices and server certificates.</summary>
/// <remarks>IAM API Reference, one page for each. Fails with NoSuchEntity, InvalidInput or LimitExceeded.</remarks>
internal static class TagOperations
{
    private static readonly TaggedKind Users = new(
        "User", TagRules.OfPrincipals, Access.ToUser,
        (account, name) => account.Users.TryGet(name, out User? user) ? user : IamErrors.NoSuchUser(name));

    private static readonly TaggedKind Roles = new(
        "Role", TagRules.OfPrincipals, Access.ToRole,
        (account, name) => account.Roles.TryGet(name, out Role? role) ? role : IamErrors.NoSuchRole(name));

    private static readonly TaggedKind Policies = new(
        "Policy", TagRules.OfOthers, PolicyArns.AccessTo,
        (account, arn) => PolicyArns.FindOwn(account, arn, IamErrors.NoSuchPolicy(arn)).TryGet(out ManagedPolicy? policy, out AwsError? error) ? policy : error);

    private static readonly TaggedKind InstanceProfiles = new(
        "InstanceProfile", TagRules.OfOthers, InstanceProfileAccess.To,
        (account, name) => account.InstanceProfiles.TryGet(name, out InstanceProfile? profile) ? profile : IamErrors.NoSuchInstanceProfile(name));

    private static readonly TaggedKind MfaDevices = new("MFADevice", TagRules.OfOthers, ToMfaDevice, FindMfaDevice);

    private static readonly TaggedKind ServerCertificates = new(
        "ServerCertificate", TagRules.OfOthers, Access.ToServerCertificate,
        (account, name) => ServerCertificateOperations.Find(account, name).TryGet(out ServerCertificate? certificate, out AwsError? error) ? certificate : error);

    public static readonly ImmutableArray<Operation> All =
    [
        Tag<Iam.TagUserRequest, Iam.TagUserResponse>(Users, request => request.UserName, request => request.Tags),
        Tag<Iam.TagRoleRequest, Iam.TagRoleResponse>(Roles, request => request.RoleName, request => request.Tags),
        Tag<Iam.TagPolicyRequest, Iam.TagPolicyResponse>(Policies, request => request.PolicyArn, request => request.Tags),
        Tag<Iam.TagInstanceProfileRequest, Iam.TagInstanceProfileResponse>(InstanceProfiles, request => request.InstanceProfileName, request => request.Tags),
        Tag<Iam.TagMFADeviceRequest, Iam.TagMFADeviceResponse>(MfaDevices, request => request.SerialNumber, request => request.Tags),
        Tag<Iam.TagServerCertificateRequest, Iam.TagServerCertificateResponse>(ServerCertificates, request => request.ServerCertificateName, request => request.Tags),

        Untag<Iam.UntagUserRequest, Iam.UntagUserResponse>(Users, request => request.UserName, request => request.TagKeys),
        Untag<Iam.UntagRoleRequest, Iam.UntagRoleResponse>(Roles, request => request.RoleName, request => request.TagKeys),
        Untag<Iam.UntagPolicyRequest, Iam.UntagPolicyResponse>(Policies, request => request.PolicyArn, request => request.TagKeys),
        Untag<Iam.UntagInstanceProfileRequest, Iam.UntagInstanceProfileResponse>(InstanceProfiles, request => request.InstanceProfileName, request => request.TagKeys),
        Untag<Iam.UntagMFADeviceRequest, Iam.UntagMFADeviceResponse>(MfaDevices, request => request.SerialNumber, request => request.TagKeys),
        Untag<Iam.UntagServerCertificateRequest, Iam.UntagServerCertificateResponse>(ServerCertificates, request => request.ServerCertificateName, request => request.TagKeys),

        List<Iam.ListUserTagsRequest, Iam.ListUserTagsResponse>(
            Users, request => request.UserName, request => request.MaxItems, request => request.Marker,
            page => new Iam.ListUserTagsResponse { Tags = page.Items.ToShapes(), IsTruncated = page.IsTruncated, Marker = page.Marker }),
        List<Iam.ListRoleTagsRequest, Iam.ListRoleTagsResponse>(
            Roles, request => request.RoleName, request => request.MaxItems, request => request.Marker,
            page => new Iam.ListRoleTagsResponse { Tags = page.Items.ToShapes(), IsTruncated = page.IsTruncated, Marker = page.Marker }),
        List<Iam.ListPolicyTagsRequest, Iam.ListPolicyTagsResponse>(
            Policies with { TagsOf = TagsOfPolicy }, request => request.PolicyArn, request => request.MaxItems, request => request.Marker,
            page => new Iam.ListPolicyTagsResponse { Tags = page.Items.ToShapes(), IsTruncated = page.IsTruncated, Marker = page.Marker }),
        List<Iam.ListInstanceProfileTagsRequest, Iam.ListInstanceProfileTagsResponse>(
            InstanceProfiles, request => request.InstanceProfileName, request => request.MaxItems, request => request.Marker,
            page => new Iam.ListInstanceProfileTagsResponse { Tags = page.Items.ToShapes(), IsTruncated = page.IsTruncated, Marker = page.Marker }),
        List<Iam.ListMFADeviceTagsRequest, Iam.ListMFADeviceTagsResponse>(
            MfaDevices, request => request.SerialNumber, request => request.MaxItems, request => request.Marker,
            page => new Iam.ListMFADeviceTagsResponse { Tags = page.Items.ToShapes(), IsTruncated = page.IsTruncated, Marker = page.Marker }),
        List<Iam.ListServerCertificateTagsRequest, Iam.ListServerCertificateTagsResponse>(
            ServerCertificates, request => request.ServerCertificateName, request => request.MaxItems, request => request.Marker,
            page => new Iam.ListServerCertificateTagsResponse { Tags = page.Items.ToShapes(), IsTruncated = page.IsTruncated, Marker = page.Marker }),
    ];

    private static Operation Tag<TRequest, TResponse>(
        TaggedKind kind, Func<TRequest, string> target, Func<TRequest, IReadOnlyList<Iam.Tag>> tags)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape, new()
    {
        string name = $"Tag{kind.Name}";
        return Operation.Write<TRequest, TResponse>(
            "iam",
            name,
            (account, request, _) => [kind.Access($"iam:{name}", account, target(request)) with { RequestTags = tags(request).ToTags() }],
            (account, request, _) =>
            {
                if (!kind.Rules.Read(tags(request)).TryGet(out ImmutableArray<Tag> added, out AwsError? error)
                    || !kind.Find(account, target(request)).TryGet(out NamedEntity? entity, out error))
                    return error;
                ImmutableArray<Tag> merged = kind.Rules.Set(entity.Tags, added);
                return merged.Length > account.Quotas.TagsPerResource
                    ? IamErrors.LimitExceeded($"TagsPer{kind.Name}", account.Quotas.TagsPerResource)
                    : new Outcome<TResponse>(new TResponse(), Change.Put(entity with { Tags = merged }));
            });
    }

    private static Operation Untag<TRequest, TResponse>(
        TaggedKind kind, Func<TRequest, string> target, Func<TRequest, IReadOnlyList<string>> keys)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape, new()
    {
        string name = $"Untag{kind.Name}";
        return Operation.Write<TRequest, TResponse>(
            "iam",
            name,
            (account, request, _) => [kind.Access($"iam:{name}", account, target(request)) with { RemovedTagKeys = [.. keys(request)] }],
            (account, request, _) =>
            {
                if (!kind.Find(account, target(request)).TryGet(out NamedEntity? entity, out AwsError? error))
                    return error;
                if (keys(request).Any(TagRules.IsReserved))
                    return IamErrors.SystemTags;
                return new Outcome<TResponse>(new TResponse(), Change.Put(entity with { Tags = kind.Rules.Remove(entity.Tags, keys(request)) }));
            });
    }

    private static Operation List<TRequest, TResponse>(
        TaggedKind kind,
        Func<TRequest, string> target,
        Func<TRequest, int?> maxItems,
        Func<TRequest, string?> marker,
        Func<Page<Tag>, TResponse> answer)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape
    {
        string name = $"List{kind.Name}Tags";
        return Operation.Read<TRequest, TResponse>(
            "iam",
            name,
            (account, request, _) => [kind.Access($"iam:{name}", account, target(request))],
            (account, request, call) =>
            {
                if (!kind.TagsOf(account, target(request)).TryGet(out ImmutableArray<Tag> tags, out AwsError? error)
                    || !Paging.Cut(after => kind.Rules.Sorted(tags, after), tag => tag.Key, maxItems(request), marker(request), $"{name} {target(request)}", call)
                        .TryGet(out Page<Tag>? page, out error))
                    return error;
                return answer(page);
            });
    }

    /// <summary>AWS managed policies can be asked for their tags, too: they have none.</summary>
    private static Result<ImmutableArray<Tag>> TagsOfPolicy(Account account, string arn)
    {
        if (!PolicyArns.Find(account, arn, IamErrors.NoSuchPolicy(arn)).TryGet(out ManagedPolicySource? source, out AwsError? error))
            return error;
        return source is ManagedPolicySource.OfCustomer own ? own.Policy.Tags : ImmutableArray<Tag>.Empty;
    }

    private static Access ToMfaDevice(string action, Account account, string serialNumber) =>
        FindMfaDevice(account, serialNumber).TryGet(out NamedEntity? device, out _)
            ? Access.To(action, device)
            : new Access(action, serialNumber);

    private static Result<NamedEntity> FindMfaDevice(Account account, string serialNumber) =>
        MfaTarget.TryFindDevice(account, serialNumber, out MfaDevice? device)
            ? device
            : IamErrors.NoSuchMfaDevice(serialNumber);

    /// <summary>A kind of entity that carries tags.</summary>
    /// <param name="Name">As in the operations' names.</param>
    /// <param name="Rules">How its keys are told apart.</param>
    /// <param name="Access">What must be allowed, by action and target.</param>
    /// <param name="Find">The entity that the request names.</param>
    private sealed record TaggedKind(
        string Name,
        TagRules Rules,
        Func<string, Account, string, Access> Access,
        Func<Account, string, Result<NamedEntity>> Find)
    {
        /// <summary>The tags of the entity that the request names.</summary>
        public Func<Account, string, Result<ImmutableArray<Tag>>> TagsOf { get; init; } =
            (account, target) => Find(account, target).TryGet(out NamedEntity? entity, out AwsError? error) ? entity.Tags : error;
    }
}
