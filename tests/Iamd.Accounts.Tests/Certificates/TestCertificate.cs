using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Iamd.Accounts.Tests;

/// <summary>A certificate with its key, signed by itself or by another.</summary>
internal sealed class TestCertificate
{
    private TestCertificate(X509Certificate2 certificate, AsymmetricAlgorithm key) => (Certificate, Key) = (certificate, key);

    public X509Certificate2 Certificate { get; }

    public AsymmetricAlgorithm Key { get; }

    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>The key as a <c>PRIVATE KEY</c>.</summary>
    public string KeyPem => Key.ExportPkcs8PrivateKeyPem();

    /// <summary>Good from one moment to another; signed by its own key where no issuer is given.</summary>
    public static TestCertificate Rsa(string name, DateTimeOffset from, DateTimeOffset to, TestCertificate? issuer = null)
    {
        RSA key = RSA.Create(2048);
        return Made(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), key, from, to, issuer);
    }

    public static TestCertificate OnCurve(string name, DateTimeOffset from, DateTimeOffset to, TestCertificate? issuer = null)
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Made(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256), key, from, to, issuer);
    }

    private static TestCertificate Made(CertificateRequest request, AsymmetricAlgorithm key, DateTimeOffset from, DateTimeOffset to, TestCertificate? issuer)
    {
        X509SignatureGenerator generator = (issuer?.Key ?? key) switch
        {
            RSA rsa => X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1),
            ECDsa curve => X509SignatureGenerator.CreateForECDsa(curve),
            _ => throw new NotSupportedException(),
        };
        X500DistinguishedName issuerName = issuer?.Certificate.SubjectName ?? request.SubjectName;
        return new(request.Create(issuerName, generator, from, to, RandomNumberGenerator.GetBytes(8)), key);
    }
}
