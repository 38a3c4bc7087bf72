namespace Iamd.Accounts;

/// <summary>IAM <c>UpdateSigningCertificate</c>: makes a certificate active or inactive.</summary>
/// <remarks>IAM API Reference, "UpdateSigningCertificate". Fails with NoSuchEntity, or InvalidInput for a status that only AWS sets.</remarks>
public static class UpdateSigningCertificate
{
    public static readonly Operation Operation =
        Operation.Write<Iam.UpdateSigningCertificateRequest, Iam.UpdateSigningCertificateResponse>("iam", "UpdateSigningCertificate", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.UpdateSigningCertificateRequest request, Call call) =>
        UserOperations.AccessesToUserOrCaller("iam:UpdateSigningCertificate", account, request.UserName, call);

    private static Outcome<Iam.UpdateSigningCertificateResponse> Apply(Account account, Iam.UpdateSigningCertificateRequest request, Call call)
    {
        if (!CredentialStatus.Read(request.Status).TryGet(out bool isActive, out AwsError? error)
            || !SigningCertificateHolder.Find(account, request.UserName, call).TryGet(out SigningCertificateHolder holder, out error)
            || !holder.FindCertificate(request.CertificateId).TryGet(out SigningCertificate? certificate, out error))
            return error;
        return certificate.IsActive == isActive
            ? new(new Iam.UpdateSigningCertificateResponse())
            : new(
                new Iam.UpdateSigningCertificateResponse(),
                holder.With(holder.Certificates.Replace(certificate, certificate with { IsActive = isActive })));
    }
}
