using System.Globalization;
using CsCheck;
using Iamd.Policy.Reference;

namespace Iamd.Policy.Tests;

/// <summary>The compiled evaluator and the plain reference decide alike, whatever the policies and requests.</summary>
public class ReferenceTests(ITestOutputHelper output)
{
    private const string FixedSeed = "0000KMOfX7e3";

    private static readonly int Pairs =
        int.TryParse(Environment.GetEnvironmentVariable("IAMD_PAIRS"), NumberStyles.None, CultureInfo.InvariantCulture, out int pairs) ? pairs : 20_000;

    [Theory]
    [InlineData(FixedSeed)]
    [InlineData(null)] // A fresh one each time; CsCheck prints it with a counterexample.
    public void Compiled_and_reference_evaluator_agree(string? seed)
    {
        Dictionary<DecisionOutcome, int> seen = [];
        RandomPolicies.Cases.Sample(
            one =>
            {
                DecisionOutcome expected = ReferenceEvaluator.Decide(one.Policies, one.Request);
                Decision actual = Evaluator.Decide(one.Policies, one.Request);
                lock (seen)
                    seen[expected] = seen.GetValueOrDefault(expected) + 1;
                Assert.Equal(expected, actual.Outcome);
                Assert.Equal(actual, Evaluator.Explain(one.Policies, one.Request).Decision);
            },
            seed: seed, iter: Pairs / 2, threads: 2);
        output.WriteLine($"{Pairs / 2} pairs, seed {seed ?? "fresh"}: {string.Join(", ", seen.Select(pair => $"{pair.Key} {pair.Value}"))}");
        Assert.All(Enum.GetValues<DecisionOutcome>(), outcome => Assert.True(seen.GetValueOrDefault(outcome) > Pairs / 40, $"too few of {outcome}"));
    }
}
