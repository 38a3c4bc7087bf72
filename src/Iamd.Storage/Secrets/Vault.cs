using System.Security.Cryptography;

namespace Iamd.Storage;

/// <summary>The data keys in the clear, in memory only, and their rotation.</summary>
/// <remarks>
/// A new data key is published every week, an hour before it is first used. A former one is kept for 36 hours after its last use,
/// the longest life of a session token; and longer, as long as a secret that is kept for good (an access key's, an MFA
/// seed) is sealed under it. Keeping the few old keys is safer than sealing those secrets again: no rotation rewrites the world.
/// </remarks>
public sealed class Vault
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(7);
    private static readonly TimeSpan PublishedAhead = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeptAfter = TimeSpan.FromHours(36);

    private readonly IJournal _journal;
    private readonly MasterKey _masterKey;
    private readonly TimeProvider _time;
    private ImmutableArray<DataKey> _all;
    private DataKeys _keys;

    private Vault(IJournal journal, MasterKey masterKey, TimeProvider time, ImmutableArray<DataKey> all)
    {
        _journal = journal;
        _masterKey = masterKey;
        _time = time;
        _all = all;
        _keys = new DataKeys(all);
    }

    /// <summary>The data keys as of now.</summary>
    public DataKeys Keys => Volatile.Read(ref _keys);

    /// <summary>Opens the journal's data keys, and makes the first one.</summary>
    /// <exception cref="StorageException">The master key is not the one that they are wrapped with.</exception>
    public static Vault Open(IJournal journal, MasterKey masterKey, TimeProvider time)
    {
        ImmutableArray<DataKey> keys = Unwrap(journal, masterKey);
        if (keys.IsEmpty)
        {
            journal.AddDataKey(masterKey.Wrap(NewKey(1, time.GetUtcNow())));
            keys = Unwrap(journal, masterKey);
        }
        return new Vault(journal, masterKey, time, keys);
    }

    /// <summary>Publishes the next data key if it is due, and then drops those that nothing needs any more. To be called every hour.</summary>
    public void Rotate()
    {
        DateTimeOffset now = _time.GetUtcNow();
        DataKey newest = _all[^1];
        if (now < newest.UsableFrom + Period - PublishedAhead)
            return;
        _journal.AddDataKey(_masterKey.Wrap(NewKey(newest.Id + 1, now + PublishedAhead)));
        ImmutableArray<int> unused = [.. _all.Zip(_all.Skip(1))
            .Where(pair => pair.Second.UsableFrom + KeptAfter <= now)
            .Select(pair => pair.First.Id)];
        if (!unused.IsEmpty)
            _journal.RetireDataKeys(unused);
        _all = Unwrap(_journal, _masterKey);
        Volatile.Write(ref _keys, new DataKeys(_all));
    }

    private static ImmutableArray<DataKey> Unwrap(IJournal journal, MasterKey masterKey) =>
        [.. journal.LoadDataKeys().Select(masterKey.Unwrap)];

    private static DataKey NewKey(int id, DateTimeOffset usableFrom) => new(id, [.. RandomNumberGenerator.GetBytes(32)], usableFrom);
}
