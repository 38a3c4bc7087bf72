namespace Iamd.Accounts;

/// <summary>The reports on an account's identities.</summary>
internal static class ReportOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        GenerateCredentialReport.Operation,
        GetCredentialReport.Operation,
        ListPoliciesGrantingServiceAccess.Operation,
        GenerateServiceLastAccessedDetails.Operation,
        GetServiceLastAccessedDetails.Operation,
        GetServiceLastAccessedDetailsWithEntities.Operation,
    ];
}
