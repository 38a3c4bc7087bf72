namespace Iamd.Accounts;

/// <summary>IAM <c>CreateAccountAlias</c>. An account has one alias: a new one takes the place of the former.</summary>
/// <remarks>IAM API Reference, "CreateAccountAlias"; IAM User Guide, "Use an alias for your AWS account ID". Fails with EntityAlreadyExists.</remarks>
public static class CreateAccountAlias
{
    public static readonly Operation Operation =
        Operation.WriteWorld<Iam.CreateAccountAliasRequest, Iam.CreateAccountAliasResponse>("iam", "CreateAccountAlias", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(World world, Account account, Iam.CreateAccountAliasRequest request, Call call) =>
        [new Access("iam:CreateAccountAlias", "*")];

    private static Outcome<Iam.CreateAccountAliasResponse> Apply(World world, Account account, Iam.CreateAccountAliasRequest request, Call call) =>
        world.TryGetAccountByAlias(request.AccountAlias, out _)
            ? IamErrors.AccountAliasAlreadyExists(request.AccountAlias)
            : new Outcome<Iam.CreateAccountAliasResponse>(new Iam.CreateAccountAliasResponse(), Change.Put(account.Settings with { Alias = request.AccountAlias }));
}
