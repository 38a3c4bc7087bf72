namespace Iamd.Accounts;

/// <summary>Tags between requests, entities and answers.</summary>
/// <remarks>IAM User Guide, "Tags for IAM resources".</remarks>
internal static class TagShapes
{
    /// <summary>The tags of a request as they stand there: what condition keys such as <c>aws:RequestTag/…</c> see.</summary>
    public static ImmutableArray<Tag> ToTags(this IReadOnlyList<Iam.Tag> tags) => [.. tags.Select(tag => new Tag(tag.Key, tag.Value))];

    /// <summary>The tags of a request that makes a user or role, checked.</summary>
    public static Result<ImmutableArray<Tag>> ToDistinctTags(this IReadOnlyList<Iam.Tag> tags) => TagRules.OfPrincipals.Read(tags);

    /// <summary>All tags of an entity, none being an empty list.</summary>
    public static IReadOnlyList<Iam.Tag> ToShapes(this IEnumerable<Tag> tags) =>
        [.. tags.Select(tag => new Iam.Tag { Key = tag.Key, Value = tag.Value })];

    /// <summary>The tags of an entity for answers that leave the list out when there are none.</summary>
    public static IReadOnlyList<Iam.Tag>? ToShapesOrNull(this ImmutableArray<Tag> tags) => tags.IsEmpty ? null : tags.ToShapes();
}
