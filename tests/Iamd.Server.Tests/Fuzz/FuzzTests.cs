using System.Diagnostics;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Iamd.Accounts;

namespace Iamd.Server.Tests.Fuzz;

/// <summary>
/// All operations of IAM and STS with random requests by all kinds of callers: whatever comes in, the answer is AWS's kind of
/// answer, a refusal changes nothing, and the daemon stays well.
/// </summary>
/// <remarks><c>IAMD_FUZZ=100000</c> in the environment makes the second test run that many requests.</remarks>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public Task Two_thousand_known_requests_are_answered_as_they_should_be() => Run(20261123, 2000);

    [Fact]
    public Task Requests_that_nobody_has_tried_are_answered_as_they_should_be()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("IAMD_FUZZ"), CultureInfo.InvariantCulture, out int asked) ? asked : 500;
        int seed = int.TryParse(Environment.GetEnvironmentVariable("IAMD_FUZZ_SEED"), CultureInfo.InvariantCulture, out int given) ? given : Random.Shared.Next();
        output.WriteLine($"IAMD_FUZZ_SEED={seed}");
        return Run(seed, count);
    }

    private async Task Run(int seed, int count)
    {
        await using RunningDaemon daemon = await RunningDaemon.StartAsync(options => options with { Ephemeral = true });
        Random random = new(seed);
        RandomRequests requests = new(random, daemon.AccountId);
        FuzzCallers callers = await FuzzCallers.Make(daemon);
        using FactFile iam = FactFile.Open("iam");
        using FactFile sts = FactFile.Open("sts");
        string[] iamOperations = [.. iam.Operations];
        string[] stsOperations = [.. sts.Operations];
        List<string> secrets = [RandomRequests.SecretMark, RunningDaemon.RootKey.SecretAccessKey];
        Dictionary<string, int> outcomes = [];
        for (int i = 0; i < count; i++)
        {
            bool isSts = random.Next(8) == 0;
            (string service, FactFile facts, string[] operations) = isSts ? ("sts", sts, stsOperations) : ("iam", iam, iamOperations);
            string operation = operations[random.Next(operations.Length)];
            bool isImplemented = OperationTable.TryFind(service, operation, out _);
            // What is not implemented yet is asked for now and then, no more.
            if (!isImplemented && random.Next(10) != 0)
                continue;
            string form = requests.Form(facts, operation);
            FuzzCaller caller = callers.Any(random);
            string context = $"seed {seed}, request {i}: {(form.Length > 2000 ? form[..2000] + "…" : form)}";
            long before = daemon.WorldVersion;
            Stopwatch watch = Stopwatch.StartNew();
            AwsAnswer answer = await caller.Client.Post(service, RandomRequests.Bytes(form)).WaitAsync(TimeSpan.FromMinutes(1));
            Assert.True(watch.Elapsed < Patience, $"{context}: took {watch.Elapsed}");
            Check(answer, isImplemented, context, daemon);
            if (answer.Status >= 400)
            {
                Assert.True(daemon.WorldVersion == before, $"{context}: {answer.Code} changed something");
                foreach (string secret in secrets)
                    Assert.False(answer.Body.Contains(secret, StringComparison.Ordinal), $"{context}: the answer shows a secret: {answer.Body}");
            }
            else
            {
                Assert.True(caller.May($"{service}:{operation}"), $"{context}: succeeded for {caller.Client.Signer.AccessKeyId}, who may not");
                Learn(answer, callers, requests.Known, secrets);
            }
            string outcome = answer.Code ?? "succeeded";
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }
        output.WriteLine(string.Join(", ", outcomes.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.Equal("ok\n", await daemon.Http.GetStringAsync("/healthz"));
        Assert.Equal(200, (await daemon.Root.Iam("GetAccountAuthorizationDetails", "MaxItems", "1000")).Status);
        Assert.DoesNotContain("failed by a bug", daemon.Log, StringComparison.Ordinal);
        foreach (string secret in secrets)
            Assert.DoesNotContain(secret, daemon.Log, StringComparison.Ordinal);
    }

    private static void Check(AwsAnswer answer, bool isImplemented, string context, RunningDaemon daemon)
    {
        bool isExpected = answer.Status == 200 || answer.Status is >= 400 and < 500 || (answer.Status == 501 && !isImplemented);
        Assert.True(isExpected, $"{context}: {answer.Status} {answer.Body}\n{daemon.Log}");
        Assert.True(answer.RequestId.Length > 0, $"{context}: no request id");
        XDocument xml;
        try
        {
            xml = XDocument.Parse(answer.Body);
        }
        catch (XmlException malformed)
        {
            throw new InvalidOperationException($"{context}: {malformed.Message}: {answer.Body}", malformed);
        }
        Assert.NotNull(xml.Root);
        if (answer.Status != 200)
        {
            Assert.True(xml.Root.Name.LocalName == "ErrorResponse", $"{context}: {answer.Body}");
            Assert.Matches(@"\A[A-Za-z]+\z", answer.Code);
        }
    }

    /// <summary>Keeps what can be asked for again, and what must never be seen again.</summary>
    private static void Learn(AwsAnswer answer, FuzzCallers callers, List<string> known, List<string> secrets)
    {
        foreach (string element in (string[])["AccessKeyId", "Marker", "DeletionTaskId"])
        {
            if (answer[element] is { Length: > 0 } value && !callers.SignWith(value) && known.Count < 500)
                known.Add(Uri.UnescapeDataString(value));
        }
        foreach (string element in (string[])["SecretAccessKey", "SessionToken", "Base32StringSeed"])
        {
            if (answer[element] is { Length: > 0 } secret && secrets.Count < 500)
                secrets.Add(secret);
        }
    }
}
