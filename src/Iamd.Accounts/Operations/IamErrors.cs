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

    /// <summary>The prepared facts belong to an entity that has changed since: prepare again. Never reaches a client.</summary>
    public static readonly AwsError NotPrepared = new("NotPrepared", "", 500);
}
