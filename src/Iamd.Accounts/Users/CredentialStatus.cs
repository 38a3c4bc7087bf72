namespace Iamd.Accounts;

/// <summary><c>Status</c> of what a user proves itself with, besides access keys: active or not.</summary>
internal static class CredentialStatus
{
    public static string Of(bool isActive) => isActive ? Iam.StatusType.Active : Iam.StatusType.Inactive;

    /// <summary>The status that a request sets. The model's enumeration has one more, which only time sets.</summary>
    public static Result<bool> Read(string status) =>
        status is Iam.StatusType.Expired ? CredentialErrors.ExpiredIsNotSet : status is Iam.StatusType.Active;
}
