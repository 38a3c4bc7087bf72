namespace Iamd.Accounts;

/// <summary>How one entity refers to another.</summary>
public enum ReferenceKind
{
    /// <summary>A user is in a group; the target is the group's id.</summary>
    Membership,

    /// <summary>A managed policy is attached to an identity; the target is the policy's ARN.</summary>
    Attachment,

    /// <summary>A managed policy is a principal's permissions boundary; the target is the policy's ARN.</summary>
    Boundary,

    /// <summary>An instance profile holds a role; the target is the role's id.</summary>
    InstanceProfileRole,

    /// <summary>An MFA device is enabled for a user; the target is the user's id (root: the account id).</summary>
    MfaUser,
}

/// <summary>One reference of an entity: to whom, and as what.</summary>
public readonly record struct Reference(ReferenceKind Kind, string Target);

/// <summary>The entity at the other end of a reference: sorted by name regardless of case, then by id.</summary>
public readonly record struct Referrer(string Name, string Id) : IComparable<Referrer>
{
    public int CompareTo(Referrer other)
    {
        int byName = string.Compare(Name, other.Name, StringComparison.OrdinalIgnoreCase);
        return byName != 0 ? byName : string.CompareOrdinal(Id, other.Id);
    }

    public static bool operator <(Referrer left, Referrer right) => left.CompareTo(right) < 0;

    public static bool operator >(Referrer left, Referrer right) => left.CompareTo(right) > 0;

    public static bool operator <=(Referrer left, Referrer right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Referrer left, Referrer right) => left.CompareTo(right) >= 0;
}
