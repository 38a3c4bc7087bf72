using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Iamd.Accounts;

/// <summary>A policy text as it was put, byte for byte, with what is made from it once and kept.</summary>
/// <remarks>Only a text that is a policy by the language's grammar can become a document.</remarks>
public sealed class Document : IEquatable<Document>
{
    private readonly PolicyDocument _policy;
    private CompiledPolicy? _compiled;
    private string? _sha256;

    private Document(string text, PolicyDocument policy)
    {
        Text = text;
        _policy = policy;
    }

    /// <summary>The text as it was put.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the UTF-8 text, lower-case hexadecimal: the key under which the text is stored.</summary>
    public string Sha256 => _sha256 ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>The parsed policy, with positions.</summary>
    public PolicyDocument Policy => _policy;

    /// <summary>The policy ready to decide; compiled at the first decision, whoever carries the document.</summary>
    public CompiledPolicy Compiled => _compiled ??= CompiledPolicy.Compile(_policy);

    /// <summary>Reads a policy text.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Document? document, [NotNullWhen(false)] out PolicyError? error)
    {
        document = PolicyDocument.TryParse(text, out PolicyDocument? policy, out error) ? new Document(text, policy) : null;
        return document is not null;
    }

    public bool Equals(Document? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Document);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
