namespace Iamd.Storage;

/// <summary>Why the store could not do what was asked.</summary>
public enum StorageFailure
{
    /// <summary>The disk is full.</summary>
    Full,

    /// <summary>The folder or a file in it cannot be read or written.</summary>
    NoAccess,

    /// <summary>Another process uses the store.</summary>
    InUse,

    /// <summary>The store is damaged, or is none of ours.</summary>
    Corrupt,

    /// <summary>A newer release wrote the store.</summary>
    Newer,

    /// <summary>The master key is missing or is not the one that the data keys are wrapped with.</summary>
    MasterKey,

    /// <summary>The device or the engine failed.</summary>
    Device,
}

/// <summary>The store could not do what was asked, and nothing of it was done.</summary>
/// <param name="failure">What kind of failure it is.</param>
/// <param name="message">One sentence that says what happened and what to do.</param>
public sealed class StorageException(StorageFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public StorageFailure Failure { get; } = failure;
}
