namespace Iamd.Accounts;

/// <summary>What must be allowed for actions on instance profiles.</summary>
internal static class InstanceProfileAccess
{
    /// <summary>An access to an instance profile by name; one that is not there is looked for at the root path.</summary>
    public static Access To(string action, Account account, string name) =>
        account.InstanceProfiles.TryGet(name, out InstanceProfile? profile)
            ? Access.To(action, profile)
            : new Access(action, Arn.Iam(account.Id, $"instance-profile/{name}")) { ResourceLabel = $"instance profile {name}" };
}
