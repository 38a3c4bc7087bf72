namespace Iamd.Accounts;

/// <summary>An IAM group. Its members are the users that refer to it.</summary>
/// <remarks>IAM User Guide, "IAM user groups". Linux: a group.</remarks>
public sealed record Group : Identity
{
    public override Arn Arn => Arn.Iam(Account, $"group{Path}{Name}");
}
