namespace Iamd.Accounts;

/// <summary>IAM <c>DeleteSigningCertificate</c>.</summary>
/// <remarks>IAM API Reference, "DeleteSigningCertificate". Fails with NoSuchEntity.</remarks>
public static class DeleteSigningCertificate
{
    public static readonly Operation Operation =
        Operation.Write<Iam.DeleteSigningCertificateRequest, Iam.DeleteSigningCertificateResponse>("iam", "DeleteSigningCertificate", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.DeleteSigningCertificateRequest request, Call call) =>
        UserOperations.AccessesToUserOrCaller("iam:DeleteSigningCertificate", account, request.UserName, call);

    private static Outcome<Iam.DeleteSigningCertificateResponse> Apply(Account account, Iam.DeleteSigningCertificateRequest request, Call call)
    {
        if (!SigningCertificateHolder.Find(account, request.UserName, call).TryGet(out SigningCertificateHolder holder, out AwsError? error)
            || !holder.FindCertificate(request.CertificateId).TryGet(out SigningCertificate? certificate, out error))
            return error;
        return new(new Iam.DeleteSigningCertificateResponse(), holder.With(holder.Certificates.Remove(certificate)));
    }
}
