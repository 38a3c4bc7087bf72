namespace Iamd.Accounts;

/// <summary>Policy documents as IAM's answers carry them: percent-encoded, every byte but the unreserved characters.</summary>
/// <remarks>IAM API Reference, "PolicyVersion" and others: "URL-encoded compliant with RFC 3986"; section 2.3 lists the unreserved characters.</remarks>
public static class PolicyEncoding
{
    public static string Encode(Document document) => Encode(document.Text);

    public static string Encode(string text) => Uri.EscapeDataString(text);
}
