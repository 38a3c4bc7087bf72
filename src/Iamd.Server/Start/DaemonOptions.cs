using System.Collections.Immutable;
using Iamd.Policy;

namespace Iamd.Server;

/// <summary>What a daemon is started with. Every property has its <c>iamd serve</c> option.</summary>
public sealed record DaemonOptions
{
    /// <summary>I-A-M on a phone's keys.</summary>
    public const string DefaultUrl = "http://127.0.0.1:4260";

    /// <summary>Where to listen; <c>https</c> without a certificate of one's own takes one of the local CA.</summary>
    public ImmutableArray<string> Urls { get; init; } = [DefaultUrl];

    /// <summary>Folder that holds all state.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Number of the account to create at the first start, a random one when null; later it must be the same.</summary>
    public AccountId? AccountId { get; init; }

    /// <summary>Quotas to set; they stay with the account until set again.</summary>
    public ImmutableArray<KeyValuePair<string, int>> Quotas { get; init; } = [];

    /// <summary>Keeps nothing: the data folder is a temporary one, removed at the end.</summary>
    public bool Ephemeral { get; init; }

    /// <summary>Allows plain HTTP on addresses other than loopback.</summary>
    public bool InsecureHttp { get; init; }

    /// <summary>PEM file of the certificate chain; null for the local CA's.</summary>
    public string? TlsCertificateFile { get; init; }

    /// <summary>PEM file of the certificate's private key.</summary>
    public string? TlsKeyFile { get; init; }

    /// <summary>Networks whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> count.</summary>
    public ImmutableArray<System.Net.IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Root access key to create the account with; null for a random one.</summary>
    public RootKey? RootKey { get; init; }
}

/// <summary>An access key of the root user in the clear.</summary>
public sealed record RootKey(string AccessKeyId, string SecretAccessKey)
{
    /// <summary>Never the secret: this may be logged.</summary>
    public override string ToString() => AccessKeyId;
}
