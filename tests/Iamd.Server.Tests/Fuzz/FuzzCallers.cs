namespace Iamd.Server.Tests.Fuzz;

/// <summary>Somebody who calls.</summary>
/// <param name="May">Whether an operation, such as <c>iam:CreateUser</c>, could ever succeed for this caller.</param>
internal sealed record FuzzCaller(AwsClient Client, Func<string, bool> May);

/// <summary>Callers of all kinds, whose names no random request hits.</summary>
internal sealed class FuzzCallers
{
    private readonly IReadOnlyList<FuzzCaller> _callers;

    private FuzzCallers(IReadOnlyList<FuzzCaller> callers) => _callers = callers;

    public static async Task<FuzzCallers> Make(RunningDaemon daemon)
    {
        AwsClient root = daemon.Root;
        AwsClient admin = await User(daemon, "caller-admin", Policies.AllowAll);
        AwsClient reader = await User(daemon, "caller-reader", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["iam:Get*","iam:List*","iam:Simulate*","sts:*"],"Resource":"*"}}""");
        AwsClient partial = await User(
            daemon,
            "caller-partial",
            $$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":["iam:*User*","iam:*AccessKey*"],"Resource":"arn:aws:iam::{{daemon.AccountId}}:user/${aws:username}"},
              {"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::{{daemon.AccountId}}:*/div/*","Condition":{"StringLike":{"aws:RequestTag/alice":"*"} } },
              {"Effect":"Deny","Action":"iam:*Role*","Resource":"*"}]}
            """);
        AwsClient nobody = await User(daemon, "caller-nobody", null);
        await Succeeds(root.Iam("CreateRole", "RoleName", "caller-role", "AssumeRolePolicyDocument", Policies.TrustAll));
        await Succeeds(root.Iam("PutRolePolicy", "RoleName", "caller-role", "PolicyName", "p", "PolicyDocument", Policies.AllowAll));
        string role = $"arn:aws:iam::{daemon.AccountId}:role/caller-role";
        // No policy is needed to say who one is and to open a session; some role trusts everybody, and the account may let all change their passwords.
        string[] free = ["sts:GetCallerIdentity", "sts:GetSessionToken", "sts:AssumeRole", "iam:ChangePassword", "iam:GetAccountPasswordPolicy"];
        FuzzCaller all = new(root, _ => true);
        FuzzCaller administrator = new(admin, _ => true);
        return new FuzzCallers(
        [
            all, all, all, all, administrator, administrator, administrator,
            new(reader, operation => free.Contains(operation) || operation.StartsWith("sts:", StringComparison.Ordinal) || IsReading(operation)),
            new(partial, operation => free.Contains(operation) || (operation.StartsWith("iam:", StringComparison.Ordinal) && !operation.Contains("Role", StringComparison.Ordinal))),
            new(nobody, free.Contains),
            new(
                Session(daemon, await admin.Sts("AssumeRole", "RoleArn", role, "RoleSessionName", "whole", "Tags.member.1.Key", "team", "Tags.member.1.Value", "a", "TransitiveTagKeys.member.1", "team")),
                operation => operation is not ("sts:GetSessionToken" or "sts:GetFederationToken" or "iam:ChangePassword")),
            new(
                Session(daemon, await admin.Sts("AssumeRole", "RoleArn", role, "RoleSessionName", "narrow", "PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/IAMReadOnlyAccess")),
                operation => operation is "sts:GetCallerIdentity" or "sts:AssumeRole" || operation.StartsWith("iam:Generate", StringComparison.Ordinal) || IsReading(operation)),
            new(Session(daemon, await admin.Sts("GetSessionToken")), operation => operation is "sts:GetCallerIdentity" or "sts:AssumeRole"),
            new(Session(daemon, await admin.Sts("GetFederationToken", "Name", "fed", "Policy", Policies.AllowAll)), operation => operation is "sts:GetCallerIdentity"),
            new(Session(daemon, await root.Sts("GetSessionToken")), operation => operation is "sts:GetCallerIdentity"),
            new(daemon.As("AKIANOBODYNOBODYNOBO", "wrong"), _ => false),
        ]);

        static bool IsReading(string operation) =>
            operation.StartsWith("iam:Get", StringComparison.Ordinal) || operation.StartsWith("iam:List", StringComparison.Ordinal) || operation.StartsWith("iam:Simulate", StringComparison.Ordinal);
    }

    /// <summary>Whether a key is one that they sign with: no request may take it from them.</summary>
    public bool SignWith(string accessKeyId) => _callers.Any(caller => caller.Client.Signer.AccessKeyId == accessKeyId);

    public FuzzCaller Any(Random random) => _callers[random.Next(_callers.Count)];

    private static async Task<AwsClient> User(RunningDaemon daemon, string name, string? policy)
    {
        await Succeeds(daemon.Root.Iam("CreateUser", "UserName", name));
        if (policy is not null)
            await Succeeds(daemon.Root.Iam("PutUserPolicy", "UserName", name, "PolicyName", "p", "PolicyDocument", policy));
        AwsAnswer key = await daemon.Root.Iam("CreateAccessKey", "UserName", name);
        return daemon.As(key["AccessKeyId"] ?? "", key["SecretAccessKey"] ?? "");
    }

    private static AwsClient Session(RunningDaemon daemon, AwsAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.Body);
        return daemon.As(answer["AccessKeyId"] ?? "", answer["SecretAccessKey"] ?? "", answer["SessionToken"]);
    }

    private static async Task Succeeds(Task<AwsAnswer> call)
    {
        AwsAnswer answer = await call;
        Assert.True(answer.Status == 200, answer.Body);
    }
}
