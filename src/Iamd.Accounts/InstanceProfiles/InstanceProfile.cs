namespace Iamd.Accounts;

/// <summary>A container that passes a role to a machine.</summary>
/// <remarks>IAM User Guide, "Using instance profiles".</remarks>
public sealed record InstanceProfile : NamedEntity
{
    /// <summary>Id of the role that it holds; null when empty.</summary>
    public string? RoleId { get; init; }

    public override Arn Arn => Arn.Iam(Account, $"instance-profile{Path}{Name}");

    internal override IEnumerable<Reference> References =>
        RoleId is null ? [] : [new Reference(ReferenceKind.InstanceProfileRole, RoleId)];
}
