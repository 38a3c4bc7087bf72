using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Iamd.Server;

/// <summary>A cache that forgets what was not asked for lately: two generations, of which the older one is dropped when the younger is full.</summary>
/// <param name="capacity">Entries of one generation; at most twice as many are held.</param>
internal sealed class BoundedCache<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _turning = new();
    private volatile ConcurrentDictionary<TKey, TValue> _young = new();
    private volatile ConcurrentDictionary<TKey, TValue> _old = new();
    private int _count;

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        if (_young.TryGetValue(key, out value))
            return true;
        if (!_old.TryGetValue(key, out value))
            return false;
        Add(key, value);
        return true;
    }

    public void Add(TKey key, TValue value)
    {
        if (!_young.TryAdd(key, value) || Interlocked.Increment(ref _count) < capacity)
            return;
        lock (_turning)
        {
            if (Volatile.Read(ref _count) < capacity)
                return;
            _old = _young;
            _young = new ConcurrentDictionary<TKey, TValue>();
            Volatile.Write(ref _count, 0);
        }
    }
}
