namespace Iamd.Accounts.Tests;

public sealed class AccountSummaryTests
{
    private readonly Daemon _daemon = new();

    [Fact]
    public void A_new_account_has_nothing_and_AWS_quotas() =>
        Assert.Equal(
            new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["AccessKeysPerUserQuota"] = 2,
                ["AccountAccessKeysPresent"] = 0,
                ["AccountMFAEnabled"] = 0,
                ["AccountPasswordPresent"] = 0,
                ["AccountSigningCertificatesPresent"] = 0,
                ["AssumeRolePolicySizeQuota"] = 2048,
                ["AttachedPoliciesPerGroupQuota"] = 10,
                ["AttachedPoliciesPerRoleQuota"] = 10,
                ["AttachedPoliciesPerUserQuota"] = 10,
                ["GlobalEndpointTokenVersion"] = 1,
                ["GroupPolicySizeQuota"] = 5120,
                ["Groups"] = 0,
                ["GroupsPerUserQuota"] = 10,
                ["GroupsQuota"] = 300,
                ["InstanceProfiles"] = 0,
                ["InstanceProfilesQuota"] = 1000,
                ["MFADevices"] = 0,
                ["MFADevicesInUse"] = 0,
                ["Policies"] = 0,
                ["PoliciesQuota"] = 1500,
                ["PolicySizeQuota"] = 6144,
                ["PolicyVersionsInUse"] = 0,
                ["PolicyVersionsInUseQuota"] = 10000,
                ["Providers"] = 0,
                ["RolePolicySizeQuota"] = 10240,
                ["Roles"] = 0,
                ["RolesQuota"] = 1000,
                ["ServerCertificates"] = 0,
                ["ServerCertificatesQuota"] = 20,
                ["SigningCertificatesPerUserQuota"] = 2,
                ["UserPolicySizeQuota"] = 2048,
                ["Users"] = 0,
                ["UsersQuota"] = 5000,
                ["VersionsPerPolicyQuota"] = 5,
            }.OrderBy(entry => entry.Key, StringComparer.Ordinal),
            Summary());

    [Fact]
    public void Everything_is_counted()
    {
        SealedSecret secret = new(1, [1]);
        _daemon.AddUser("alice");
        _daemon.AddGroup("developers");
        _daemon.Put(_daemon.AddGroup("readers") with { AttachedPolicies = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] });
        _daemon.AddRole("app");
        _daemon.Put(Entities.InstanceProfile("app"), Entities.ServerCertificate("web"));
        ManagedPolicy policy = _daemon.AddPolicy("own");
        _daemon.Put(policy with { Versions = policy.Versions.Add(policy.Versions[0] with { Number = 2 }), LatestVersion = 2 });
        _daemon.Put(Entities.MfaDevice("spare"), Entities.MfaDevice("root-account-mfa-device") with { UserId = Daemon.AccountId.ToString() });
        _daemon.Put(_daemon.Account.Root with
        {
            AccessKeys = [new AccessKey { Id = "AKIAROOT", Secret = secret, CreatedAt = _daemon.Now }],
            LoginProfile = new LoginProfile { CreatedAt = _daemon.Now, PasswordChangedAt = _daemon.Now, Salt = [1], Hash = [1] },
        });
        _daemon.SetQuota("UsersPerAccount", 20000);

        Dictionary<string, int> counted = Summary().Where(entry => entry.Value is > 0 and < 4 or 20000 && !entry.Key.EndsWith("PerUserQuota", StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        Assert.Equal(
            new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["AccountAccessKeysPresent"] = 1,
                ["AccountMFAEnabled"] = 1,
                ["AccountPasswordPresent"] = 1,
                ["GlobalEndpointTokenVersion"] = 1,
                ["Groups"] = 2,
                ["InstanceProfiles"] = 1,
                ["MFADevices"] = 2,
                ["MFADevicesInUse"] = 1,
                ["Policies"] = 1,
                ["PolicyVersionsInUse"] = 3,
                ["Roles"] = 1,
                ["ServerCertificates"] = 1,
                ["Users"] = 1,
                ["UsersQuota"] = 20000,
            },
            counted);
    }

    private IReadOnlyDictionary<string, int> Summary() =>
        _daemon.Iam<Iam.GetAccountSummaryResponse>("GetAccountSummary", new Iam.GetAccountSummaryRequest()).SummaryMap!; // It is always there.
}
