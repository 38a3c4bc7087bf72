namespace Iamd.Policy;

/// <summary>Whether a value matches a pattern; a pattern or value may also be beyond evaluating.</summary>
internal enum Verdict
{
    No,
    Yes,

    /// <summary>
    /// Neither: a policy variable has no value, or a number, date or address cannot be read. It never counts as a match,
    /// and under a negation it only ever denies.
    /// </summary>
    Unknown,
}
