using System.Text;

namespace Iamd.Accounts;

/// <summary>IAM <c>GetCredentialReport</c>: the last report, as it was when it was made.</summary>
/// <remarks>IAM API Reference, "GetCredentialReport". Fails with ReportNotPresent or ReportExpired; a report is never in progress here.</remarks>
public static class GetCredentialReport
{
    public static readonly Operation Operation =
        Operation.Read<Iam.GetCredentialReportRequest, Iam.GetCredentialReportResponse>("iam", "GetCredentialReport", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GetCredentialReportRequest request, Call call) =>
        [new Access("iam:GetCredentialReport", "*")];

    private static Result<Iam.GetCredentialReportResponse> Answer(Account account, Iam.GetCredentialReportRequest request, Call call)
    {
        if (!account.TryGetById(CredentialReport.TheId, out CredentialReport? report))
            return IamErrors.ReportNotPresent;
        if (report.IsExpired(call.Now))
            return IamErrors.ReportExpired;
        return new Iam.GetCredentialReportResponse
        {
            Content = Encoding.UTF8.GetBytes(report.Content),
            ReportFormat = Iam.ReportFormatType.TextCsv,
            GeneratedTime = report.GeneratedAt,
        };
    }
}
