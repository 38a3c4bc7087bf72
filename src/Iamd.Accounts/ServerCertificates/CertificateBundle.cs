using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Iamd.Accounts;

/// <summary>Certificate, private key and chain as they are uploaded together, and whether they belong together.</summary>
/// <remarks>
/// IAM User Guide, "Manage server certificates in IAM", upload: all in PEM, the key not encrypted, the certificate valid now, the
/// chain beginning with the certificate's issuer. AWS words it as unreadable when a certificate is not valid yet.
/// </remarks>
internal static class CertificateBundle
{
    /// <summary>Until when the certificate is good, or what is wrong with the bundle.</summary>
    /// <param name="body">The certificate.</param>
    /// <param name="privateKey">Its key: RSA or on an elliptic curve.</param>
    /// <param name="chain">The certificates that vouch for it, each signed by the next; null for none.</param>
    /// <param name="now">The time of the upload.</param>
    public static Result<DateTimeOffset> Check(string body, string privateKey, string? chain, DateTimeOffset now)
    {
        using X509Certificate2? certificate = CertificateText.Read(body);
        if (certificate is null || !certificate.IsValidAt(now))
            return ServerCertificateErrors.UnreadableCertificate;
        using AsymmetricAlgorithm? key = ReadKey(RSA.Create, privateKey) ?? ReadKey(ECDsa.Create, privateKey);
        if (key is null)
            return ServerCertificateErrors.UnreadableKey;
        if (!key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo()))
            return ServerCertificateErrors.KeyPairMismatch;
        if (chain is not null && CheckChain(certificate, chain, now) is AwsError broken)
            return broken;
        return new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
    }

    private static AwsError? CheckChain(X509Certificate2 certificate, string text, DateTimeOffset now)
    {
        ImmutableArray<X509Certificate2> chain = CertificateText.ReadAll(text);
        try
        {
            if (chain.IsEmpty)
                return ServerCertificateErrors.BrokenChain(-1);
            X509Certificate2 signed = certificate;
            for (int i = 0; i < chain.Length; i++)
            {
                if (!chain[i].IsValidAt(now) || !signed.IsSignedBy(chain[i]))
                    return ServerCertificateErrors.BrokenChain(i - 1);
                signed = chain[i];
            }
            return null;
        }
        finally
        {
            CertificateText.Dispose(chain);
        }
    }

    /// <summary>Reads a key of one kind; null when the text holds none, or one that is encrypted.</summary>
    private static AsymmetricAlgorithm? ReadKey(Func<AsymmetricAlgorithm> create, string pem)
    {
        AsymmetricAlgorithm key = create();
        try
        {
            key.ImportFromPem(pem);
            // A public key alone can be imported, too.
            _ = key.ExportPkcs8PrivateKey();
            return key;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }
}
