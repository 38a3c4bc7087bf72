using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>All operations that are implemented, by service and name. Each family lists its own.</summary>
public static class OperationTable
{
    private static readonly FrozenDictionary<(string Service, string Name), Operation> ByName =
        All().ToFrozenDictionary(operation => (operation.Service, operation.Name));

    /// <summary>The operation of that name; false when there is none, or none yet.</summary>
    public static bool TryFind(string service, string name, [NotNullWhen(true)] out Operation? operation) =>
        ByName.TryGetValue((service, name), out operation);

    private static IEnumerable<Operation> All() =>
    [
        .. ManagedPolicyOperations.All,
        .. AttachmentOperations.All,
        .. InlinePolicyOperations.All,
        .. BoundaryOperations.All,
        .. RoleOperations.All,
        .. ServiceLinkedRoleOperations.All,
        .. InstanceProfileOperations.All,
        .. TagOperations.All,
        .. MfaOperations.All,
        .. SessionOperations.All,
        .. UserOperations.All,
        .. GroupOperations.All,
        .. AccessKeyOperations.All,
        .. SSHPublicKeyOperations.All,
        .. ServiceSpecificCredentialOperations.All,
        .. SigningCertificateOperations.All,
        .. ServerCertificateOperations.All,
        .. PasswordOperations.All,
        .. AccountOperations.All,
        .. SimulationOperations.All,
        .. ReportOperations.All,
    ];
}
