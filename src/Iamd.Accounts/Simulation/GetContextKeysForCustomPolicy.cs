namespace Iamd.Accounts;

/// <summary>IAM <c>GetContextKeysForCustomPolicy</c>: the context keys that policies refer to, in conditions and as variables.</summary>
/// <remarks>IAM API Reference, "GetContextKeysForCustomPolicy". Fails with InvalidInput.</remarks>
public static class GetContextKeysForCustomPolicy
{
    public static readonly Operation Operation =
        Accounts.Operation.Read<Iam.GetContextKeysForCustomPolicyRequest, Iam.GetContextKeysForCustomPolicyResponse>(
            "iam", "GetContextKeysForCustomPolicy", (_, _, _) => [new Access("iam:GetContextKeysForCustomPolicy", "*")], Answer);

    /// <summary>The keys of several policies, each once, in the order in which they come first.</summary>
    internal static ImmutableArray<string> KeysOf(IEnumerable<NamedPolicy> policies) =>
        [.. policies.SelectMany(policy => ContextKeyNames.In(policy.Policy.Document)).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static Result<Iam.GetContextKeysForCustomPolicyResponse> Answer(Account account, Iam.GetContextKeysForCustomPolicyRequest request, Call call) =>
        InputPolicies.TryRead(request.PolicyInputList, out ImmutableArray<NamedPolicy> policies, out AwsError? error)
            ? new Iam.GetContextKeysForCustomPolicyResponse { ContextKeyNames = KeysOf(policies) }
            : error;
}
