namespace Iamd.Storage;

/// <summary>The durable state of the daemon, which a storage engine keeps. Each call is whole or did not happen.</summary>
/// <remarks>
/// Calls may come from any thread. All throw <see cref="StorageException"/> when the engine fails;
/// after it the journal may be used again, and what failed may be tried again.
/// </remarks>
public interface IJournal : IDisposable
{
    /// <summary>The world as of the last committed batch.</summary>
    World Load();

    /// <summary>Version of the last committed batch; 0 before the first one.</summary>
    long ReadVersion();

    /// <summary>Commits a batch in one transaction.</summary>
    /// <exception cref="StorageException">
    /// Nothing of it was committed; or, if the engine could not tell (<see cref="IsCommitted"/> does), all of it.
    /// </exception>
    void Commit(Batch batch);

    /// <summary>Whether a batch was committed: asked soon after an outcome was unknown.</summary>
    bool IsCommitted(Guid batchId);

    /// <summary>Recorded events in the order of their recording.</summary>
    /// <param name="after">Position after which to start; 0 for the beginning.</param>
    ImmutableArray<RecordedEvent> ReadEvents(long after, int limit);

    /// <summary>Sessions that were issued to act for a principal and have not been swept, oldest first.</summary>
    ImmutableArray<IssuedSession> ReadSessions(AccountId account, string principalId);

    /// <summary>Removes the sessions that had expired at that time.</summary>
    void SweepSessions(DateTimeOffset expiredAt);

    /// <summary>What was last used when.</summary>
    ImmutableArray<LastUse> LoadActivity();

    /// <summary>Merges uses by maximum: an older one never replaces a newer one.</summary>
    void MergeActivity(ImmutableArray<LastUse> uses);

    /// <summary>The data keys, wrapped, oldest first.</summary>
    ImmutableArray<WrappedDataKey> LoadDataKeys();

    /// <summary>Publishes a data key.</summary>
    void AddDataKey(WrappedDataKey key);

    /// <summary>Removes those of the data keys under which nothing in the world is sealed any more.</summary>
    void RetireDataKeys(ImmutableArray<int> ids);
}
