using System.Security.Cryptography;

namespace Iamd.Server.Tests;

public sealed class CodeAttemptTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Wrong_MFA_codes_are_taken_five_times_and_then_every_thirty_seconds()
    {
        TestClock clock = new(Noon);
        await using RunningDaemon daemon = await RunningDaemon.StartAsync(clock: clock);
        (AwsClient alice, string serial, byte[] seed) = await UserWithDevice(daemon, clock);

        for (int i = 0; i < 5; i++)
            Assert.Equal((403, "AccessDenied"), await Try(WrongCode(seed, clock.Now)));
        Assert.Equal((400, "Throttling"), await Try(WrongCode(seed, clock.Now)));
        // The right one too: else it would be found by trying.
        Assert.Equal((400, "Throttling"), await Try(Code(seed, clock.Now)));
        Assert.Equal(200, (await daemon.Root.Sts("GetSessionToken")).Status);

        clock.Now += TimeSpan.FromSeconds(30);
        Assert.Equal((403, "AccessDenied"), await Try(WrongCode(seed, clock.Now)));
        Assert.Equal((400, "Throttling"), await Try(Code(seed, clock.Now)));
        clock.Now += TimeSpan.FromSeconds(30);
        Assert.Equal((200, null), await Try(Code(seed, clock.Now)));

        async Task<(int, string?)> Try(string code)
        {
            AwsAnswer answer = await alice.Sts("GetSessionToken", "SerialNumber", serial, "TokenCode", code);
            return (answer.Status, answer.Code);
        }
    }

    [Fact]
    public async Task Right_codes_cost_nothing()
    {
        TestClock clock = new(Noon);
        await using RunningDaemon daemon = await RunningDaemon.StartAsync(clock: clock);
        (AwsClient alice, string serial, byte[] seed) = await UserWithDevice(daemon, clock);
        for (int i = 0; i < 10; i++)
        {
            clock.Now += TimeSpan.FromSeconds(30);
            Assert.Equal(200, (await alice.Sts("GetSessionToken", "SerialNumber", serial, "TokenCode", Code(seed, clock.Now))).Status);
        }
    }

    private static async Task<(AwsClient User, string Serial, byte[] Seed)> UserWithDevice(RunningDaemon daemon, TestClock clock)
    {
        await daemon.Root.Iam("CreateUser", "UserName", "alice");
        AwsAnswer device = await daemon.Root.Iam("CreateVirtualMFADevice", "VirtualMFADeviceName", "alice");
        byte[] seed = FromBase32(System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(device["Base32StringSeed"]!))); // The answer has one.
        string serial = device["SerialNumber"]!; // As above.
        AwsAnswer enabled = await daemon.Root.Iam(
            "EnableMFADevice", "UserName", "alice", "SerialNumber", serial,
            "AuthenticationCode1", Code(seed, clock.Now.AddSeconds(-60)), "AuthenticationCode2", Code(seed, clock.Now.AddSeconds(-30)));
        Assert.Equal(200, enabled.Status);
        AwsAnswer key = await daemon.Root.Iam("CreateAccessKey", "UserName", "alice");
        return (daemon.As(key["AccessKeyId"]!, key["SecretAccessKey"]!), serial, seed); // As above.
    }

    /// <summary>RFC 6238: six digits of HMAC-SHA1 over the count of thirty seconds.</summary>
    private static string Code(byte[] seed, DateTimeOffset at)
    {
        byte[] step = BitConverter.GetBytes(at.ToUnixTimeSeconds() / 30);
        Array.Reverse(step);
#pragma warning disable CA5350 // The algorithm of the standard.
        byte[] digest = HMACSHA1.HashData(seed, step);
#pragma warning restore CA5350
        int offset = digest[^1] & 15;
        int number = ((digest[offset] & 127) << 24) | (digest[offset + 1] << 16) | (digest[offset + 2] << 8) | digest[offset + 3];
        return (number % 1_000_000).ToString("D6");
    }

    private static string WrongCode(byte[] seed, DateTimeOffset at)
    {
        string[] right = [.. Enumerable.Range(-3, 7).Select(step => Code(seed, at.AddSeconds(30 * step)))];
        return Enumerable.Range(0, 10).Select(digit => new string((char)('0' + digit), 6)).First(code => !right.Contains(code));
    }

    private static byte[] FromBase32(string text)
    {
        List<byte> bytes = [];
        int bits = 0, count = 0;
        foreach (char c in text.TrimEnd('='))
        {
            bits = (bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal);
            count += 5;
            if (count < 8)
                continue;
            count -= 8;
            bytes.Add((byte)(bits >> count));
            bits &= (1 << count) - 1;
        }
        return [.. bytes];
    }
}
