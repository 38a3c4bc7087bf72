namespace Iamd.Accounts;

/// <summary>How much of everything an account may hold.</summary>
/// <remarks>
/// IAM User Guide, "IAM and AWS STS quotas"; names and defaults as <c>GetAccountSummary</c> lists them, which are the
/// values an account may be raised to without asking. <c>iamd serve --quota NAME=VALUE</c> sets any of them.
/// </remarks>
public sealed record Quotas
{
    private readonly ImmutableSortedDictionary<string, int> _values;

    private Quotas(ImmutableSortedDictionary<string, int> values) => _values = values;

    /// <summary>AWS's own values.</summary>
    public static Quotas Defaults { get; } = new(new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["UsersPerAccount"] = 5000,
        ["GroupsPerAccount"] = 300,
        ["RolesPerAccount"] = 1000,
        ["InstanceProfilesPerAccount"] = 1000,
        ["PoliciesPerAccount"] = 1500,
        ["ServerCertificatesPerAccount"] = 20,
        ["GroupsPerUser"] = 10,
        ["AccessKeysPerUser"] = 2,
        ["SigningCertificatesPerUser"] = 2,
        ["MFADevicesPerUser"] = 8,
        ["SSHPublicKeysPerUser"] = 5,
        ["ServiceSpecificCredentialsPerUser"] = 2,
        ["AttachedPoliciesPerUser"] = 10,
        ["AttachedPoliciesPerGroup"] = 10,
        ["AttachedPoliciesPerRole"] = 10,
        ["VersionsPerPolicy"] = 5,
        ["PolicySize"] = 6144,
        ["UserPolicySize"] = 2048,
        ["GroupPolicySize"] = 5120,
        ["RolePolicySize"] = 10240,
        ["AssumeRolePolicySize"] = 2048,
        ["PolicyVersionsInUse"] = 10000,
        ["TagsPerResource"] = 50,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>All names with their values, sorted.</summary>
    public IReadOnlyDictionary<string, int> Values => _values;

    /// <summary>Those that differ from AWS's defaults.</summary>
    public IEnumerable<KeyValuePair<string, int>> Changed =>
        _values.Where(quota => Defaults._values[quota.Key] != quota.Value);

    public int Users => _values["UsersPerAccount"];

    public int Groups => _values["GroupsPerAccount"];

    public int Roles => _values["RolesPerAccount"];

    public int InstanceProfiles => _values["InstanceProfilesPerAccount"];

    public int Policies => _values["PoliciesPerAccount"];

    public int ServerCertificates => _values["ServerCertificatesPerAccount"];

    public int GroupsPerUser => _values["GroupsPerUser"];

    public int AccessKeysPerUser => _values["AccessKeysPerUser"];

    public int SigningCertificatesPerUser => _values["SigningCertificatesPerUser"];

    public int MfaDevicesPerUser => _values["MFADevicesPerUser"];

    public int SSHPublicKeysPerUser => _values["SSHPublicKeysPerUser"];

    /// <summary>For each service.</summary>
    public int ServiceSpecificCredentialsPerUser => _values["ServiceSpecificCredentialsPerUser"];

    public int AttachedPoliciesPerUser => _values["AttachedPoliciesPerUser"];

    public int AttachedPoliciesPerGroup => _values["AttachedPoliciesPerGroup"];

    public int AttachedPoliciesPerRole => _values["AttachedPoliciesPerRole"];

    public int VersionsPerPolicy => _values["VersionsPerPolicy"];

    /// <summary>Characters of a managed policy, white space not counted.</summary>
    public int PolicyCharacters => _values["PolicySize"];

    /// <summary>Characters of all inline policies of a user together, white space not counted.</summary>
    public int UserPolicyCharacters => _values["UserPolicySize"];

    public int GroupPolicyCharacters => _values["GroupPolicySize"];

    public int RolePolicyCharacters => _values["RolePolicySize"];

    public int TrustPolicyCharacters => _values["AssumeRolePolicySize"];

    public int TagsPerResource => _values["TagsPerResource"];

    public int this[string name] => _values[name];

    /// <summary>Another value for one quota; an unknown name or a negative value is refused with a null answer.</summary>
    public Quotas? With(string name, int value) =>
        _values.ContainsKey(name) && value >= 0 ? new Quotas(_values.SetItem(name, value)) : null;

    public bool Equals(Quotas? other) => other is not null && _values.SequenceEqual(other._values);

    public override int GetHashCode() => _values.Count;
}
