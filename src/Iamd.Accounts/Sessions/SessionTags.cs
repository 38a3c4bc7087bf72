using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>The tags of a session: those passed, and those that the calling session hands on.</summary>
/// <remarks>IAM User Guide, "Pass session tags in AWS STS", "Chaining roles with session tags".</remarks>
internal sealed record SessionTags
{
    /// <summary>All tags of the new session, inherited ones first.</summary>
    public required ImmutableArray<Tag> All { get; init; }

    /// <summary>Keys of those that the new session hands on in turn.</summary>
    public required ImmutableArray<string> TransitiveKeys { get; init; }

    /// <summary>The tags that the calling session hands on: its transitive ones.</summary>
    public static ImmutableArray<Tag> Inherited(Caller caller) =>
        caller.Session is { TransitiveTagKeys.IsEmpty: false } session
            ? [.. session.Tags.Where(tag => session.TransitiveTagKeys.Contains(tag.Key, StringComparer.OrdinalIgnoreCase))]
            : [];

    /// <summary>The tags of a request as they stand there.</summary>
    public static ImmutableArray<Tag> Of(IReadOnlyList<Sts.Tag> tags) => [.. tags.Select(tag => new Tag(tag.Key, tag.Value))];

    /// <summary>Joins what was passed with what is inherited.</summary>
    public static bool TryJoin(
        Caller caller,
        IReadOnlyList<Sts.Tag> tags,
        IReadOnlyList<string> transitiveKeys,
        [NotNullWhen(true)] out SessionTags? joined,
        [NotNullWhen(false)] out AwsError? error)
    {
        ImmutableArray<Tag> passed = Of(tags);
        ImmutableArray<Tag> inherited = Inherited(caller);
        HashSet<string> keys = new(passed.Select(tag => tag.Key), StringComparer.OrdinalIgnoreCase);
        error = keys.Count < passed.Length ? StsErrors.DuplicateTagKeys
            : inherited.Any(tag => keys.Contains(tag.Key)) ? StsErrors.TransitiveTagConflict
            : !keys.IsSupersetOf(transitiveKeys) ? StsErrors.TransitiveKeyNotAmongTags
            : null;
        joined = error is not null ? null : new SessionTags
        {
            All = [.. inherited, .. passed],
            TransitiveKeys = [.. inherited.Select(tag => tag.Key), .. transitiveKeys.Distinct(StringComparer.OrdinalIgnoreCase)],
        };
        return error is null;
    }
}
