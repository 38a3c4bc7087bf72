using System.Text;
using OtpNet;
using QRCoder;

namespace Iamd.Accounts;

/// <summary>A new seed of a virtual MFA device, in the forms in which apps take it.</summary>
/// <remarks>IAM API Reference, "VirtualMFADevice": the seed in base 32, and a QR code of its <c>otpauth</c> URI.</remarks>
public static class MfaSeed
{
    /// <summary>Bytes of a seed: 64 characters in base 32, as AWS's have.</summary>
    public const int Bytes = 40;

    private const int PixelsPerModule = 4;

    /// <summary>The seed in base 32, without padding.</summary>
    public static string ToBase32(ReadOnlySpan<byte> seed) => Base32Encoding.ToString(seed.ToArray()).TrimEnd('=');

    /// <summary>The URI that authenticator apps read.</summary>
    /// <param name="device">Name of the device.</param>
    /// <param name="account">Alias of the account, or its number when it has none.</param>
    /// <param name="base32">The seed in base 32.</param>
    public static string Uri(string device, string account, string base32) =>
        $"otpauth://totp/{System.Uri.EscapeDataString(device)}@{System.Uri.EscapeDataString(account)}?secret={base32}";

    /// <summary>The URI as a QR code in a PNG.</summary>
    public static byte[] QrCodePng(string uri)
    {
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using PngByteQRCode code = new(data);
        return code.GetGraphic(PixelsPerModule);
    }

    /// <summary>The base 32 text as the blob that answers carry.</summary>
    internal static ReadOnlyMemory<byte> ToBlob(string base32) => Encoding.ASCII.GetBytes(base32);
}
