using System.Text;
using OtpNet;

namespace Iamd.Server.Tests.Histories;

/// <summary>A daemon that starts again on its data folder knows all that it knew.</summary>
public sealed class RestartTests
{
    private const int Restarts = 4;
    private const int StepsBetween = 150;

    private readonly Dictionary<string, Totp> _seeds = new(StringComparer.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whatever_happened_to_an_account_is_the_same_after_a_restart(int seed)
    {
        string folder = Directory.CreateTempSubdirectory("iamd-history-").FullName;
        try
        {
            RandomHistory? history = null;
            string[] before = [];
            for (int restart = 0; restart <= Restarts; restart++)
            {
                await using RunningDaemon daemon = await RunningDaemon.StartAsync(options => options with { DataFolder = Path.Combine(folder, "data") });
                history ??= new RandomHistory(new Random(seed), daemon.AccountId, Codes);
                if (restart > 0)
                    Assert.Equal(before, await State(daemon));
                for (int step = 0; step < StepsBetween; step++)
                    await Step(daemon, history);
                before = await State(daemon);
                Assert.DoesNotContain("failed by a bug", daemon.Log, StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task Step(RunningDaemon daemon, RandomHistory history)
    {
        (string operation, string[] parameters) = history.Next();
        long version = daemon.WorldVersion;
        AwsAnswer answer = await daemon.Root.Iam(operation, parameters);
        Assert.True(answer.Status < 500, $"{operation} {string.Join(' ', parameters)}: {answer.Body}\n{daemon.Log}");
        if (answer.Status != 200)
            Assert.Equal(version, daemon.WorldVersion);
        else if (answer["AccessKeyId"] is string id)
            history.Learn(id);
        else if (answer["Base32StringSeed"] is string seed && answer["SerialNumber"] is string serialNumber)
            _seeds[serialNumber] = new Totp(Base32Encoding.ToBytes(Encoding.ASCII.GetString(Convert.FromBase64String(seed))));
    }

    private (string First, string Second) Codes(string serialNumber)
    {
        DateTime now = DateTime.UtcNow;
        return _seeds.TryGetValue(serialNumber, out Totp? totp) ? (totp.ComputeTotp(now), totp.ComputeTotp(now.AddSeconds(30))) : ("000000", "000000");
    }

    /// <summary>All that root can be told of the account, but for request ids.</summary>
    private static async Task<string[]> State(RunningDaemon daemon)
    {
        List<AwsAnswer> answers =
        [
            await daemon.Root.Iam("GetAccountAuthorizationDetails", "MaxItems", "1000"),
            await daemon.Root.Iam("GetAccountSummary"),
            await daemon.Root.Iam("ListUsers"),
            await daemon.Root.Iam("ListInstanceProfiles"),
            await daemon.Root.Iam("ListVirtualMFADevices"),
            await daemon.Root.Iam("ListAccountAliases"),
            await daemon.Root.Iam("GetAccountPasswordPolicy"),
        ];
        foreach (string user in answers[2].All("UserName").ToList())
        {
            answers.Add(await daemon.Root.Iam("ListAccessKeys", "UserName", user));
            answers.Add(await daemon.Root.Iam("GetLoginProfile", "UserName", user));
            answers.Add(await daemon.Root.Iam("GetUser", "UserName", user));
        }
        return [.. answers.Select(answer => answer.Body.Replace(answer.RequestId, "", StringComparison.Ordinal))];
    }
}
