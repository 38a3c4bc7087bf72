namespace Iamd.Accounts;

/// <summary>IAM <c>ListSigningCertificates</c>.</summary>
/// <remarks>IAM API Reference, "ListSigningCertificates". Fails with NoSuchEntity.</remarks>
public static class ListSigningCertificates
{
    public static readonly Operation Operation =
        Operation.Read<Iam.ListSigningCertificatesRequest, Iam.ListSigningCertificatesResponse>("iam", "ListSigningCertificates", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.ListSigningCertificatesRequest request, Call call) =>
        UserOperations.AccessesToUserOrCaller("iam:ListSigningCertificates", account, request.UserName, call);

    private static Result<Iam.ListSigningCertificatesResponse> Answer(Account account, Iam.ListSigningCertificatesRequest request, Call call)
    {
        if (!SigningCertificateHolder.Find(account, request.UserName, call).TryGet(out SigningCertificateHolder holder, out AwsError? error)
            || !Paging.CutByAge(
                holder.Certificates,
                certificate => certificate.UploadedAt,
                certificate => certificate.Id,
                request.MaxItems,
                request.Marker,
                $"ListSigningCertificates {holder.User?.Id}",
                call).TryGet(out Page<SigningCertificate>? page, out error))
            return error;
        return new Iam.ListSigningCertificatesResponse
        {
            Certificates = [.. page.Items.Select(holder.ToShape)],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
