using System.Diagnostics.CodeAnalysis;

namespace Iamd.Policy;

/// <summary>An Amazon Resource Name: <c>arn:partition:service:region:account:resource</c>.</summary>
/// <remarks>AWS General Reference, "Amazon Resource Names (ARNs)". The resource part may hold colons.</remarks>
public sealed record Arn
{
    private readonly string _text;

    private Arn(string text, string partition, string service, string region, string account, string resource)
    {
        _text = text;
        Partition = partition;
        Service = service;
        Region = region;
        Account = account;
        Resource = resource;
    }

    /// <summary><c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>…</summary>
    public string Partition { get; }

    /// <summary>Service prefix, such as <c>iam</c>.</summary>
    public string Service { get; }

    /// <summary>Region; empty for global services.</summary>
    public string Region { get; }

    /// <summary>Account number, <c>aws</c> for AWS managed policies, or empty.</summary>
    public string Account { get; }

    /// <summary>All that follows the fifth colon, such as <c>user/division/alice</c>.</summary>
    public string Resource { get; }

    /// <summary>Splits an ARN at its first five colons. Nothing is checked but that they, the prefix <c>arn</c> and a resource are there.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Arn? arn)
    {
        arn = null;
        if (text is null || !text.StartsWith("arn:", StringComparison.Ordinal))
            return false;
        string[] parts = text.Split(':', 6);
        if (parts.Length < 6 || parts[1].Length == 0 || parts[2].Length == 0 || parts[5].Length == 0)
            return false;
        arn = new Arn(text, parts[1], parts[2], parts[3], parts[4], parts[5]);
        return true;
    }

    /// <exception cref="FormatException">The text is not an ARN.</exception>
    public static Arn Parse(string text) =>
        TryParse(text, out Arn? arn) ? arn : throw new FormatException($"'{text}' is not an ARN.");

    /// <summary>An ARN of the IAM service in the <c>aws</c> partition.</summary>
    public static Arn Iam(AccountId account, string resource) => Parse($"arn:aws:iam::{account}:{resource}");

    /// <summary>An ARN of the STS service in the <c>aws</c> partition.</summary>
    public static Arn Sts(AccountId account, string resource) => Parse($"arn:aws:sts::{account}:{resource}");

    public bool Equals(Arn? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The ARN as text.</summary>
    public override string ToString() => _text;
}
