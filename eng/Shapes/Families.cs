using System.Text.RegularExpressions;

namespace Iamd.Shapes;

/// <summary>Which C# file an operation stands in.</summary>
internal static class Families
{
    /// <summary>Where structures stand that several families use.</summary>
    public const string Common = "Common";

    // The first pattern found in the operation's name decides.
    private static readonly (string Pattern, string Family)[] Iam =
    [
        ("^Simulate|^GetContextKeys", "Simulation"),
        ("Delegation|HumanReadable", "Delegation"),
        ("OrganizationsRoot|OrganizationsFeatures", "OrganizationsFeatures"),
        ("CredentialReport|OrganizationsAccessReport|ServiceLastAccessed|GrantingServiceAccess", "Reports"),
        ("Account(Alias|Summary|Authorization|Password)|SecurityTokenService|OutboundWebIdentity", "Account"),
        ("LoginProfile|ChangePassword", "LoginProfiles"),
        ("AccessKey", "AccessKeys"),
        ("MFADevice", "MFADevices"),
        ("InstanceProfile", "InstanceProfiles"),
        ("OpenIDConnectProvider", "OpenIDConnectProviders"),
        ("SAMLProvider", "SAMLProviders"),
        ("ServerCertificate", "ServerCertificates"),
        ("SigningCertificate", "SigningCertificates"),
        ("SSHPublicKey", "SSHPublicKeys"),
        ("ServiceSpecificCredential", "ServiceSpecificCredentials"),
        ("ServiceLinkedRole", "ServiceLinkedRoles"),
        ("AssumeRolePolicy", "Roles"),
        ("^(Put|Get|Delete|List)(User|Group|Role)(Policy|Policies)$", "InlinePolicies"),
        ("Policy|Policies|PermissionsBoundary", "ManagedPolicies"),
        ("Group", "Groups"),
        ("Role", "Roles"),
        ("User", "Users"),
    ];

    private static readonly (string Pattern, string Family)[] Sts =
    [
        ("^Assume", "Roles"),
        ("Token", "Tokens"),
        ("", "Identity"),
    ];

    public static string Of(string endpointPrefix, string operation)
    {
        (string Pattern, string Family)[] table = endpointPrefix == "iam" ? Iam : Sts;
        foreach ((string pattern, string family) in table)
        {
            if (Regex.IsMatch(operation, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
                return family;
        }
        throw new InvalidDataException($"No family for {operation}: add it to the table in Families.cs.");
    }
}
