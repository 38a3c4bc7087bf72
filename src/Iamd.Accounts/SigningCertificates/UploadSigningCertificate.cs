using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OtpNet;

namespace Iamd.Accounts;

/// <summary>IAM <c>UploadSigningCertificate</c>.</summary>
/// <remarks>
/// IAM API Reference, "UploadSigningCertificate". Fails with NoSuchEntity, MalformedCertificate, InvalidCertificate,
/// DuplicateCertificate (by any user of the account) or LimitExceeded.
/// </remarks>
public static class UploadSigningCertificate
{
    // 32 characters in base 32.
    private const int IdBytes = 20;

    public static readonly Operation Operation =
        Operation.Write<Iam.UploadSigningCertificateRequest, Iam.UploadSigningCertificateResponse>("iam", "UploadSigningCertificate", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.UploadSigningCertificateRequest request, Call call) =>
        UserOperations.AccessesToUserOrCaller("iam:UploadSigningCertificate", account, request.UserName, call);

    private static Outcome<Iam.UploadSigningCertificateResponse> Apply(Account account, Iam.UploadSigningCertificateRequest request, Call call)
    {
        if (!SigningCertificateHolder.Find(account, request.UserName, call).TryGet(out SigningCertificateHolder holder, out AwsError? error))
            return error;
        using X509Certificate2? read = CertificateText.Read(request.CertificateBody);
        if (read is null)
            return CredentialErrors.MalformedCertificate(request.CertificateBody);
        if (!read.IsValidAt(call.Now))
            return CredentialErrors.InvalidCertificate(request.CertificateBody);
        ImmutableArray<byte> sha256 = [.. SHA256.HashData(read.RawData)];
        if (account.Users.SelectMany(user => user.SigningCertificates).Concat(account.Root.SigningCertificates)
            .Any(known => known.Sha256.AsSpan().SequenceEqual(sha256.AsSpan())))
            return CredentialErrors.DuplicateCertificate(request.CertificateBody);
        if (holder.Certificates.Length >= account.Quotas.SigningCertificatesPerUser)
            return IamErrors.LimitExceeded("CertificatesPerUser", account.Quotas.SigningCertificatesPerUser);

        byte[] id = new byte[IdBytes];
        call.Randomness.Fill(id);
        SigningCertificate certificate = new()
        {
            Id = Base32Encoding.ToString(id),
            Body = request.CertificateBody,
            Sha256 = sha256,
            UploadedAt = call.Now,
        };
        return new(
            new Iam.UploadSigningCertificateResponse { Certificate = holder.ToShape(certificate) },
            holder.With(holder.Certificates.Add(certificate)));
    }
}
