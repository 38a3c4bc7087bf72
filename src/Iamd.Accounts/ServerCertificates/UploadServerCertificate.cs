using System.Text;

namespace Iamd.Accounts;

/// <summary>IAM <c>UploadServerCertificate</c>. The private key is never shown again.</summary>
/// <remarks>
/// IAM API Reference, "UploadServerCertificate". Fails with InvalidInput (tags), EntityAlreadyExists, MalformedCertificate,
/// KeyPairMismatch or LimitExceeded.
/// </remarks>
public static class UploadServerCertificate
{
    public static readonly Operation Operation =
        Operation.Write<Iam.UploadServerCertificateRequest, Iam.UploadServerCertificateResponse>("iam", "UploadServerCertificate", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(Account account, Iam.UploadServerCertificateRequest request, Call call)
    {
        Access upload = new("iam:UploadServerCertificate", Arn.Iam(account.Id, $"server-certificate{request.Path ?? "/"}{request.ServerCertificateName}"))
        {
            RequestTags = request.Tags.ToTags(),
        };
        // Tags at creation need the permission to tag as well.
        return request.Tags.Count == 0 ? [upload] : [upload, upload with { Action = "iam:TagServerCertificate" }];
    }

    private static Outcome<Iam.UploadServerCertificateResponse> Apply(Account account, Iam.UploadServerCertificateRequest request, Call call)
    {
        if (!TagRules.OfOthers.Read(request.Tags).TryGet(out ImmutableArray<Tag> tags, out AwsError? error))
            return error;
        if (account.ServerCertificates.Contains(request.ServerCertificateName))
            return ServerCertificateErrors.AlreadyExists(request.ServerCertificateName);
        if (!CertificateBundle.Check(request.CertificateBody, request.PrivateKey, request.CertificateChain, call.Now)
            .TryGet(out DateTimeOffset expiresAt, out error))
            return error;
        if (account.ServerCertificates.Count >= account.Quotas.ServerCertificates)
            return IamErrors.LimitExceeded("ServerCertificatesPerAccount", account.Quotas.ServerCertificates);

        string id = call.NewUniqueId("ASCA");
        ServerCertificate certificate = new()
        {
            Account = account.Id,
            Id = id,
            Name = request.ServerCertificateName,
            Path = request.Path ?? "/",
            CreatedAt = call.Now,
            Tags = tags,
            Body = request.CertificateBody,
            Chain = request.CertificateChain,
            PrivateKey = call.Keys.Seal(
                SecretKind.ServerCertificateKey, account.Id, id, Encoding.UTF8.GetBytes(request.PrivateKey), call.Now, call.Randomness),
            ExpiresAt = expiresAt,
        };
        return new(
            new Iam.UploadServerCertificateResponse { ServerCertificateMetadata = certificate.ToShape(), Tags = tags.ToShapesOrNull() },
            Change.Put(certificate));
    }
}
