using System.Collections.Immutable;
using System.Text;
using Iamd.Accounts;
using Microsoft.Data.Sqlite;

namespace Iamd.Storage.Tests;

/// <summary>The data folder: who may read it, what is refused, and that what is refused is left as it was.</summary>
public sealed class StoreTests : IDisposable
{
    private static readonly Schema Next = new([.. Schema.Current.Steps, "CREATE TABLE added (id INTEGER PRIMARY KEY) STRICT; UPDATE head SET version = version + 100"]);

    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.File("data");

    private string Database => Path.Combine(Data, "iamd.db");

    private string MasterKeyFile => Path.Combine(Data, "master.key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_folder_and_all_its_files_are_for_their_owner_alone()
    {
        using Store store = Open();
        store.Journal.Commit(NewBatch(0, NewAccount()));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Data));
        string[] files = Directory.GetFiles(Data);
        Assert.Contains(Database + "-wal", files);
        Assert.All(files, file => Assert.Equal((file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, File.GetUnixFileMode(file))));
    }

    [Fact]
    public void A_second_daemon_is_kept_out_until_the_first_is_gone()
    {
        using (Store first = Open())
        {
            StorageException refused = Refused(StorageFailure.InUse);
            Assert.Equal(
                $"Another iamd (process {Environment.ProcessId}) uses the data folder '{Data}': stop it first or choose another folder with --data.",
                refused.Message);
        }
        Open().Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused()
    {
        File.WriteAllText(Data, "a file");
        Refused(StorageFailure.NoAccess);
        Assert.Equal("a file", File.ReadAllText(Data));
    }

    [Fact]
    public void What_was_kept_is_there_at_the_next_start()
    {
        DataKeys keys;
        SealedSecret secret;
        using (Store store = Open())
        {
            store.Journal.Commit(NewBatch(0, NewAccount()));
            keys = store.Vault.Keys;
            secret = Seal(keys, "the secret");
        }
        using Store again = Open();
        Assert.Equal(1, again.Journal.Load().Version);
        Assert.True(again.Vault.Keys.TryOpen(SecretKind.AccessKey, Samples.Account, "AKIA", secret, out byte[]? opened));
        Assert.Equal("the secret", Encoding.UTF8.GetString(opened));
    }

    [Fact]
    public void A_missing_master_key_is_refused_and_no_other_is_made()
    {
        Open().Dispose();
        File.Delete(MasterKeyFile);
        Assert.Equal($"The master key of the database is missing: put its file back at '{MasterKeyFile}'.", RefusedUntouched(StorageFailure.MasterKey).Message);
        Assert.False(File.Exists(MasterKeyFile));
    }

    [Fact]
    public void Another_master_key_is_refused()
    {
        Open().Dispose();
        File.WriteAllText(MasterKeyFile, MasterKey.Create().ToText());
        RefusedUntouched(StorageFailure.MasterKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("c2hvcnQ=")]
    public void A_file_that_holds_no_master_key_is_refused(string text)
    {
        Open().Dispose();
        File.WriteAllText(MasterKeyFile, text);
        RefusedUntouched(StorageFailure.MasterKey);
    }

    [Fact]
    public void A_first_start_that_was_cut_short_after_the_master_key_goes_on()
    {
        Directory.CreateDirectory(Data);
        string key = MasterKey.Create().ToText();
        File.WriteAllText(MasterKeyFile, key);
        File.WriteAllText(Database, "");
        Open().Dispose();
        Assert.Equal(key, File.ReadAllText(MasterKeyFile));
        Open().Dispose();
    }

    [Theory]
    [InlineData(StorageFailure.Corrupt, "x")] // Too short for a header.
    [InlineData(StorageFailure.Corrupt, "This is a text of more than a hundred characters, which somebody has put in the place of the database by mistake.")]
    public void A_file_that_is_no_database_is_refused(StorageFailure failure, string content)
    {
        Open().Dispose();
        File.WriteAllText(Database, content);
        RefusedUntouched(failure);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_damaged_database_is_refused(int page)
    {
        using (Store store = Open())
            store.Journal.Commit(NewBatch(0, [NewAccount(), .. Enumerable.Range(0, 50).Select(_ => Change.Put(NewGroup()))]));
        using (FileStream file = new(Database, FileMode.Open))
        {
            // The first page keeps its header, and loses its list of tables.
            file.Position = page == 1 ? 100 : (page - 1) * 4096;
            file.Write(Enumerable.Repeat((byte)0xA5, 3900).ToArray());
        }
        RefusedUntouched(StorageFailure.Corrupt, load: true);
    }

    [Theory]
    [InlineData("UPDATE entities SET body = '{' WHERE kind = 'RootUser'")]
    [InlineData("UPDATE entities SET body = '{}' WHERE kind = 'RootUser'")]
    [InlineData("UPDATE entities SET kind = 'Nothing' WHERE kind = 'RootUser'")]
    [InlineData("DELETE FROM entities WHERE kind = 'RootUser'")]
    [InlineData("INSERT INTO entities (account, kind, id, body) SELECT account, kind, id, body FROM entities")]
    [InlineData("UPDATE documents SET sha256 = 'x'")]
    public void Rows_that_make_no_world_are_refused(string damage)
    {
        using (Store store = Open())
            store.Journal.Commit(NewBatch(0, NewAccount(), Change.Put(NewGroup())));
        Execute(Database, damage);
        RefusedUntouched(StorageFailure.Corrupt, load: true);
    }

    [Theory]
    [InlineData("PRAGMA application_id = 1; CREATE TABLE theirs (x)")]
    [InlineData("CREATE TABLE theirs (x)")]
    public void A_database_of_another_program_is_refused(string sql)
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(MasterKeyFile, MasterKey.Create().ToText());
        Execute(Database, sql);
        Assert.Equal(
            $"The file '{Database}' is a database of another program: choose another folder with --data.",
            RefusedUntouched(StorageFailure.Corrupt).Message);
    }

    [Fact]
    public void A_database_of_a_newer_release_is_refused()
    {
        Open().Dispose();
        Execute(Database, "PRAGMA user_version = 99");
        Assert.Equal(
            $"The database '{Database}' was written by a newer iamd (schema 99, this one knows {Schema.Current.Version}): run that one.",
            RefusedUntouched(StorageFailure.Newer).Message);
    }

    [Fact]
    public void An_older_database_is_brought_forward_after_a_backup_copy()
    {
        using (Store store = Open())
            store.Journal.Commit(NewBatch(0, NewAccount()));
        using (SqliteJournal newer = SqliteJournal.Open(Database, ReadMasterKey(), Next))
        {
            Assert.Equal(101, newer.ReadVersion());
            Assert.Single(newer.Load().Accounts);
        }
        string backup = $"{Database}.schema-{Schema.Current.Version}.backup";
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup));
        using SqliteJournal former = SqliteJournal.Open(backup, ReadMasterKey(), Schema.Current);
        Assert.Equal(1, former.Load().Version);
        RefusedUntouched(StorageFailure.Newer);
    }

    [Fact]
    public void A_migration_that_fails_leaves_the_older_database()
    {
        using (Store store = Open())
            store.Journal.Commit(NewBatch(0, NewAccount()));
        Schema broken = new([.. Schema.Current.Steps, "CREATE TABLE added (id INTEGER); INSERT INTO nowhere VALUES (1)"]);
        Assert.Throws<StorageException>(() => SqliteJournal.Open(Database, ReadMasterKey(), broken));
        using Store again = Open();
        Assert.Equal(1, again.Journal.Load().Version);
    }

    [Fact]
    public void Nothing_is_migrated_under_another_master_key()
    {
        Open().Dispose();
        byte[] before = File.ReadAllBytes(Database);
        StorageException refused = Assert.Throws<StorageException>(() => SqliteJournal.Open(Database, MasterKey.Create(), Next));
        Assert.Equal(StorageFailure.MasterKey, refused.Failure);
        Assert.Equal(before, File.ReadAllBytes(Database));
        Assert.Empty(Directory.GetFiles(Data, "*.backup*"));
    }

    [Fact]
    public void A_secret_stands_in_no_file_of_the_folder_but_the_master_key()
    {
        const string secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        using (Store store = Open())
        {
            User alice = new()
            {
                Account = Samples.Account,
                Id = "AIDA",
                Name = "alice",
                CreatedAt = DateTimeOffset.UnixEpoch,
                AccessKeys = [new AccessKey { Id = "AKIA", Secret = Seal(store.Vault.Keys, secret), CreatedAt = DateTimeOffset.UnixEpoch }],
            };
            store.Journal.Commit(NewBatch(0, NewAccount(), Change.Put(alice)));
        }
        byte[] masterKey = Convert.FromBase64String(File.ReadAllText(MasterKeyFile));
        foreach (string file in Directory.GetFiles(Data).Where(file => file != MasterKeyFile))
        {
            byte[] content = File.ReadAllBytes(file);
            Assert.Equal((file, -1), (file, content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret))));
            Assert.Equal((file, -1), (file, content.AsSpan().IndexOf(masterKey)));
        }
    }

    [Fact]
    public void An_ephemeral_store_works_like_any_other()
    {
        using Store store = Store.Ephemeral(TimeProvider.System);
        store.Journal.Commit(NewBatch(0, NewAccount()));
        Assert.Equal(1, store.Journal.Load().Version);
    }

    private Store Open() => Store.Open(Data, TimeProvider.System);

    private StorageException Refused(StorageFailure failure, bool load = false)
    {
        StorageException refused = Assert.Throws<StorageException>(() =>
        {
            using Store store = Open();
            if (load)
                store.Journal.Load();
        });
        Assert.Equal(failure, refused.Failure);
        Assert.DoesNotContain('\n', refused.Message);
        return refused;
    }

    /// <summary>Refused, and every file is what it was, but for the lock's.</summary>
    private StorageException RefusedUntouched(StorageFailure failure, bool load = false)
    {
        Dictionary<string, byte[]> before = Contents();
        StorageException refused = Refused(failure, load);
        Assert.Equal(before, Contents());
        return refused;
    }

    private Dictionary<string, byte[]> Contents() =>
        Directory.GetFiles(Data).Where(file => Path.GetFileName(file) is not ("iamd.lock" or "iamd.pid")).ToDictionary(file => file, File.ReadAllBytes);

    private MasterKey ReadMasterKey() =>
        MasterKey.TryParse(File.ReadAllText(MasterKeyFile), out MasterKey? key) ? key : throw new InvalidOperationException();

    private static SealedSecret Seal(DataKeys keys, string secret) =>
        keys.Seal(SecretKind.AccessKey, Samples.Account, "AKIA", Encoding.UTF8.GetBytes(secret), TimeProvider.System.GetUtcNow(), new Nonces());

    private static void Execute(string path, string sql)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static Change NewAccount() => Change.Create(
        new AccountSettings { Account = Samples.Account, Id = "settings", CreatedAt = DateTimeOffset.UnixEpoch },
        new RootUser { Account = Samples.Account, Id = Samples.Account.ToString(), CreatedAt = DateTimeOffset.UnixEpoch });

    private static Group NewGroup()
    {
        string id = Guid.NewGuid().ToString();
        return new()
        {
            Account = Samples.Account,
            Id = id,
            Name = id,
            CreatedAt = DateTimeOffset.UnixEpoch,
            InlinePolicies = ImmutableSortedDictionary.Create<string, Document>(StringComparer.Ordinal).Add("p", Samples.Policy(id)),
        };
    }

    private static Batch NewBatch(long from, params ImmutableArray<Change> changes) =>
        new() { Id = Guid.NewGuid(), FromVersion = from, ToVersion = from + 1, Changes = changes, Events = [] };

    private sealed class Nonces : IRandomness
    {
        public void Fill(Span<byte> bytes) => System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
    }
}
