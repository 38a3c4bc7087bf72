namespace Iamd.Accounts;

/// <summary>IAM <c>GetServiceLastAccessedDetailsWithEntities</c>: the users and roles of a report that could use a service, the last to do so first.</summary>
/// <remarks>
/// IAM API Reference, "GetServiceLastAccessedDetailsWithEntities". Fails with NoSuchEntity or InvalidInput. As recorded, they are those
/// of the report, by their present names; who is gone is left out.
/// </remarks>
public static class GetServiceLastAccessedDetailsWithEntities
{
    private const int DefaultItems = 100;

    public static readonly Operation Operation =
        Operation.Read<Iam.GetServiceLastAccessedDetailsWithEntitiesRequest, Iam.GetServiceLastAccessedDetailsWithEntitiesResponse>(
            "iam", "GetServiceLastAccessedDetailsWithEntities", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GetServiceLastAccessedDetailsWithEntitiesRequest request, Call call) =>
        [new Access("iam:GetServiceLastAccessedDetailsWithEntities", "*")];

    private static Result<Iam.GetServiceLastAccessedDetailsWithEntitiesResponse> Answer(
        Account account, Iam.GetServiceLastAccessedDetailsWithEntitiesRequest request, Call call)
    {
        if (!ServiceLastAccessedJob.Find(account, request.JobId, call).TryGet(out ServiceLastAccessedJob? job, out AwsError? error))
            return error;
        if (ReportedServices.Find(request.ServiceNamespace) is not Catalog.Service service)
            return IamErrors.NoSuchServiceNamespace(request.ServiceNamespace);
        Row[] rows = new PotentialAccess(job.Policies.Select(policy => policy.Policy)).Includes(service) ? Rows(account, job, service) : [];
        // A marker may go on in the list of another service of the same report (recorded).
        if (!job.Cut("entities", rows, row => row.Identity.Id, request.MaxItems ?? DefaultItems, request.Marker, call).TryGet(out Page<Row>? page, out error))
            return error;
        return new Iam.GetServiceLastAccessedDetailsWithEntitiesResponse
        {
            JobStatus = Iam.JobStatusType.Completed,
            JobCreationDate = job.CreatedAt,
            JobCompletionDate = job.CreatedAt,
            EntityDetailsList = [.. page.Items.Select(Shape)],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    private static Row[] Rows(Account account, ServiceLastAccessedJob job, Catalog.Service service)
    {
        Dictionary<string, DateTimeOffset> lastUses = job.Uses
            .Where(use => string.Equals(use.Service, service.Prefix, StringComparison.Ordinal))
            .GroupBy(use => use.IdentityId, StringComparer.Ordinal)
            .ToDictionary(uses => uses.Key, uses => uses.Max(use => use.At), StringComparer.Ordinal);
        List<Row> rows = [];
        foreach (string id in job.IdentityIds)
        {
            if (account.TryGetById(id, out Identity? identity))
                rows.Add(new Row(identity, lastUses.TryGetValue(id, out DateTimeOffset at) ? at : null));
        }
        return [.. rows.OrderByDescending(row => row.LastUsed ?? DateTimeOffset.MinValue)];
    }

    private static Iam.EntityDetails Shape(Row row) => new()
    {
        EntityInfo = new Iam.EntityInfo
        {
            Arn = row.Identity.Arn.ToString(),
            Name = row.Identity.Name,
            Type = row.Identity is User ? Iam.PolicyOwnerEntityType.User : Iam.PolicyOwnerEntityType.Role,
            Id = row.Identity.Id,
            Path = row.Identity.Path,
        },
        LastAuthenticated = row.LastUsed,
    };

    /// <param name="Identity">A user or role.</param>
    /// <param name="LastUsed">When it last called the service; null when it never did.</param>
    private sealed record Row(Identity Identity, DateTimeOffset? LastUsed);
}
