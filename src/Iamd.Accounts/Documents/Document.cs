using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Iamd.Accounts;

/// <summary>A policy text as it was put, byte for byte, with what is made from it once and kept.</summary>
/// <remarks>Only a text that is a policy by the language's grammar can become a document.</remarks>
public sealed class Document : IEquatable<Document>
{
    // Given at the start, or made by the getter that needs them.
    private readonly PolicyDocument? _givenPolicy;
    private readonly string? _givenSha256;
    private PolicyDocument? _policy;
    private string? _sha256;
    private CompiledPolicy? _compiled;

    private Document(string text, PolicyDocument? policy, string? sha256)
    {
        Text = text;
        _givenPolicy = policy;
        _givenSha256 = sha256;
    }

    /// <summary>The text as it was put.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the UTF-8 text, lower-case hexadecimal: the key under which the text is stored.</summary>
    public string Sha256 => _givenSha256 ?? (_sha256 ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text))));

    /// <summary>The parsed policy, with positions.</summary>
    /// <exception cref="InvalidOperationException">A stored text is not a policy: it was changed from outside.</exception>
    public PolicyDocument Policy => _givenPolicy ?? (_policy ??=
        PolicyDocument.TryParse(Text, out PolicyDocument? policy, out PolicyError? error)
            ? policy
            : throw new InvalidOperationException($"The stored policy {Sha256} does not parse: {error}."));

    /// <summary>The policy ready to decide; compiled at the first decision, whoever carries the document.</summary>
    public CompiledPolicy Compiled => _compiled ??= CompiledPolicy.Compile(Policy);

    /// <summary>Reads a policy text.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Document? document, [NotNullWhen(false)] out PolicyError? error)
    {
        document = PolicyDocument.TryParse(text, out PolicyDocument? policy, out error) ? new Document(text, policy, null) : null;
        return document is not null;
    }

    /// <summary>A text that was a document when it was stored: it is parsed when first looked into, so that a start is quick.</summary>
    /// <param name="sha256">Its hash, as <see cref="Sha256"/> writes it.</param>
    public static Document FromStore(string text, string sha256) => new(text, null, sha256);

    public bool Equals(Document? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Document);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
