namespace Iamd.Accounts;

/// <summary>What a report is about, by ARN: a user, group or role, or a managed policy.</summary>
/// <remarks>The errors and their order are as recorded. The path in an identity's ARN does not matter.</remarks>
internal static class ReportedEntities
{
    /// <summary>What the caller must be allowed to look into.</summary>
    public static Access Access(string action, Account account, string arn, Caller caller)
    {
        NamedEntity? entity = !FindAny(account, arn, caller).TryGet(out Found found, out _) ? null
            : found.Policy is ManagedPolicySource.OfCustomer own ? own.Policy
            : found.Identity;
        return entity is not null
            ? Accounts.Access.To(action, entity)
            // Of another account nothing is told: that it is another's is said by the error.
            : new Access(action, arn) { ResourceAccount = account.Id };
    }

    /// <summary>Finds the user, group or role.</summary>
    public static Result<Identity> FindIdentity(Account account, string arn, Caller caller)
    {
        if (!Read(account, arn, caller).TryGet(out Named named, out AwsError? error))
            return error;
        return named.Kind switch
        {
            "user" => account.Users.TryGet(named.Name, out User? user) ? user : Missing(arn),
            "group" => account.Groups.TryGet(named.Name, out Group? group) ? group : Missing(arn),
            "role" => account.Roles.TryGet(named.Name, out Role? role) ? role : Missing(arn),
            Root => IamErrors.InvalidInput($"Could not extract entity from ARN : {arn}"),
            _ => NotSupported(arn),
        };
    }

    /// <summary>Finds the user, group, role or managed policy.</summary>
    public static Result<Found> FindAny(Account account, string arn, Caller caller)
    {
        if (!Read(account, arn, caller).TryGet(out Named named, out AwsError? error))
            return error;
        if (named.Kind is Root)
            return NotSupported(arn);
        if (named.Kind is "policy")
            return ManagedPolicySource.TryFind(account, arn, out ManagedPolicySource? policy) ? new Found(null, policy) : Missing(arn);
        return FindIdentity(account, arn, caller).TryGet(out Identity? identity, out error) ? new Found(identity, null) : error;
    }

    private const string Root = "root";

    private static AwsError Missing(string arn) => IamErrors.NoSuchEntity($"ARN {arn} does not exist.");

    private static AwsError NotSupported(string arn) => IamErrors.InvalidInput($"Invalid Entity Arn: {arn} is not supported.");

    /// <summary>Takes apart an ARN of the account, or of an AWS managed policy.</summary>
    private static Result<Named> Read(Account account, string text, Caller caller)
    {
        if (!Arn.TryParse(text, out Arn? arn))
            return IamErrors.NotAnArn(text);
        if (arn.Service is not "iam")
            return IamErrors.ValidationError("Invalid service in ARN");
        if (arn.Partition is not "aws")
            return IamErrors.ValidationError("Invalid ARN partition");
        Named named = new(arn.Resource.Split('/')[0], arn.Resource[(arn.Resource.LastIndexOf('/') + 1)..]);
        bool isOwn = string.Equals(arn.Account, account.Id.ToString(), StringComparison.Ordinal);
        return isOwn || (arn.Account is "aws" && named.Kind is "policy") ? named : IamErrors.EntityOfOtherAccount(caller, text);
    }

    /// <summary>One of the two.</summary>
    internal readonly record struct Found(Identity? Identity, ManagedPolicySource? Policy);

    /// <summary>The kind and the name that stand in an ARN; for root they are the same.</summary>
    private readonly record struct Named(string Kind, string Name);
}
