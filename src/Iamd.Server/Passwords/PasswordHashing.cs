using System.Collections.Immutable;
using System.Text;
using Iamd.Accounts;
using Konscious.Security.Cryptography;

namespace Iamd.Server;

/// <summary>Hashes console passwords with Argon2id, two at a time with a short queue, so that hashing never starves requests.</summary>
/// <remarks>RFC 9106; parameters of the OWASP Password Storage Cheat Sheet (19 MiB, two passes, one lane).</remarks>
public sealed class PasswordHashing : IDisposable
{
    private const int MemoryKibibytes = 19456;
    private const int Passes = 2;
    private const int HashBytes = 32;
    private const int AtATime = 2;
    private const int QueueLength = 16;

    private readonly SemaphoreSlim _slots = new(AtATime);
    private int _present;

    /// <summary>Hashes all of them; null when too many others wait already.</summary>
    public async Task<ImmutableArray<HashedPassword>?> HashAsync(ImmutableArray<PasswordToHash> passwords)
    {
        if (Interlocked.Increment(ref _present) > AtATime + QueueLength)
        {
            Interlocked.Decrement(ref _present);
            return null;
        }
        try
        {
            await _slots.WaitAsync();
            try
            {
                return await Task.Run(() => passwords.Select(Hash).ToImmutableArray());
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _present);
        }
    }

    public void Dispose() => _slots.Dispose();

    private static HashedPassword Hash(PasswordToHash password)
    {
        using Argon2id argon = new(Encoding.UTF8.GetBytes(password.Password))
        {
            Salt = [.. password.Salt],
            MemorySize = MemoryKibibytes,
            Iterations = Passes,
            DegreeOfParallelism = 1,
        };
        return new HashedPassword(password.Password, password.Salt, [.. argon.GetBytes(HashBytes)]);
    }
}
