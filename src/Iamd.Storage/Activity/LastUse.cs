namespace Iamd.Storage;

/// <summary>What was used.</summary>
public enum UseKind
{
    /// <summary>A long-term access key, by its id.</summary>
    AccessKey,

    /// <summary>A password, by the unique id of its user (root: the account id).</summary>
    Password,

    /// <summary>A role, by its unique id.</summary>
    Role,

    /// <summary>An action that a user or role called: <c>AIDA… iam:GetUser</c>.</summary>
    Action,
}

/// <summary>The last use of a thing.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Which one.</param>
/// <param name="Region">Region of the call; empty where AWS records none.</param>
/// <param name="Service">Service prefix of the call; empty where AWS records none.</param>
public readonly record struct LastUse(UseKind Kind, string Key, DateTimeOffset At, string Region, string Service);
