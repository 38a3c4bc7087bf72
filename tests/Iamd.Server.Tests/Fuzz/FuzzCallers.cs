namespace Iamd.Server.Tests.Fuzz;

/// <summary>Callers of all kinds, whose names no random request hits.</summary>
internal sealed class FuzzCallers
{
    private readonly IReadOnlyList<AwsClient> _clients;

    private FuzzCallers(IReadOnlyList<AwsClient> clients) => _clients = clients;

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
        return new FuzzCallers(
        [
            root, root, root, root, admin, admin, admin, reader, partial, nobody,
            Session(daemon, await admin.Sts("AssumeRole", "RoleArn", role, "RoleSessionName", "whole", "Tags.member.1.Key", "team", "Tags.member.1.Value", "a", "TransitiveTagKeys.member.1", "team")),
            Session(daemon, await admin.Sts("AssumeRole", "RoleArn", role, "RoleSessionName", "narrow", "PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/IAMReadOnlyAccess")),
            Session(daemon, await admin.Sts("GetSessionToken")),
            Session(daemon, await admin.Sts("GetFederationToken", "Name", "fed", "Policy", Policies.AllowAll)),
            Session(daemon, await root.Sts("GetSessionToken")),
            daemon.As("AKIANOBODYNOBODYNOBO", "wrong"),
        ]);
    }

    /// <summary>Whether a key is one that they sign with: no request may take it from them.</summary>
    public bool SignWith(string accessKeyId) => _clients.Any(client => client.Signer.AccessKeyId == accessKeyId);

    public AwsClient Any(Random random) => _clients[random.Next(_clients.Count)];

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
