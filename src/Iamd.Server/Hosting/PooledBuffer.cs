using System.Buffers;

namespace Iamd.Server;

/// <summary>A growing buffer whose memory comes from the pool and goes back to it.</summary>
public sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstSize = 2048;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _used;

    /// <summary>What was written; good until more is written or the buffer is disposed of.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _used);

    public int Length => _used;

    public void Advance(int count) => _used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _bytes.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _bytes.AsSpan(_used);
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _used = 0;

    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        _used = 0;
        // Requests and answers hold secrets.
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
    }

    private void EnsureRoom(int sizeHint)
    {
        int needed = Math.Max(sizeHint, 1);
        if (_bytes.Length - _used >= needed)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _used + needed));
        _bytes.AsSpan(0, _used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = larger;
    }
}
