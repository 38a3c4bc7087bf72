using System.Collections.Immutable;

namespace Iamd.Policy.Tests;

/// <summary>Short ways to write a question in a test.</summary>
internal static class Asked
{
    public const string Alice = "arn:aws:iam::111111111111:user/alice";
    public const string Session = "arn:aws:sts::111111111111:assumed-role/app/one";

    public static NamedPolicy Policy(string json) => new("policy", null, CompiledPolicy.Compile(PolicyDocument.Parse(json)));

    public static ImmutableArray<NamedPolicy> Policies(params string?[] documents) => [.. documents.OfType<string>().Select(Policy)];

    /// <summary>A policy of one statement.</summary>
    public static string Statement(string effect, string members) =>
        $$"""{"Version":"2012-10-17","Statement":{"Effect":"{{effect}}",{{members}} } }""";

    public static AccessRequest Request(
        string principal = Alice, string action = "s3:GetObject", string resource = "arn:aws:s3:::bucket/key", string? account = "111111111111",
        params (string Key, ContextValue Value)[] context) => new()
    {
        Principal = RequestPrincipal.TryParse(principal, out RequestPrincipal? parsed) ? parsed : throw new FormatException(principal),
        Action = action,
        Resource = resource,
        ResourceAccount = account is null ? null : AccountId.Parse(account),
        Context = new ContextKeys(context.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))),
    };

    public static string Decide(PolicySet policies, AccessRequest request) => Evaluator.Decide(policies, request).Outcome switch
    {
        DecisionOutcome.Allowed => "allowed",
        DecisionOutcome.ExplicitDeny => "explicitDeny",
        DecisionOutcome.ImplicitDeny => "implicitDeny",
        _ => throw new InvalidOperationException(),
    };
}
