using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Iamd.Policy;

namespace Iamd.Catalog;

/// <summary>An AWS managed policy: one that AWS wrote and every account may attach.</summary>
/// <remarks>AWS Managed Policy Reference; IAM User Guide, "Managed policies and inline policies".</remarks>
public sealed class ManagedPolicy
{
    private readonly string _versionsText;
    private readonly Lazy<ImmutableArray<ManagedPolicyVersion>> _versions;
    private readonly Lazy<string> _document;
    private readonly Lazy<CompiledPolicy> _compiled;

    internal ManagedPolicy(string indexLine)
    {
        string[] fields = indexLine.Split('\t');
        Name = fields[0];
        Path = fields[1];
        PolicyId = fields[2];
        DefaultVersionId = "v" + fields[3];
        CreateDate = ParseTime(fields[4]);
        UpdateDate = ParseTime(fields[5]);
        IsDeprecated = fields[6].Length > 0;
        Description = fields[7].Length == 0 ? null : fields[7];
        _versionsText = fields[8];
        Arn = Arn.Parse(ManagedPolicies.ArnPrefix + Path + Name);
        _versions = new(ReadVersions);
        _document = new(() => Versions.Single(version => version.IsDefaultVersion).Document);
        _compiled = new(Compile);
    }

    /// <summary>Friendly name, such as <c>ReadOnlyAccess</c>.</summary>
    public string Name { get; }

    /// <summary><c>/</c>, <c>/service-role/</c>, <c>/job-function/</c>, <c>/aws-service-role/</c> or <c>/root-task/</c>.</summary>
    public string Path { get; }

    /// <summary>Such as <c>arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole</c>.</summary>
    public Arn Arn { get; }

    /// <summary>AWS's unique id (<c>ANPA…</c>) where it was recorded, else one of the same form made from the ARN.</summary>
    public string PolicyId { get; }

    /// <summary>Such as <c>v2</c>; one of <see cref="Versions"/>.</summary>
    public string DefaultVersionId { get; }

    /// <summary>When AWS made the policy.</summary>
    public DateTimeOffset CreateDate { get; }

    /// <summary>When the policy last changed.</summary>
    public DateTimeOffset UpdateDate { get; }

    /// <summary>Whether AWS no longer offers the policy: it works where it is attached, but cannot be attached anew nor is it listed.</summary>
    /// <remarks>AWS Managed Policy Reference, "Deprecated AWS managed policies".</remarks>
    public bool IsDeprecated { get; }

    /// <summary>AWS's description, or null where none is known (of deprecated policies).</summary>
    public string? Description { get; }

    /// <summary>What <c>IsAttachable</c> says in AWS's answers: true for each policy in the catalogue.</summary>
    public bool IsAttachable { get; } = true;

    /// <summary>Whether only service-linked roles carry it; attaching it to anything else fails with <c>PolicyNotAttachable</c>.</summary>
    /// <remarks>IAM User Guide, "Service-linked roles".</remarks>
    public bool IsForServiceLinkedRoles => string.Equals(Path, "/aws-service-role/", StringComparison.Ordinal);

    /// <summary>The known versions, newest first. Of policies changed often, some versions may be missing.</summary>
    public ImmutableArray<ManagedPolicyVersion> Versions => _versions.Value;

    /// <summary>Text of the default version, laid out as AWS answers it (four spaces of indentation, not URL-encoded).</summary>
    /// <remarks>The same string object each time, so that a cache may go by reference.</remarks>
    public string Document => _document.Value;

    /// <summary>The default version ready to decide: compiled at the first decision, shared by all who attach the policy.</summary>
    public CompiledPolicy Compiled => _compiled.Value;

    /// <summary>Finds a version by its id, such as <c>v3</c>.</summary>
    public bool TryFindVersion(string versionId, [NotNullWhen(true)] out ManagedPolicyVersion? version)
    {
        version = Versions.FirstOrDefault(candidate => string.Equals(candidate.VersionId, versionId, StringComparison.Ordinal));
        return version is not null;
    }

    /// <summary>The ARN.</summary>
    public override string ToString() => Arn.ToString();

    private CompiledPolicy Compile() =>
        PolicyDocument.TryParse(Document, out PolicyDocument? document, out PolicyError? error)
            ? CompiledPolicy.Compile(document)
            : throw new InvalidOperationException($"{Arn} in the catalogue is not a policy: {error}.");

    private ImmutableArray<ManagedPolicyVersion> ReadVersions()
    {
        string[] entries = _versionsText.Split(',');
        ImmutableArray<ManagedPolicyVersion>.Builder versions = ImmutableArray.CreateBuilder<ManagedPolicyVersion>(entries.Length);
        foreach (string entry in entries)
        {
            string[] fields = entry.Split(' ');
            string id = "v" + fields[0];
            versions.Add(new ManagedPolicyVersion(
                id,
                ParseTime(fields[1]),
                string.Equals(id, DefaultVersionId, StringComparison.Ordinal),
                new TextPlace(ParseNumber(fields[2]), ParseNumber(fields[3]), ParseNumber(fields[4]))));
        }
        return versions.MoveToImmutable();
    }

    private static int ParseNumber(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture));
}

/// <summary>One version of an AWS managed policy.</summary>
public sealed class ManagedPolicyVersion
{
    private readonly TextPlace _place;

    internal ManagedPolicyVersion(string versionId, DateTimeOffset createDate, bool isDefaultVersion, TextPlace place)
    {
        VersionId = versionId;
        CreateDate = createDate;
        IsDefaultVersion = isDefaultVersion;
        _place = place;
    }

    /// <summary>Such as <c>v3</c>.</summary>
    public string VersionId { get; }

    /// <summary>When AWS made the version.</summary>
    public DateTimeOffset CreateDate { get; }

    /// <summary>Whether this is the version in force.</summary>
    public bool IsDefaultVersion { get; }

    /// <summary>Text of this version, laid out as AWS answers it. Read anew each time (up to some milliseconds): old versions are seldom asked for.</summary>
    public string Document => ManagedPolicies.ReadDocument(_place);
}
