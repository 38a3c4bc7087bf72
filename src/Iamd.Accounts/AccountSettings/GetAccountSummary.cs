namespace Iamd.Accounts;

/// <summary>IAM <c>GetAccountSummary</c>: how much of everything there is, and how much there may be.</summary>
/// <remarks>IAM API Reference, "GetAccountSummary"; the keys are those of recorded answers.</remarks>
public static class GetAccountSummary
{
    public static readonly Operation Operation =
        Operation.Read<Iam.GetAccountSummaryRequest, Iam.GetAccountSummaryResponse>("iam", "GetAccountSummary", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GetAccountSummaryRequest request, Call call) =>
        [new Access("iam:GetAccountSummary", "*")];

    private static Result<Iam.GetAccountSummaryResponse> Answer(Account account, Iam.GetAccountSummaryRequest request, Call call)
    {
        Quotas quotas = account.Quotas;
        return new Iam.GetAccountSummaryResponse
        {
            SummaryMap = new SortedDictionary<string, int>(StringComparer.Ordinal)
            {
                ["Users"] = account.Users.Count,
                ["UsersQuota"] = quotas.Users,
                ["Groups"] = account.Groups.Count,
                ["GroupsQuota"] = quotas.Groups,
                ["Roles"] = account.Roles.Count,
                ["RolesQuota"] = quotas.Roles,
                ["InstanceProfiles"] = account.InstanceProfiles.Count,
                ["InstanceProfilesQuota"] = quotas.InstanceProfiles,
                ["Policies"] = account.ManagedPolicies.Count,
                ["PoliciesQuota"] = quotas.Policies,
                ["PolicyVersionsInUse"] = account.ManagedPolicies.Sum(policy => policy.Versions.Length) + AwsManagedPolicies.InUse(account).Count,
                ["PolicyVersionsInUseQuota"] = quotas["PolicyVersionsInUse"],
                ["VersionsPerPolicyQuota"] = quotas.VersionsPerPolicy,
                ["PolicySizeQuota"] = quotas.PolicyCharacters,
                ["UserPolicySizeQuota"] = quotas.UserPolicyCharacters,
                ["GroupPolicySizeQuota"] = quotas.GroupPolicyCharacters,
                ["RolePolicySizeQuota"] = quotas.RolePolicyCharacters,
                ["AssumeRolePolicySizeQuota"] = quotas.TrustPolicyCharacters,
                ["AttachedPoliciesPerUserQuota"] = quotas.AttachedPoliciesPerUser,
                ["AttachedPoliciesPerGroupQuota"] = quotas.AttachedPoliciesPerGroup,
                ["AttachedPoliciesPerRoleQuota"] = quotas.AttachedPoliciesPerRole,
                ["GroupsPerUserQuota"] = quotas.GroupsPerUser,
                ["AccessKeysPerUserQuota"] = quotas.AccessKeysPerUser,
                ["SigningCertificatesPerUserQuota"] = quotas.SigningCertificatesPerUser,
                ["MFADevices"] = account.MfaDevices.Count,
                ["MFADevicesInUse"] = account.MfaDevices.Count(device => device.UserId is not null),
                ["AccountMFAEnabled"] = Number(!account.ReferrersTo(ReferenceKind.MfaUser, account.Root.Id).IsEmpty),
                ["AccountAccessKeysPresent"] = Number(!account.Root.AccessKeys.IsEmpty),
                ["AccountPasswordPresent"] = Number(account.Root.LoginProfile is not null),
                ["AccountSigningCertificatesPresent"] = Number(!account.Root.SigningCertificates.IsEmpty),
                // What iamd does not hold yet, or never will, is none.
                ["Providers"] = 0,
                ["ServerCertificates"] = account.ServerCertificates.Count,
                ["ServerCertificatesQuota"] = quotas.ServerCertificates,
                // Tokens of the global endpoint are of version 1 unless SetSecurityTokenServicePreferences said otherwise.
                ["GlobalEndpointTokenVersion"] = 1,
            },
        };
    }

    private static int Number(bool present) => present ? 1 : 0;
}
