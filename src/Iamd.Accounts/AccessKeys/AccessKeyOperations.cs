namespace Iamd.Accounts;

/// <summary>The operations on long-term access keys.</summary>
internal static class AccessKeyOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        CreateAccessKey.Operation,
        DeleteAccessKey.Operation,
        GetAccessKeyLastUsed.Operation,
        ListAccessKeys.Operation,
        UpdateAccessKey.Operation,
    ];

    /// <summary><c>Status</c> of a key that can sign.</summary>
    public const string Active = "Active";

    /// <summary><c>Status</c> of a key that cannot sign.</summary>
    public const string Inactive = "Inactive";

    public static string StatusOf(AccessKey key) => key.IsActive ? Active : Inactive;
}
