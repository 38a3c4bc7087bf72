namespace Iamd.Accounts;

/// <summary>IAM <c>ListServerCertificates</c>.</summary>
/// <remarks>IAM API Reference, "ListServerCertificates": certificates and tags are left out.</remarks>
public static class ListServerCertificates
{
    public static readonly Operation Operation =
        Operation.Read<Iam.ListServerCertificatesRequest, Iam.ListServerCertificatesResponse>("iam", "ListServerCertificates", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ListServerCertificatesRequest request, Call call) =>
        [new Access("iam:ListServerCertificates", Arn.Iam(account.Id, $"server-certificate{request.PathPrefix ?? "/"}"))];

    private static Result<Iam.ListServerCertificatesResponse> Answer(Account account, Iam.ListServerCertificatesRequest request, Call call) =>
        Paging.CutByName(account.ServerCertificates, request.PathPrefix, request.MaxItems, request.Marker, "ListServerCertificates", call)
            .TryGet(out Page<ServerCertificate>? page, out AwsError? error)
            ? new Iam.ListServerCertificatesResponse
            {
                ServerCertificateMetadataList = [.. page.Items.Select(certificate => certificate.ToShape())],
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            }
            : error;
}
