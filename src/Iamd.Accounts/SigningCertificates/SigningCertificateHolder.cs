namespace Iamd.Accounts;

/// <summary>Whom signing certificates belong to: a user, or root, which manages its own by leaving out the user name.</summary>
/// <param name="User">The user; null for root.</param>
internal readonly record struct SigningCertificateHolder(Account Account, User? User)
{
    /// <summary>The holder that a request means.</summary>
    public static Result<SigningCertificateHolder> Find(Account account, string? userName, Call call)
    {
        if (userName is null && call.Caller is Caller.Root)
            return new SigningCertificateHolder(account, null);
        return UserOperations.FindOrCaller(account, userName, call).TryGet(out User? user, out AwsError? error)
            ? new SigningCertificateHolder(account, user)
            : error;
    }

    public ImmutableArray<SigningCertificate> Certificates => User?.SigningCertificates ?? Account.Root.SigningCertificates;

    /// <summary>The certificate with that id, if it is this holder's.</summary>
    public Result<SigningCertificate> FindCertificate(string id)
    {
        SigningCertificate? certificate = Certificates.FirstOrDefault(candidate => string.Equals(candidate.Id, id, StringComparison.Ordinal));
        return certificate is not null ? certificate : CredentialErrors.NoSuchCertificate(id);
    }

    /// <summary>The change that gives the holder these certificates.</summary>
    public Change With(ImmutableArray<SigningCertificate> certificates) =>
        Change.Put(User is not null ? User with { SigningCertificates = certificates } : Account.Root with { SigningCertificates = certificates });

    public Iam.SigningCertificate ToShape(SigningCertificate certificate) => new()
    {
        UserName = User?.Name!, // The model requires it, yet root has none.
        CertificateId = certificate.Id,
        CertificateBody = certificate.Body,
        Status = CredentialStatus.Of(certificate.IsActive),
        UploadDate = certificate.UploadedAt,
    };
}
