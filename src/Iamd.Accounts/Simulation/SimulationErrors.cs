namespace Iamd.Accounts;

/// <summary>Errors of the policy simulator: all are <c>InvalidInput</c>.</summary>
/// <remarks>IAM API Reference, "SimulatePrincipalPolicy"; wording as recorded from AWS where it was.</remarks>
internal static class SimulationErrors
{
    public static AwsError CallerIsNoUser { get; } = IamErrors.InvalidInput("Invalid caller - Caller must be an IAM user in this context.");

    public static AwsError TooManyBoundaries { get; } = IamErrors.InvalidInput("The list of Permissions Boundary policies cannot exceed 1 items.");

    public static AwsError UnclearEntity(string arn) => IamErrors.InvalidInput($"Invalid Entity Arn: {arn} does not clearly define entity type and name.");

    public static AwsError EntityOfAnotherAccount(AccountId caller, string account) => IamErrors.InvalidInput(
        $"Invalid Policy Source Arn: caller's account {caller} does not have access to policies in account {account}");

    public static AwsError InvalidAction(string name) => IamErrors.InvalidInput($"Invalid Action Name: {name}");

    public static AwsError InvalidResource(string name) => IamErrors.InvalidInput($"ResourceNames are not in a valid ARN format: {name}.");

    public static AwsError AllAndSingleResources { get; } = IamErrors.InvalidInput(
        "Invalid resource input list: you cannot include both * and individual resources in the resource list for a simulation.");

    public static AwsError InvalidResourceOwner(string owner) => IamErrors.InvalidInput($"'{owner}' is not a valid as a Resource Owner.");

    public static AwsError InvalidPolicy(string name, string message) => IamErrors.InvalidInput($"Invalid Input Policy {name}: {message}");

    public static AwsError ContextKeyWithoutName { get; } = IamErrors.InvalidInput("Invalid Context Entry: a ContextKeyName is required.");

    public static AwsError InvalidContextValue(string key, string value, string type) =>
        IamErrors.InvalidInput($"Invalid Context Entry: '{value}' is not a valid value of type {type} for {key}.");
}
