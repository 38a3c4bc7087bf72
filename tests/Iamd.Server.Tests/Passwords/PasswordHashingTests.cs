using System.Collections.Immutable;
using Iamd.Accounts;

namespace Iamd.Server.Tests;

public sealed class PasswordHashingTests
{
    private static readonly ImmutableArray<byte> Salt = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

    [Fact]
    public async Task A_password_gives_the_same_hash_under_the_same_salt_only()
    {
        using PasswordHashing hashing = new();
        ImmutableArray<HashedPassword>? hashes = await hashing.HashAsync([new("secret", Salt), new("secret", Salt), new("secret", Salt.Reverse().ToImmutableArray()), new("Secret", Salt)]);
        string[] hex = [.. Assert.NotNull(hashes).Select(hashed => Convert.ToHexString(hashed.Hash.AsSpan()))];
        Assert.Equal(64, hex[0].Length);
        Assert.Equal(hex[0], hex[1]);
        Assert.Equal(3, hex.Distinct().Count());
    }

    [Fact]
    public async Task Too_many_at_once_are_turned_away()
    {
        using PasswordHashing hashing = new();
        Task<ImmutableArray<HashedPassword>?>[] all = [.. Enumerable.Range(0, 30).Select(_ => hashing.HashAsync([new("secret", Salt)]))];
        Assert.Equal(18, (await Task.WhenAll(all)).Count(hashes => hashes is not null));
        Assert.NotNull(await hashing.HashAsync([new("secret", Salt)]));
    }
}
