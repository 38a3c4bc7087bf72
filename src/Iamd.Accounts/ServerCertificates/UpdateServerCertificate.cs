namespace Iamd.Accounts;

/// <summary>IAM <c>UpdateServerCertificate</c>: another name, another path, or both.</summary>
/// <remarks>IAM API Reference, "UpdateServerCertificate". Fails with NoSuchEntity or EntityAlreadyExists.</remarks>
public static class UpdateServerCertificate
{
    public static readonly Operation Operation =
        Operation.Write<Iam.UpdateServerCertificateRequest, Iam.UpdateServerCertificateResponse>("iam", "UpdateServerCertificate", Accesses, Apply);

    /// <summary>The caller must be allowed it on the certificate as it is and as it will be.</summary>
    private static ImmutableArray<Access> Accesses(Account account, Iam.UpdateServerCertificateRequest request, Call call)
    {
        Access before = Access.ToServerCertificate("iam:UpdateServerCertificate", account, request.ServerCertificateName);
        if (!account.ServerCertificates.TryGet(request.ServerCertificateName, out ServerCertificate? certificate))
            return [before];
        ServerCertificate renamed = Renamed(certificate, request);
        return renamed == certificate ? [before] : [before, Access.To("iam:UpdateServerCertificate", renamed)];
    }

    private static Outcome<Iam.UpdateServerCertificateResponse> Apply(Account account, Iam.UpdateServerCertificateRequest request, Call call)
    {
        if (!ServerCertificateOperations.Find(account, request.ServerCertificateName).TryGet(out ServerCertificate? certificate, out AwsError? error))
            return error;
        ServerCertificate renamed = Renamed(certificate, request);
        // A name in other letter case is still the same certificate's.
        if (account.ServerCertificates.TryGet(renamed.Name, out ServerCertificate? holder) && !string.Equals(holder.Id, certificate.Id, StringComparison.Ordinal))
            return ServerCertificateErrors.AlreadyExists(renamed.Name);
        return renamed == certificate
            ? new(new Iam.UpdateServerCertificateResponse())
            : new(new Iam.UpdateServerCertificateResponse(), Change.Put(renamed));
    }

    private static ServerCertificate Renamed(ServerCertificate certificate, Iam.UpdateServerCertificateRequest request) => certificate with
    {
        Name = request.NewServerCertificateName ?? certificate.Name,
        Path = request.NewPath ?? certificate.Path,
    };
}
