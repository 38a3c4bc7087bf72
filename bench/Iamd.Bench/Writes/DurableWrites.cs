using System.Diagnostics;
using System.Globalization;
using Iamd.Accounts;
using Iamd.Policy;
using Iamd.Server;
using Iamd.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iamd.Bench;

/// <summary>Durable writes per second of 32 writers through the turn, beside the single-row commits of SQLite on the same disk in the same run.</summary>
internal static class DurableWrites
{
    private const int Writers = 32;
    private const int Rounds = 5;
    private static readonly TimeSpan RoundLength = TimeSpan.FromSeconds(1);
    private static readonly AccountId Account = AccountId.Parse("111122223333");

    public static async Task RunAsync(string[] options)
    {
        string folder = Directory.CreateDirectory(Path.Combine(options is [string given] ? given : ".", $"iamd-bench-{Environment.ProcessId}")).FullName;
        try
        {
            using Store store = Store.Open(Path.Combine(folder, "data"), TimeProvider.System);
            await using Turn turn = new(store.Journal, NullLogger<Turn>.Instance);
            await turn.WriteAsync(_ => new Written<bool>(true, [NewAccount()], null));
            using SqliteConnection plain = OpenPlain(Path.Combine(folder, "plain.db"));
            SingleRows(plain); // So that the code is compiled before anything is measured.
            await ThroughTurnAsync(turn, -1);
            await Clear(turn);

            List<double> single = [];
            List<double> grouped = [];
            for (int round = 0; round < Rounds; round++)
            {
                single.Add(SingleRows(plain));
                grouped.Add(await ThroughTurnAsync(turn, round));
                await Clear(turn);
                await Console.Out.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"round {round + 1}: single-row commits {single[^1]:F0}/s, {Writers} writers through the turn {grouped[^1]:F0}/s, ratio {grouped[^1] / single[^1]:F1}"));
            }
            double singleMedian = single.Order().ElementAt(Rounds / 2);
            double groupedMedian = grouped.Order().ElementAt(Rounds / 2);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"median: single-row commits {singleMedian:F0}/s, through the turn {groupedMedian:F0}/s, ratio {groupedMedian / singleMedian:F1} (at least 5 is wanted)"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double SingleRows(SqliteConnection connection)
    {
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (body) VALUES (?1)";
        insert.Parameters.AddWithValue("?1", new string('x', 300));
        Stopwatch watch = Stopwatch.StartNew();
        int rows = 0;
        for (; watch.Elapsed < RoundLength; rows++)
            insert.ExecuteNonQuery();
        return rows / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> ThroughTurnAsync(Turn turn, int round)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int[] written = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            int count = 0;
            for (; watch.Elapsed < RoundLength; count++)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"user-{round}-{writer}-{count}");
                await turn.WriteAsync(world => Create(world, name));
            }
            return count;
        })));
        return written.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>What CreateUser does: a name that is free, one entity, one event.</summary>
    private static Written<bool> Create(World world, string name)
    {
        if (!world.TryGetAccount(Account, out Account? account) || account.Users.Contains(name))
            throw new InvalidOperationException($"There is no account, or {name} is taken.");
        DateTimeOffset now = DateTimeOffset.UtcNow;
        User user = new() { Account = Account, Id = SystemRandomness.Instance.NewUniqueId("AIDA", Account), Name = name, CreatedAt = now };
        AuditEvent happened = new()
        {
            EventId = Guid.NewGuid(),
            EventTime = now,
            RequestId = Guid.NewGuid().ToString(),
            EventSource = "iam.amazonaws.com",
            EventName = "CreateUser",
            AccountId = Account,
            CallerArn = "arn:aws:iam::111122223333:root",
            AccessKeyId = "AKIAIOSFODNN7EXAMPLE",
            SourceIpAddress = "127.0.0.1",
            UserAgent = "aws-cli/2.9.19",
            Decision = "allowed",
        };
        return new(true, [Change.Put(user)], happened);
    }

    /// <summary>Each round starts with an empty account, so that no round measures a larger world than the others.</summary>
    private static Task<bool> Clear(Turn turn) => turn.WriteAsync(world =>
        new Written<bool>(true, [.. world.Accounts.Single().Users.Select(Change.Delete)], null));

    private static SqliteConnection OpenPlain(string path)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL)";
        command.ExecuteNonQuery();
        // The log gets its full size now: appending to a file that grows is slower, and the turn's log has grown already.
        command.CommandText = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
            INSERT INTO rows (body) SELECT printf('%.300c', 'x') FROM n;
            PRAGMA wal_checkpoint(RESTART)
            """;
        command.ExecuteNonQuery();
        return connection;
    }

    private static Change NewAccount() => Change.Create(
        new AccountSettings { Account = Account, Id = "settings", CreatedAt = DateTimeOffset.UnixEpoch },
        new RootUser { Account = Account, Id = Account.ToString(), CreatedAt = DateTimeOffset.UnixEpoch });
}
