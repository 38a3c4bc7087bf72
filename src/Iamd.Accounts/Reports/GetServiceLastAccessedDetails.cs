namespace Iamd.Accounts;

/// <summary>IAM <c>GetServiceLastAccessedDetails</c>: the services of a report, ordered by namespace, and when each was last used.</summary>
/// <remarks>IAM API Reference, "GetServiceLastAccessedDetails". Fails with NoSuchEntity or InvalidInput. A page has 200 services unless asked otherwise (recorded; the reference says 100).</remarks>
public static class GetServiceLastAccessedDetails
{
    private const int DefaultItems = 200;

    public static readonly Operation Operation =
        Operation.Read<Iam.GetServiceLastAccessedDetailsRequest, Iam.GetServiceLastAccessedDetailsResponse>(
            "iam", "GetServiceLastAccessedDetails", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GetServiceLastAccessedDetailsRequest request, Call call) =>
        [new Access("iam:GetServiceLastAccessedDetails", "*")];

    private static Result<Iam.GetServiceLastAccessedDetailsResponse> Answer(Account account, Iam.GetServiceLastAccessedDetailsRequest request, Call call)
    {
        if (!ServiceLastAccessedJob.Find(account, request.JobId, call).TryGet(out ServiceLastAccessedJob? job, out AwsError? error))
            return error;
        PotentialAccess access = new(job.Policies.Select(policy => policy.Policy));
        if (!job.Cut("services", [.. access.Services], service => service.Prefix, request.MaxItems ?? DefaultItems, request.Marker, call)
            .TryGet(out Page<Catalog.Service>? page, out error))
            return error;
        return new Iam.GetServiceLastAccessedDetailsResponse
        {
            JobStatus = Iam.JobStatusType.Completed,
            JobType = job.IsOnActions ? Iam.AccessAdvisorUsageGranularityType.ActionLevel : Iam.AccessAdvisorUsageGranularityType.ServiceLevel,
            JobCreationDate = job.CreatedAt,
            JobCompletionDate = job.CreatedAt,
            ServicesLastAccessed = [.. page.Items.Select(service => Shape(account, job, access, service))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    private static Iam.ServiceLastAccessed Shape(Account account, ServiceLastAccessedJob job, PotentialAccess access, Catalog.Service service)
    {
        IdentityActionUse[] uses = [.. job.Uses.Where(use => string.Equals(use.Service, service.Prefix, StringComparison.Ordinal))];
        IdentityActionUse? last = uses.MaxBy(use => use.At);
        Iam.TrackedActionLastAccessed[] actions = job.IsOnActions
            ? [.. service.Actions.Where(ReportedServices.IsTracked).Where(access.Includes).Select(action => Shape(account, uses, action))]
            : [];
        return new Iam.ServiceLastAccessed
        {
            ServiceName = ReportedServices.NameOf(service),
            ServiceNamespace = service.Prefix,
            LastAuthenticated = last?.At,
            LastAuthenticatedEntity = ArnOf(account, last),
            LastAuthenticatedRegion = last?.Region,
            TotalAuthenticatedEntities = uses.DistinctBy(use => use.IdentityId, StringComparer.Ordinal).Count(),
            TrackedActionsLastAccessed = actions.Length == 0 ? null : actions,
        };
    }

    private static Iam.TrackedActionLastAccessed Shape(Account account, IdentityActionUse[] uses, Catalog.ServiceAction action)
    {
        IdentityActionUse? last = uses.Where(use => string.Equals(use.Action, action.Name, StringComparison.Ordinal)).MaxBy(use => use.At);
        return new Iam.TrackedActionLastAccessed
        {
            ActionName = action.Name,
            LastAccessedEntity = ArnOf(account, last),
            LastAccessedTime = last?.At,
            LastAccessedRegion = last?.Region,
        };
    }

    private static string? ArnOf(Account account, IdentityActionUse? use) =>
        use is not null && account.TryGetById(use.IdentityId, out Identity? identity) ? identity.Arn.ToString() : null;
}
