using System.Globalization;
using CsCheck;
using Iamd.Policy.Reference;

namespace Iamd.Policy.Tests;

/// <summary>The compiled evaluator and the plain reference decide alike, whatever the policies and requests.</summary>
public class ReferenceTests(ITestOutputHelper output)
{
    private static readonly int Pairs =
        int.TryParse(Environment.GetEnvironmentVariable("IAMD_PAIRS"), NumberStyles.None, CultureInfo.InvariantCulture, out int pairs) ? pairs : 20_000;

    [Fact]
    public void Compiled_and_reference_evaluator_agree_on_the_same_pairs_each_time()
    {
        const ulong Seed = 20261123;
        Dictionary<DecisionOutcome, int> seen = [];
        PCG random = new(1, Seed);
        for (int i = 0; i < Pairs / 2; i++)
        {
            PolicyCase one = RandomPolicies.Cases.Generate(random, null, out _);
            DecisionOutcome outcome = Agree(one);
            seen[outcome] = seen.GetValueOrDefault(outcome) + 1;
        }
        output.WriteLine($"{Pairs / 2} pairs, seed {Seed}: {string.Join(", ", seen)}");
        Assert.All(Enum.GetValues<DecisionOutcome>(), outcome => Assert.True(seen[outcome] > Pairs / 40, $"too few of {outcome}"));
    }

    // A counterexample is shrunk and printed with its seed.
    [Fact]
    public void Compiled_and_reference_evaluator_agree_on_fresh_pairs()
    {
        RandomPolicies.Cases.Sample(one => { Agree(one); }, iter: Pairs / 2, threads: 2);
        output.WriteLine($"{Pairs / 2} fresh pairs");
    }

    private static DecisionOutcome Agree(PolicyCase one)
    {
        DecisionOutcome expected = ReferenceEvaluator.Decide(one.Policies, one.Request);
        Decision actual = Evaluator.Decide(one.Policies, one.Request);
        Assert.True(expected == actual.Outcome, $"expected {expected}, decided {actual.Outcome}\n{one}");
        Assert.Equal(actual, Evaluator.Explain(one.Policies, one.Request).Decision);
        return expected;
    }
}
