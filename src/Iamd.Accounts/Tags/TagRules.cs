namespace Iamd.Accounts;

/// <summary>What AWS asks of tags. Keys of users and roles are told apart without regard to case, those of all else with it.</summary>
/// <remarks>
/// IAM User Guide, "Tags for AWS Identity and Access Management resources", "Rules for tagging in IAM and AWS STS";
/// the wording is as AWS answers. Lengths, characters and the number of tags in one request are the model's.
/// </remarks>
internal sealed class TagRules
{
    private const string ReservedPrefix = "aws:";

    private readonly StringComparer _keys;
    private readonly IComparer<string> _order;

    private TagRules(StringComparer keys, IComparer<string> order) => (_keys, _order) = (keys, order);

    /// <summary>For users and roles: <c>Department</c> and <c>department</c> are one key.</summary>
    public static TagRules OfPrincipals { get; } = new(StringComparer.OrdinalIgnoreCase, StringComparer.OrdinalIgnoreCase);

    /// <summary>For policies, instance profiles, MFA devices and the rest: they are two keys.</summary>
    public static TagRules OfOthers { get; } = new(StringComparer.Ordinal, Comparer<string>.Create(CompareShorterFirst));

    /// <summary>The tags of a request; a key that comes twice or is AWS's own is refused.</summary>
    public Result<ImmutableArray<Tag>> Read(IReadOnlyList<Iam.Tag> tags)
    {
        if (tags.DistinctBy(tag => tag.Key, _keys).Count() != tags.Count)
            return IamErrors.DuplicateTagKeys(ignoringCase: _keys == StringComparer.OrdinalIgnoreCase);
        if (tags.Any(tag => IsReserved(tag.Key)))
            return IamErrors.SystemTags;
        return tags.ToTags();
    }

    /// <summary>The tags with others set: a tag whose key is there already takes its place, key and value.</summary>
    public ImmutableArray<Tag> Set(ImmutableArray<Tag> tags, ImmutableArray<Tag> added)
    {
        foreach (Tag tag in added)
        {
            int place = PlaceOf(tags, tag.Key);
            tags = place < 0 ? tags.Add(tag) : tags.SetItem(place, tag);
        }
        return tags;
    }

    /// <summary>The tags without those keys; keys that are not there do no harm.</summary>
    public ImmutableArray<Tag> Remove(ImmutableArray<Tag> tags, IReadOnlyList<string> keys) =>
        tags.RemoveAll(tag => keys.Contains(tag.Key, _keys));

    /// <summary>
    /// The tags in the order of all lists, after a key when one is given: by the alphabet for users and roles,
    /// for all else shorter keys first.
    /// </summary>
    /// <remarks>The API Reference says "sorted by tag key" of both; recorded AWS answers list the tags of a policy as a, b, z, abc.</remarks>
    public IEnumerable<Tag> Sorted(ImmutableArray<Tag> tags, string? after = null) =>
        tags.Where(tag => after is null || _order.Compare(tag.Key, after) > 0).OrderBy(tag => tag.Key, _order);

    private static int CompareShorterFirst(string left, string right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);

    private int PlaceOf(ImmutableArray<Tag> tags, string key)
    {
        for (int i = 0; i < tags.Length; i++)
        {
            if (_keys.Equals(tags[i].Key, key))
                return i;
        }
        return -1;
    }

    /// <summary>Whether a key belongs to AWS: nobody else can set or remove it.</summary>
    public static bool IsReserved(string key) => key.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase);
}
