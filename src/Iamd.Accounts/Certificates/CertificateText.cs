using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Iamd.Accounts;

/// <summary>X.509 certificates in PEM.</summary>
/// <remarks>RFC 7468, section 5; RFC 5280. Besides white space nothing may stand around the certificates: AWS refuses it.</remarks>
internal static class CertificateText
{
    private const string Label = "CERTIFICATE";

    /// <summary>Reads one certificate; null when the text is not just that.</summary>
    public static X509Certificate2? Read(string text)
    {
        ImmutableArray<X509Certificate2> read = ReadAll(text);
        if (read is [X509Certificate2 only])
            return only;
        Dispose(read);
        return null;
    }

    /// <summary>Reads certificates that follow one another; none when there is anything else in the text.</summary>
    public static ImmutableArray<X509Certificate2> ReadAll(string text)
    {
        ImmutableArray<X509Certificate2>.Builder read = ImmutableArray.CreateBuilder<X509Certificate2>();
        ReadOnlySpan<char> rest = text;
        while (!rest.IsWhiteSpace())
        {
            if (!PemEncoding.TryFind(rest, out PemFields fields) || !rest[fields.Label].SequenceEqual(Label)
                || !rest[..fields.Location.Start.Value].IsWhiteSpace() || Load(rest[fields.Base64Data]) is not X509Certificate2 certificate)
            {
                Dispose(read);
                return [];
            }
            read.Add(certificate);
            rest = rest[fields.Location.End.Value..];
        }
        return read.DrainToImmutable();
    }

    /// <summary>Frees certificates that were read.</summary>
    public static void Dispose(IEnumerable<X509Certificate2> certificates)
    {
        foreach (X509Certificate2 certificate in certificates)
            certificate.Dispose();
    }

    /// <summary>Whether a certificate is good at that time.</summary>
    public static bool IsValidAt(this X509Certificate2 certificate, DateTimeOffset time) =>
        new DateTimeOffset(certificate.NotBefore.ToUniversalTime()) <= time && time <= new DateTimeOffset(certificate.NotAfter.ToUniversalTime());

    private static X509Certificate2? Load(ReadOnlySpan<char> base64)
    {
        byte[] der = new byte[base64.Length];
        if (!Convert.TryFromBase64Chars(base64, der, out int length))
            return null;
        try
        {
            return X509CertificateLoader.LoadCertificate(der.AsSpan(0, length));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
