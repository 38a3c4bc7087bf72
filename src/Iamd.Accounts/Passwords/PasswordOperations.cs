namespace Iamd.Accounts;

/// <summary>The operations on passwords and the rules for them.</summary>
internal static class PasswordOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        ChangePassword.Operation,
        CreateLoginProfile.Operation,
        DeleteAccountPasswordPolicy.Operation,
        DeleteLoginProfile.Operation,
        GetAccountPasswordPolicy.Operation,
        GetLoginProfile.Operation,
        UpdateAccountPasswordPolicy.Operation,
        UpdateLoginProfile.Operation,
    ];

    /// <summary>Marks what users may do without any policy when the account lets them change their passwords.</summary>
    /// <remarks>IAM API Reference, "UpdateAccountPasswordPolicy", AllowUsersToChangePassword: iam:ChangePassword for oneself and iam:GetAccountPasswordPolicy.</remarks>
    public static Access AllowedByAccountTo(Access access, Account account, Call call) => access with
    {
        AllowedByAccount = call.Caller is Caller.IamUser && account.Settings.PasswordPolicy is { AllowUsersToChangePassword: true },
    };

    public static Iam.LoginProfile ToShape(this LoginProfile profile, User user) => new()
    {
        UserName = user.Name,
        CreateDate = profile.CreatedAt,
        PasswordResetRequired = profile.PasswordResetRequired,
    };
}
