using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>The user, group or role whose policies are simulated, by ARN.</summary>
/// <remarks>IAM API Reference, "SimulatePrincipalPolicy", PolicySourceArn.</remarks>
internal static class PolicySource
{
    /// <summary>Finds the identity; the path in the ARN does not matter.</summary>
    public static bool TryFind(Account account, string policySourceArn, [NotNullWhen(true)] out Identity? identity, [NotNullWhen(false)] out AwsError? error)
    {
        (identity, error) = Find(account, policySourceArn);
        return identity is not null;
    }

    /// <summary>What the caller must be allowed to look into.</summary>
    public static Access Access(string action, Account account, string policySourceArn) =>
        Find(account, policySourceArn).Identity is Identity identity
            ? Accounts.Access.To(action, identity)
            : new Access(action, policySourceArn) { ResourceAccount = account.Id };

    private static (Identity? Identity, AwsError? Error) Find(Account account, string policySourceArn)
    {
        if (!Arn.TryParse(policySourceArn, out Arn? arn) || arn.Service is not "iam" || arn.Resource.Split('/') is not { Length: > 1 } parts || parts[^1].Length == 0)
            return (null, SimulationErrors.UnclearEntity(policySourceArn));
        if (!string.Equals(arn.Account, account.Id.ToString(), StringComparison.Ordinal))
            return (null, SimulationErrors.EntityOfAnotherAccount(account.Id, arn.Account));
        string name = parts[^1];
        return parts[0] switch
        {
            "user" => account.Users.TryGet(name, out User? user) ? (user, null) : (null, IamErrors.NoSuchUser(name)),
            "group" => account.Groups.TryGet(name, out Group? group) ? (group, null) : (null, IamErrors.NoSuchGroup(name)),
            "role" => account.Roles.TryGet(name, out Role? role) ? (role, null) : (null, IamErrors.NoSuchRole(name)),
            _ => (null, SimulationErrors.UnclearEntity(policySourceArn)),
        };
    }
}
