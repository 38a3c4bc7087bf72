namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteServerCertificate</c>. Nothing here can be using it, so nothing keeps it.</summary>
/// <remarks>IAM API Reference, "DeleteServerCertificate". Fails with NoSuchEntity.</remarks>
public static class DeleteServerCertificate
{
    public static readonly Operation Operation =
        Operation.Write<Iam.DeleteServerCertificateRequest, Iam.DeleteServerCertificateResponse>("iam", "DeleteServerCertificate", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.DeleteServerCertificateRequest request, Call call) =>
        [Access.ToServerCertificate("iam:DeleteServerCertificate", account, request.ServerCertificateName)];

    private static Outcome<Iam.DeleteServerCertificateResponse> Apply(Account account, Iam.DeleteServerCertificateRequest request, Call call) =>
        ServerCertificateOperations.Find(account, request.ServerCertificateName).TryGet(out ServerCertificate? certificate, out AwsError? error)
            ? new Outcome<Iam.DeleteServerCertificateResponse>(new Iam.DeleteServerCertificateResponse(), Change.Delete(certificate))
            : error;
}
