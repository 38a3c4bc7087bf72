namespace Iamd.Accounts;

/// <summary>IAM <c>GetServerCertificate</c>: without the private key.</summary>
/// <remarks>IAM API Reference, "GetServerCertificate". Fails with NoSuchEntity. The list of tags is there even when it is empty (recorded).</remarks>
public static class GetServerCertificate
{
    public static readonly Operation Operation =
        Operation.Read<Iam.GetServerCertificateRequest, Iam.GetServerCertificateResponse>("iam", "GetServerCertificate", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GetServerCertificateRequest request, Call call) =>
        [Access.ToServerCertificate("iam:GetServerCertificate", account, request.ServerCertificateName)];

    private static Result<Iam.GetServerCertificateResponse> Answer(Account account, Iam.GetServerCertificateRequest request, Call call) =>
        ServerCertificateOperations.Find(account, request.ServerCertificateName).TryGet(out ServerCertificate? certificate, out AwsError? error)
            ? new Iam.GetServerCertificateResponse
            {
                ServerCertificate = new Iam.ServerCertificate
                {
                    ServerCertificateMetadata = certificate.ToShape(),
                    CertificateBody = certificate.Body,
                    CertificateChain = certificate.Chain,
                    Tags = TagRules.OfOthers.Sorted(certificate.Tags).ToShapes(),
                },
            }
            : error;
}
