namespace Iamd.Accounts;

/// <summary>Errors of the IAM service, each made here and nowhere else.</summary>
/// <remarks>IAM API Reference, "Errors" of each operation; wording as AWS answers.</remarks>
public static class IamErrors
{
    public static AwsError NoSuchUser(string name) => NoSuchEntity($"The user with name {name} cannot be found.");

    public static AwsError NoSuchGroup(string name) => NoSuchEntity($"The group with name {name} cannot be found.");

    public static AwsError NoSuchRole(string name) => NoSuchEntity($"The role with name {name} cannot be found.");

    public static AwsError NoSuchInstanceProfile(string name) => NoSuchEntity($"Instance Profile {name} cannot be found.");

    public static AwsError NoSuchAccessKey(string id) => NoSuchEntity($"The Access Key with id {id} cannot be found.");

    public static AwsError NoSuchLoginProfile(string userName) => NoSuchEntity($"Login Profile for User {userName} cannot be found.");

    /// <summary>An account without a password policy of its own, asked for it.</summary>
    public static AwsError NoSuchPasswordPolicy(AccountId account) => NoSuchEntity($"The Password Policy with domain name {account} cannot be found.");

    /// <summary>An account without a password policy of its own, asked to delete it: AWS words it otherwise.</summary>
    public static AwsError NoPasswordPolicyToDelete => NoSuchEntity("The account policy with name PasswordPolicy cannot be found.");

    public static AwsError NoSuchAccountAlias(string alias) => NoSuchEntity($"The account alias {alias} cannot be found.");

    public static AwsError NoSuchEntity(string message) => new("NoSuchEntity", message, 404);

    public static AwsError UserAlreadyExists(string name) => EntityAlreadyExists($"User with name {name} already exists.");

    public static AwsError GroupAlreadyExists(string name) => EntityAlreadyExists($"Group with name {name} already exists.");

    public static AwsError RoleAlreadyExists(string name) => EntityAlreadyExists($"Role with name {name} already exists.");

    public static AwsError LoginProfileAlreadyExists(string userName) => EntityAlreadyExists($"Login Profile for user {userName} already exists.");

    public static AwsError AccountAliasAlreadyExists(string alias) => EntityAlreadyExists($"The account alias {alias} already exists.");

    public static AwsError EntityAlreadyExists(string message) => new("EntityAlreadyExists", message, 409);

    /// <param name="quota">Name of the quota, such as <c>UsersPerAccount</c>.</param>
    public static AwsError LimitExceeded(string quota, int value) => new("LimitExceeded", $"Cannot exceed quota for {quota}: {value}", 409);

    public static AwsError LimitExceeded(string message) => new("LimitExceeded", message, 409);

    public static AwsError DeleteConflict(string message) => new("DeleteConflict", message, 409);

    public static AwsError MalformedPolicyDocument(string message) => new("MalformedPolicyDocument", message, 400);

    public static AwsError InvalidInput(string message) => new("InvalidInput", message, 400);

    public static AwsError ValidationError(string message) => new("ValidationError", message, 400);

    public static AwsError UnmodifiableEntity(string message) => new("UnmodifiableEntity", message, 400);

    /// <summary>A role session or federated user left out the user name: there is no user that it could stand for.</summary>
    public static AwsError UserNameMissing => ValidationError("Must specify userName when calling with non-User credentials");

    /// <summary>A tag key twice in one request; whatever its case where keys are told apart without it.</summary>
    public static AwsError DuplicateTagKeys(bool ignoringCase) =>
        InvalidInput(ignoringCase ? "Duplicate tag keys found. Please note that Tag keys are case insensitive." : "Duplicate tag keys found.");

    /// <summary>A tag whose key begins with <c>aws:</c>.</summary>
    public static AwsError SystemTags => InvalidInput("Caller is an end user and not allowed to mutate system tags");

    public static AwsError InstanceProfileAlreadyExists(string name) => EntityAlreadyExists($"Instance Profile {name} already exists.");

    public static AwsError PolicyAlreadyExists(string name) =>
        EntityAlreadyExists($"A policy called {name} already exists. Duplicate names are not allowed.");

    /// <summary>A managed policy that is looked at or changed.</summary>
    public static AwsError NoSuchPolicy(string arn) => NoSuchEntity($"Policy {arn} was not found.");

    /// <summary>A managed policy that is to be attached.</summary>
    public static AwsError NoSuchAttachablePolicy(string arn) => NoSuchEntity($"Policy {arn} does not exist or is not attachable.");

    public static AwsError NoSuchPolicyVersion(string arn, string versionId) =>
        NoSuchEntity($"Policy {arn} version {versionId} does not exist or is not attachable.");

    /// <param name="kind"><c>user</c>, <c>group</c> or <c>role</c>.</param>
    public static AwsError NoSuchInlinePolicy(string kind, string name) => NoSuchEntity($"The {kind} policy with name {name} cannot be found.");

    public static AwsError NoSuchMfaDevice(string serialNumber) => NoSuchEntity($"MFA Device with serial number {serialNumber} does not exist.");

    /// <summary>An AWS managed policy, or one of another account, that somebody wants to change.</summary>
    public static AwsError PolicyOutsideAccount => new("AccessDenied", "Policy is outside your own account.", 403);

    /// <summary>A text that is no ARN at all. An ARN of something else than a policy is <see cref="InvalidArn"/>.</summary>
    public static AwsError NotAnArn(string text) => ValidationError($"ARN {text} is not valid.");

    /// <summary>A policy that only service-linked roles carry.</summary>
    /// <param name="kind"><c>Role</c>, <c>User</c> or <c>Group</c>.</param>
    public static AwsError PolicyNotAttachable(string kind) =>
        new("PolicyNotAttachable", $"Cannot attach a Service Role Policy to a Customer {kind}.", 400);

    /// <summary>A service-linked role that somebody wants to change.</summary>
    public static AwsError ProtectedRole(string name) =>
        UnmodifiableEntity($"Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS");

    /// <summary>An account's user, role or session in a trust policy that is not there.</summary>
    public static AwsError InvalidPrincipal(string principal) => MalformedPolicyDocument($"Invalid principal in policy: \"AWS\":\"{principal}\"");

    /// <summary>A permissions boundary that is not there. AWS calls it a scope.</summary>
    public static AwsError NoSuchBoundary(string arn) => NoSuchEntity($"Scope ARN: {arn} does not exist or is not attachable.");

    public static AwsError InvalidArn(string arn) => InvalidInput($"ARN {arn} is not valid.");

    public static AwsError PasswordPolicyViolation(string message) => new("PasswordPolicyViolation", message, 400);

    /// <summary>A password that was used before, where the account's policy forbids it, or that is the present one.</summary>
    public static AwsError PasswordReused => PasswordPolicyViolation("Policy constraint violation with password reuse prevention during password change.");

    public static AwsError OldPasswordIncorrect => new("AccessDenied", "The old password was incorrect.", 403);

    /// <summary>Root or a session asked for what only users can.</summary>
    public static AwsError OnlyUsersChangePasswords => new("InvalidUserType", "Only IAM Users can change their own password", 400);

    /// <summary>A key of nobody or of another account; AWS denies in the same words for both.</summary>
    public static AwsError NotThisAccountsAccessKey(Caller caller, string id) => new(
        "AccessDenied", $"User: {caller.Arn} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key {id}", 403);

    /// <summary>No credential report was ever made. Like its two siblings it comes without a message (recorded).</summary>
    public static readonly AwsError ReportNotPresent = new("ReportNotPresent", "", 410);

    /// <summary>The last credential report is older than four hours.</summary>
    public static readonly AwsError ReportExpired = new("ReportExpired", "", 410);

    /// <summary>A report was asked for on an entity of another account.</summary>
    public static AwsError EntityOfOtherAccount(Caller caller, string arn) =>
        new("AccessDenied", $"User: {caller.Arn} is not authorized to perform the operation on {arn}", 403);

    /// <summary>A job that is not there, or is another caller's.</summary>
    public static AwsError NoSuchJob(string id) => NoSuchEntity($"Job {id} does not exist.");

    /// <summary>A marker of another list: AWS words it otherwise than one that is none.</summary>
    public static AwsError MarkerOfAnotherList => InvalidInput("The marker passed in the request was invalid.");

    /// <summary>A service that there is not (the misspelling is AWS's).</summary>
    public static AwsError NoSuchServiceNamespace(string name) => InvalidInput($"Service namepace {name} is either invalid or unsupported.");

    /// <summary>The prepared facts belong to an entity that has changed since: prepare again. Never reaches a client.</summary>
    public static readonly AwsError NotPrepared = new("NotPrepared", "", 500);
}
