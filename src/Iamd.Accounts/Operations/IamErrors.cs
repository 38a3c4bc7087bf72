namespace Iamd.Accounts;

/// <summary>Errors of the IAM service, each made here and nowhere else.</summary>
/// <remarks>IAM API Reference, "Errors" of each operation; wording as AWS answers.</remarks>
public static class IamErrors
{
    public static AwsError NoSuchUser(string name) => NoSuchEntity($"The user with name {name} cannot be found.");

    public static AwsError NoSuchGroup(string name) => NoSuchEntity($"The group with name {name} cannot be found.");

    public static AwsError NoSuchRole(string name) => NoSuchEntity($"The role with name {name} cannot be found.");

    public static AwsError NoSuchInstanceProfile(string name) => NoSuchEntity($"Instance Profile {name} cannot be found.");

    public static AwsError NoSuchEntity(string message) => new("NoSuchEntity", message, 404);

    public static AwsError UserAlreadyExists(string name) => EntityAlreadyExists($"User with name {name} already exists.");

    public static AwsError GroupAlreadyExists(string name) => EntityAlreadyExists($"Group with name {name} already exists.");

    public static AwsError RoleAlreadyExists(string name) => EntityAlreadyExists($"Role with name {name} already exists.");

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

    public static AwsError DuplicateTagKeys => InvalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");

    /// <summary>A permissions boundary that is not there. AWS calls it a scope.</summary>
    public static AwsError NoSuchBoundary(string arn) => NoSuchEntity($"Scope ARN: {arn} does not exist or is not attachable.");

    public static AwsError InvalidArn(string arn) => InvalidInput($"ARN {arn} is not valid.");

    /// <summary>The prepared facts belong to an entity that has changed since: prepare again. Never reaches a client.</summary>
    public static readonly AwsError NotPrepared = new("NotPrepared", "", 500);
}
