namespace Iamd.Accounts;

/// <summary>IAM <c>GetContextKeysForPrincipalPolicy</c>: the context keys that the policies of a user, group or role refer to.</summary>
/// <remarks>IAM API Reference, "GetContextKeysForPrincipalPolicy". Fails with NoSuchEntity or InvalidInput.</remarks>
public static class GetContextKeysForPrincipalPolicy
{
    public static readonly Operation Operation =
        Accounts.Operation.Read<Iam.GetContextKeysForPrincipalPolicyRequest, Iam.GetContextKeysForPrincipalPolicyResponse>(
            "iam", "GetContextKeysForPrincipalPolicy", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GetContextKeysForPrincipalPolicyRequest request, Call call) =>
        [PolicySource.Access("iam:GetContextKeysForPrincipalPolicy", account, request.PolicySourceArn)];

    private static Result<Iam.GetContextKeysForPrincipalPolicyResponse> Answer(Account account, Iam.GetContextKeysForPrincipalPolicyRequest request, Call call)
    {
        if (!PolicySource.TryFind(account, request.PolicySourceArn, out Identity? source, out AwsError? error)
            || !InputPolicies.TryRead(request.PolicyInputList, out ImmutableArray<NamedPolicy> added, out error))
            return error;
        ImmutableArray<NamedPolicy> own = PolicySets.IdentityPolicies(account, source);
        return new Iam.GetContextKeysForPrincipalPolicyResponse { ContextKeyNames = GetContextKeysForCustomPolicy.KeysOf(own.Concat(added)) };
    }
}
