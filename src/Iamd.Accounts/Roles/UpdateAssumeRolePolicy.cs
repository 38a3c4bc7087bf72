namespace Iamd.Accounts;

/// <summary>IAM <c>UpdateAssumeRolePolicy</c>.</summary>
/// <remarks>IAM API Reference, "UpdateAssumeRolePolicy". Fails with NoSuchEntity, UnmodifiableEntity, MalformedPolicyDocument or LimitExceeded.</remarks>
public static class UpdateAssumeRolePolicy
{
    public static readonly Operation Operation = Operation.WriteWorld<Iam.UpdateAssumeRolePolicyRequest, Iam.UpdateAssumeRolePolicyResponse>(
        "iam",
        "UpdateAssumeRolePolicy",
        (_, account, request, _) => [IdentityKind.Role.AccessToChange("iam:UpdateAssumeRolePolicy", account, request.RoleName, [])],
        Apply);

    private static Outcome<Iam.UpdateAssumeRolePolicyResponse> Apply(World world, Account account, Iam.UpdateAssumeRolePolicyRequest request, Call call) =>
        IdentityKind.Role.FindToChange(account, request.RoleName).TryGet(out Identity? role, out AwsError? error)
        && TrustPolicies.Read(world, account, request.PolicyDocument).TryGet(out TrustPolicy? trust, out error)
            ? new Outcome<Iam.UpdateAssumeRolePolicyResponse>(new Iam.UpdateAssumeRolePolicyResponse(), Change.Put((Role)role with { TrustPolicy = trust }))
            : error;
}
