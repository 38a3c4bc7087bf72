using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Iamd.Accounts;

/// <summary>Whether one certificate signed another. The framework's chains are of no use here: they read the machine's stores and clock.</summary>
/// <remarks>RFC 5280, section 4.1; RFC 8017 (RSA), RFC 5758 (ECDSA).</remarks>
internal static class CertificateSignature
{
    private const string Sha1Rsa = "1.2.840.113549.1.1.5";
    private const string Sha256Rsa = "1.2.840.113549.1.1.11";
    private const string Sha384Rsa = "1.2.840.113549.1.1.12";
    private const string Sha512Rsa = "1.2.840.113549.1.1.13";
    private const string Sha1Ecdsa = "1.2.840.10045.4.1";
    private const string Sha256Ecdsa = "1.2.840.10045.4.3.2";
    private const string Sha384Ecdsa = "1.2.840.10045.4.3.3";
    private const string Sha512Ecdsa = "1.2.840.10045.4.3.4";

    /// <summary>Whether the issuer is named in the certificate and its key made the signature.</summary>
    public static bool IsSignedBy(this X509Certificate2 certificate, X509Certificate2 issuer)
    {
        if (!certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData))
            return false;
        try
        {
            AsnReader whole = new AsnReader(certificate.RawData, AsnEncodingRules.DER).ReadSequence();
            ReadOnlyMemory<byte> signed = whole.ReadEncodedValue();
            whole.ReadEncodedValue(); // The algorithm, which the certificate's property says.
            byte[] signature = whole.ReadBitString(out _);
            return Verify(issuer, signed.Span, signature, certificate.SignatureAlgorithm.Value);
        }
        catch (AsnContentException)
        {
            return false;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool Verify(X509Certificate2 issuer, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature, string? algorithm)
    {
        if (HashOf(algorithm) is not HashAlgorithmName hash)
            return false;
        if (algorithm is Sha1Ecdsa or Sha256Ecdsa or Sha384Ecdsa or Sha512Ecdsa)
        {
            using ECDsa? curve = issuer.GetECDsaPublicKey();
            return curve is not null && curve.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
        }
        using RSA? rsa = issuer.GetRSAPublicKey();
        return rsa is not null && rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1);
    }

    private static HashAlgorithmName? HashOf(string? algorithm) => algorithm switch
    {
        Sha1Rsa or Sha1Ecdsa => HashAlgorithmName.SHA1,
        Sha256Rsa or Sha256Ecdsa => HashAlgorithmName.SHA256,
        Sha384Rsa or Sha384Ecdsa => HashAlgorithmName.SHA384,
        Sha512Rsa or Sha512Ecdsa => HashAlgorithmName.SHA512,
        _ => null,
    };
}
