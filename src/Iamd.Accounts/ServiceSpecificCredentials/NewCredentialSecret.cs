using System.Security.Cryptography;
using System.Text;

namespace Iamd.Accounts;

/// <summary>A fresh secret of a service-specific credential, in the clear only until it was answered.</summary>
internal sealed class NewCredentialSecret
{
    // 60 characters in base 64, as long as AWS's passwords are.
    private const int RandomBytes = 44;

    private NewCredentialSecret(string text) => Text = text;

    /// <summary>The password, or the whole API key.</summary>
    public string Text { get; }

    public ImmutableArray<byte> Hash => [.. SHA256.HashData(Encoding.UTF8.GetBytes(Text))];

    public static NewCredentialSecret For(string serviceName, string alias, Call call)
    {
        byte[] random = new byte[RandomBytes];
        call.Randomness.Fill(random);
        string password = Convert.ToBase64String(random);
        return ServiceWithCredentials.ApiKeyPrefixOf(serviceName) is string prefix
            ? new(prefix + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{alias}:{password}")))
            : new(password);
    }

    /// <summary>Never the secret: this may be logged.</summary>
    public override string ToString() => nameof(NewCredentialSecret);
}
