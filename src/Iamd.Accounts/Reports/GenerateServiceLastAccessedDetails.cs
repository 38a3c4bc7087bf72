namespace Iamd.Accounts;

/// <summary>IAM <c>GenerateServiceLastAccessedDetails</c>: makes a report on a user, group, role or managed policy at once.</summary>
/// <remarks>
/// IAM API Reference, "GenerateServiceLastAccessedDetails": a group's users and a policy's users and roles (directly or by a group)
/// are the identities that it looks at. Calls count whether they were allowed or not. Fails with NoSuchEntity or InvalidInput.
/// </remarks>
public static class GenerateServiceLastAccessedDetails
{
    /// <summary>The tracking period.</summary>
    /// <remarks>IAM User Guide, "Refine permissions in AWS using last accessed information": the last 400 days.</remarks>
    private static readonly TimeSpan Tracked = TimeSpan.FromDays(400);

    public static readonly Operation Operation =
        Operation.Write<Iam.GenerateServiceLastAccessedDetailsRequest, Iam.GenerateServiceLastAccessedDetailsResponse>(
            "iam", "GenerateServiceLastAccessedDetails", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GenerateServiceLastAccessedDetailsRequest request, Call call) =>
        [ReportedEntities.Access("iam:GenerateServiceLastAccessedDetails", account, request.Arn, call.Caller)];

    private static Outcome<Iam.GenerateServiceLastAccessedDetailsResponse> Apply(
        Account account, Iam.GenerateServiceLastAccessedDetailsRequest request, Call call)
    {
        if (!ReportedEntities.FindAny(account, request.Arn, call.Caller).TryGet(out ReportedEntities.Found found, out AwsError? error))
            return error;
        ImmutableArray<string> identities = [.. Identities(account, found, request.Arn)];
        Span<byte> random = stackalloc byte[16];
        call.Randomness.Fill(random);
        ServiceLastAccessedJob job = new()
        {
            Account = account.Id,
            Id = new Guid(random).ToString(),
            CreatedAt = call.Now,
            OwnerId = ServiceLastAccessedJob.OwnerIdOf(call.Caller),
            IsOnActions = request.Granularity == Iam.AccessAdvisorUsageGranularityType.ActionLevel,
            Policies = [.. Policies(account, found)],
            IdentityIds = identities,
            Uses =
            [
                .. identities.SelectMany(id => call.Activity.ActionsUsed(id)
                    .Where(use => use.At > call.Now - Tracked)
                    .Select(use => new IdentityActionUse(id, use.Service, use.Action, use.At, use.Region))),
            ],
        };
        return new(
            new Iam.GenerateServiceLastAccessedDetailsResponse { JobId = job.Id },
            [Change.Put(job), .. account.Entities.OfType<ServiceLastAccessedJob>().Where(former => former.IsExpired(call.Now)).Select(Change.Delete)]);
    }

    private static IEnumerable<Document> Policies(Account account, ReportedEntities.Found found)
    {
        if (found.Identity is not Identity identity)
            return [DocumentOf(found.Policy!)]; // One of the two was found.
        Identity[] carriers = identity is User user ? [user, .. GroupOperations.Of(account, user)] : [identity];
        return
        [
            .. carriers.SelectMany(carrier => carrier.InlinePolicies.Values),
            .. carriers.SelectMany(carrier => carrier.AttachedPolicies).Distinct(StringComparer.Ordinal)
                .Select(arn => ManagedPolicySource.TryFind(account, arn, out ManagedPolicySource? source)
                    ? DocumentOf(source)
                    : throw new InvalidOperationException($"{arn} is attached but not there.")),
        ];
    }

    private static Document DocumentOf(ManagedPolicySource source) => source switch
    {
        ManagedPolicySource.OfCustomer { Policy: var policy } => policy.DefaultDocument,
        ManagedPolicySource.OfAws { Policy: var policy } => Document.TryParse(policy.Document, out Document? document, out PolicyError? error)
            ? document
            : throw new InvalidOperationException($"{policy.Arn} does not parse: {error}."),
        _ => throw new InvalidOperationException($"Unknown policy {source.GetType()}."),
    };

    /// <summary>Unique ids of the users, then of the roles.</summary>
    private static IEnumerable<string> Identities(Account account, ReportedEntities.Found found, string arn) => found.Identity switch
    {
        Group group => Members(account, group),
        Identity identity => [identity.Id],
        null =>
        [
            .. account.ReferringTo<User>(ReferenceKind.Attachment, arn).Select(user => user.Id)
                .Concat(account.ReferringTo<Group>(ReferenceKind.Attachment, arn).SelectMany(group => Members(account, group)))
                .Distinct(StringComparer.Ordinal),
            .. account.ReferringTo<Role>(ReferenceKind.Attachment, arn).Select(role => role.Id),
        ],
    };

    private static IEnumerable<string> Members(Account account, Group group) =>
        account.ReferringTo<User>(ReferenceKind.Membership, group.Id).Select(user => user.Id);
}
