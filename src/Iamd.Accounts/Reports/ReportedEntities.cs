using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>The identity that a report is about, by ARN.</summary>
/// <remarks>The errors and their order are as recorded. The path in an identity's ARN does not matter.</remarks>
internal static class ReportedEntities
{
    /// <summary>What the caller must be allowed to look into.</summary>
    public static Access Access(string action, Account account, string arn) =>
        TryFindIdentity(account, arn, out Identity? identity, out _)
            ? Accounts.Access.To(action, identity)
            // Of another account nothing is told: that it is another's is said by the error.
            : new Access(action, arn) { ResourceAccount = account.Id };

    /// <summary>Finds the user, group or role.</summary>
    public static bool TryFindIdentity(Account account, string arn, [NotNullWhen(true)] out Identity? identity, [NotNullWhen(false)] out Func<Caller, AwsError>? error)
    {
        identity = null;
        if (!TryParse(account, arn, out string? kind, out string? name, out error))
            return false;
        identity = kind switch
        {
            "user" => account.Users.TryGet(name, out User? user) ? user : null,
            "group" => account.Groups.TryGet(name, out Group? group) ? group : null,
            "role" => account.Roles.TryGet(name, out Role? role) ? role : null,
            _ => null,
        };
        if (identity is not null)
            return true;
        error = kind switch
        {
            "user" or "group" or "role" => _ => IamErrors.NoSuchEntity($"ARN {arn} does not exist."),
            "" => _ => IamErrors.InvalidInput($"Could not extract entity from ARN : {arn}"),
            _ => _ => IamErrors.InvalidInput($"Invalid Entity Arn: {arn} is not supported."),
        };
        return false;
    }

    /// <summary>Takes the ARN apart into the kind of the entity (empty when there is none) and its name.</summary>
    private static bool TryParse(
        Account account, string text, [NotNullWhen(true)] out string? kind, [NotNullWhen(true)] out string? name, [NotNullWhen(false)] out Func<Caller, AwsError>? error)
    {
        kind = null;
        name = null;
        error = !Arn.TryParse(text, out Arn? arn) ? _ => IamErrors.NotAnArn(text)
            : arn.Service is not "iam" ? _ => IamErrors.ValidationError("Invalid service in ARN")
            : arn.Partition is not "aws" ? _ => IamErrors.ValidationError("Invalid ARN partition")
            : !string.Equals(arn.Account, account.Id.ToString(), StringComparison.Ordinal) ? caller => IamErrors.EntityOfOtherAccount(caller, text)
            : null;
        if (error is not null)
            return false;
        string resource = arn!.Resource; // It parsed, or there were an error.
        int slash = resource.IndexOf('/', StringComparison.Ordinal);
        kind = slash < 0 ? "" : resource[..slash];
        name = resource[(resource.LastIndexOf('/') + 1)..];
        return true;
    }
}
