using Iamd.Storage;

namespace Iamd.Server.Tests;

public sealed class AuditTests
{
    [Fact]
    public async Task Every_changing_call_is_recorded_with_its_decision_and_without_secrets()
    {
        string folder = Directory.CreateTempSubdirectory("iamd-test-").FullName;
        string secret;
        await using (RunningDaemon daemon = await RunningDaemon.StartAsync(options => options with { DataFolder = folder }))
        {
            await daemon.Root.Iam("CreateUser", "UserName", "alice");
            AwsAnswer key = await daemon.Root.Iam("CreateAccessKey", "UserName", "alice");
            secret = key["SecretAccessKey"]!;
            AwsClient alice = daemon.As(key["AccessKeyId"]!, secret);
            await alice.Iam("CreateUser", "UserName", "bob");
            await daemon.Root.Iam("PutUserPolicy", "UserName", "alice", "PolicyName", "p", "PolicyDocument", """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:*","Resource":"*"}}""");
            await alice.Iam("CreateUser", "UserName", "bob");
            await daemon.Root.Iam("CreateUser", "UserName", "alice");
            await daemon.Root.Iam("ListUsers");
        }
        using Store store = Store.Open(folder, TimeProvider.System);
        AuditEvent[] events = [.. store.Journal.ReadEvents(0, 100).Select(recorded => recorded.Event)];
        Assert.Equal(
            [
                ("CreateUser", "root", "allowed", null),
                ("CreateAccessKey", "root", "allowed", null),
                ("CreateUser", "user/alice", "implicitDeny", "AccessDenied"),
                ("PutUserPolicy", "root", "allowed", null),
                ("CreateUser", "user/alice", "explicitDeny", "AccessDenied"),
                ("CreateUser", "root", "allowed", "EntityAlreadyExists"),
            ],
            events.Select(e => (e.EventName, e.CallerArn!.Split(':')[5], e.Decision!, e.ErrorCode)));
        Assert.All(events, e => Assert.Equal(("iam.amazonaws.com", "127.0.0.1"), (e.EventSource, e.SourceIpAddress)));
        Assert.All(events, e => Assert.DoesNotContain(secret, e.ToString(), StringComparison.Ordinal));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_key_that_was_switched_off_or_whose_user_is_gone_is_out_at_once()
    {
        await using RunningDaemon daemon = await RunningDaemon.StartAsync();
        await daemon.Root.Iam("CreateUser", "UserName", "alice");
        AwsAnswer key = await daemon.Root.Iam("CreateAccessKey", "UserName", "alice");
        AwsClient alice = daemon.As(key["AccessKeyId"]!, key["SecretAccessKey"]!);
        AwsAnswer session = await alice.Sts("GetSessionToken");
        AwsClient inSession = daemon.As(session["AccessKeyId"]!, session["SecretAccessKey"]!, session["SessionToken"]);
        Assert.Equal(200, (await alice.Sts("GetCallerIdentity")).Status);
        Assert.Equal(200, (await inSession.Sts("GetCallerIdentity")).Status);

        Assert.Equal(200, (await daemon.Root.Iam("UpdateAccessKey", "UserName", "alice", "AccessKeyId", key["AccessKeyId"]!, "Status", "Inactive")).Status);
        AwsAnswer off = await alice.Sts("GetCallerIdentity");
        Assert.Equal((403, "InvalidClientTokenId"), (off.Status, off.Code));

        Assert.Equal(200, (await daemon.Root.Iam("DeleteAccessKey", "UserName", "alice", "AccessKeyId", key["AccessKeyId"]!)).Status);
        Assert.Equal(200, (await daemon.Root.Iam("DeleteUser", "UserName", "alice")).Status);
        AwsAnswer gone = await inSession.Sts("GetCallerIdentity");
        Assert.Equal((403, "InvalidClientTokenId"), (gone.Status, gone.Code));
    }

    [Fact]
    public async Task A_password_is_hashed_and_checked_against_its_former_self()
    {
        await using RunningDaemon daemon = await RunningDaemon.StartAsync();
        await daemon.Root.Iam("CreateUser", "UserName", "alice");
        Assert.Equal(200, (await daemon.Root.Iam("CreateLoginProfile", "UserName", "alice", "Password", "Correct-Horse-1")).Status);
        AwsAnswer key = await daemon.Root.Iam("CreateAccessKey", "UserName", "alice");
        await daemon.Root.Iam("UpdateAccountPasswordPolicy", "AllowUsersToChangePassword", "true");
        AwsClient alice = daemon.As(key["AccessKeyId"]!, key["SecretAccessKey"]!);
        Assert.Equal(403, (await alice.Iam("ChangePassword", "OldPassword", "wrong", "NewPassword", "Correct-Horse-2")).Status);
        Assert.Equal(200, (await alice.Iam("ChangePassword", "OldPassword", "Correct-Horse-1", "NewPassword", "Correct-Horse-2")).Status);
    }
}
