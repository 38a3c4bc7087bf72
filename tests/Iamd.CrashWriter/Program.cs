using System.Globalization;
using Iamd.Accounts;
using Iamd.Policy;
using Iamd.Server;
using Iamd.Storage;
using Microsoft.Extensions.Logging.Abstractions;

// Writes to the folder that it is given, from eight writers at once, until it is killed. Each write makes a group and a
// user in it, with an event; its name is printed once it was acknowledged.
const int Writers = 8;
AccountId account = AccountId.Parse("111122223333");
string run = Guid.NewGuid().ToString("N");

using Store store = Store.Open(args[0], TimeProvider.System);
await using Turn turn = new(store.Journal, NullLogger<Turn>.Instance);
await turn.WriteAsync(world => new Written<bool>(
    true,
    world.TryGetAccount(account, out _)
        ? []
        : [
            Change.Create(
                new AccountSettings { Account = account, Id = "settings", CreatedAt = DateTimeOffset.UnixEpoch },
                new RootUser { Account = account, Id = account.ToString(), CreatedAt = DateTimeOffset.UnixEpoch }),
        ],
    null));
await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
{
    for (int count = 0; ; count++)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{run}-{writer}-{count}");
        Group group = new() { Account = account, Id = "AGPA" + name, Name = name, CreatedAt = DateTimeOffset.UnixEpoch };
        User user = new() { Account = account, Id = "AIDA" + name, Name = name, CreatedAt = DateTimeOffset.UnixEpoch, GroupIds = [group.Id] };
        AuditEvent happened = new()
        {
            EventId = Guid.NewGuid(),
            EventTime = DateTimeOffset.UtcNow,
            RequestId = name,
            EventSource = "iam.amazonaws.com",
            EventName = "CreateUser",
        };
        await turn.WriteAsync(_ => new Written<bool>(true, [Change.Put(group), Change.Put(user)], happened));
        Console.WriteLine(name);
    }
})));
