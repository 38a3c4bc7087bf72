namespace Iamd.Accounts;

/// <summary>IAM <c>GenerateCredentialReport</c>: makes a report at once, unless there is one of the last four hours.</summary>
/// <remarks>
/// IAM API Reference, "GenerateCredentialReport". The answers are as recorded: <c>STARTED</c> when a report is made, <c>COMPLETE</c>
/// without a description while one is there. Here it is finished with the answer, so <c>INPROGRESS</c> never comes.
/// </remarks>
public static class GenerateCredentialReport
{
    public static readonly Operation Operation =
        Operation.Write<Iam.GenerateCredentialReportRequest, Iam.GenerateCredentialReportResponse>("iam", "GenerateCredentialReport", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GenerateCredentialReportRequest request, Call call) =>
        [new Access("iam:GenerateCredentialReport", "*")];

    private static Outcome<Iam.GenerateCredentialReportResponse> Apply(Account account, Iam.GenerateCredentialReportRequest request, Call call)
    {
        bool exists = account.TryGetById(CredentialReport.TheId, out CredentialReport? last);
        if (exists && !last!.IsExpired(call.Now)) // It exists.
            return new(new Iam.GenerateCredentialReportResponse { State = Iam.ReportStateType.Complete });

        CredentialReport report = new()
        {
            Account = account.Id,
            Id = CredentialReport.TheId,
            GeneratedAt = call.Now,
            Content = CredentialReportRows.Of(account, call.Activity),
        };
        Iam.GenerateCredentialReportResponse started = new()
        {
            State = Iam.ReportStateType.Started,
            Description = exists ? null : "No report exists. Starting a new report generation task",
        };
        return new(started, Change.Put(report));
    }
}
