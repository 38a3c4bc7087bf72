using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Iamd.Storage;

/// <summary>The journal in one SQLite file: a write-ahead log, synchronized at every commit.</summary>
/// <remarks>SQLite, "Write-Ahead Logging", "PRAGMA synchronous": FULL makes a commit durable before it returns.</remarks>
public sealed class SqliteJournal : IJournal
{
    /// <summary>As many batches are remembered for callers that ask whether theirs was committed.</summary>
    private const int RememberedBatches = 1000;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly Statements _statements;
    private readonly Bodies _bodies;
    private Dictionary<string, Document> _documents = new(StringComparer.Ordinal);

    private SqliteJournal(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _statements = new Statements(connection);
        _bodies = new Bodies(document => _statements.PutDocument.Run(document.Sha256, document.Text), FindDocument);
    }

    /// <summary>The connection, for tests that let it fail.</summary>
    internal SqliteConnection Connection => _connection;

    /// <summary>Opens the database at that path; makes it, or brings it to the present schema, when it must be.</summary>
    /// <exception cref="StorageException">It cannot be opened; nothing was changed.</exception>
    internal static SqliteJournal Open(string path, MasterKey masterKey, Schema schema)
    {
        SqliteFile.Inspect(path, schema);
        // SQLite gives its other files the permissions of this one.
        DataFolder.MakeFile(path);
        return Connect(path, new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 5,
        }, masterKey, schema);
    }

    /// <summary>A journal that is gone when it is closed.</summary>
    public static SqliteJournal InMemory() => Connect(
        ":memory:",
        new SqliteConnectionStringBuilder { DataSource = ":memory:", Pooling = false },
        MasterKey.Create(),
        Schema.Current);

    public World Load() => Do(() =>
    {
        _documents = new(StringComparer.Ordinal);
        Dictionary<AccountId, List<Entity>> accounts = [];
        using (SqliteDataReader rows = _statements.AllEntities.Read())
        {
            while (rows.Read())
            {
                Entity entity = _bodies.ReadEntity(rows.GetString(0), Utf8(rows, 1));
                if (!accounts.TryGetValue(entity.Account, out List<Entity>? entities))
                    accounts.Add(entity.Account, entities = []);
                entities.Add(entity);
            }
        }
        _documents = new(StringComparer.Ordinal); // They were shared while loading; from now on the world alone holds them.
        return World.Of(Version(), [.. accounts.Values.Select(AccountOf)]);
    });

    public long ReadVersion() => Do(Version);

    public void Commit(Batch batch) => Transact(() =>
    {
        if (_statements.MoveHead.Run(batch.FromVersion, batch.ToVersion) != 1)
        {
            throw new StorageException(
                StorageFailure.InUse,
                $"The database '{_path}' has another version than the world in memory: another program has written to it; start iamd again.");
        }
        if (batch.ToVersion != batch.FromVersion)
        {
            _statements.AddBatch.Run(batch.ToVersion, Text(batch.Id));
            _statements.ForgetBatches.Run(batch.ToVersion, RememberedBatches);
        }
        foreach (Change change in batch.Changes)
            Apply(change);
        foreach (AuditEvent happened in batch.Events)
            _statements.AddEvent.Run(Text(happened.EventId), happened.EventTime.UtcTicks, _bodies.Write(happened));
    });

    public bool IsCommitted(Guid batchId) => Do(() => _statements.CountBatch.Scalar(Text(batchId)) != 0);

    public ImmutableArray<RecordedEvent> ReadEvents(long after, int limit) => Do(() =>
        _statements.EventsAfter.List(rows => new RecordedEvent(rows.GetInt64(0), _bodies.ReadEvent(Utf8(rows, 1))), after, limit));

    public ImmutableArray<IssuedSession> ReadSessions(AccountId account, string principalId) => Do(() =>
        _statements.SessionsOf.List(rows => _bodies.ReadSession(Utf8(rows, 0)), account.ToString(), principalId));

    public void SweepSessions(DateTimeOffset expiredAt) => Transact(() => _statements.SweepSessions.Run(expiredAt.UtcTicks));

    public ImmutableArray<LastUse> LoadActivity() => Do(() =>
        _statements.AllActivity.List(rows => new LastUse(
            Enum.Parse<UseKind>(rows.GetString(0)), rows.GetString(1), Time(rows.GetInt64(2)), rows.GetString(3), rows.GetString(4))));

    public void MergeActivity(ImmutableArray<LastUse> uses) => Transact(() =>
    {
        foreach (LastUse use in uses)
            _statements.MergeActivity.Run(use.Kind.ToString(), use.Key, use.At.UtcTicks, use.Region, use.Service);
    });

    public ImmutableArray<WrappedDataKey> LoadDataKeys() => Do(() => DataKeysIn(_statements));

    public void AddDataKey(WrappedDataKey key) => Transact(() =>
        _statements.AddDataKey.Run(key.Id, key.Bytes.ToArray(), key.UsableFrom.UtcTicks));

    public void RetireDataKeys(ImmutableArray<int> ids) => Transact(() =>
    {
        foreach (int id in ids)
            _statements.RetireDataKey.Run(id);
    });

    public void Dispose()
    {
        lock (_gate)
        {
            _statements.Dispose();
            _connection.Dispose();
        }
    }

    private static SqliteJournal Connect(string path, SqliteConnectionStringBuilder source, MasterKey masterKey, Schema schema)
    {
        SqliteConnection connection = new(source.ToString());
        SqliteJournal? journal = null;
        try
        {
            connection.Open();
            Migration.Run(connection, path, masterKey, schema);
            journal = new SqliteJournal(path, connection);
            return journal;
        }
        catch (SqliteException problem)
        {
            throw SqliteErrors.Translate(problem, path);
        }
        finally
        {
            if (journal is null)
                connection.Dispose();
        }
    }

    private void Apply(Change change)
    {
        switch (change)
        {
            case Change.AccountCreated created:
                Put(created.Settings);
                Put(created.Root);
                break;
            case Change.EntityPut put:
                Put(put.Entity);
                break;
            case Change.EntityDeleted deleted:
                _statements.DeleteEntity.Run(deleted.Account.ToString(), Bodies.KindOf(deleted.Entity), deleted.Entity.Id);
                break;
            case Change.SessionIssued issued:
                IssuedSession session = issued.Session;
                _statements.AddSession.Run(
                    session.AccessKeyId,
                    session.Account.ToString(),
                    session.PrincipalId,
                    session.IssuedAt.UtcTicks,
                    session.ExpiresAt.UtcTicks,
                    _bodies.Write(session));
                break;
            default:
                throw new InvalidOperationException($"The journal does not know the change {change.GetType().Name}.");
        }
    }

    private void Put(Entity entity) =>
        _statements.PutEntity.Run(entity.Account.ToString(), Bodies.KindOf(entity), entity.Id, _bodies.Write(entity));

    private Account AccountOf(List<Entity> entities) =>
        (entities.OfType<AccountSettings>().ToArray(), entities.OfType<RootUser>().ToArray()) is ([AccountSettings settings], [RootUser root])
            ? Account.Of(settings, root, [.. entities.OfType<NamedEntity>()])
            : throw SqliteErrors.Corrupt(_path, null);

    private Document FindDocument(string sha256)
    {
        if (!_documents.TryGetValue(sha256, out Document? document))
        {
            string text = _statements.FindDocument.Text(sha256) ?? throw new JsonException($"The document {sha256} is missing.");
            document = Document.FromStore(text, sha256);
            _documents.Add(sha256, document);
        }
        return document;
    }

    private long Version() => _statements.ReadHead.Scalar();

    internal static ImmutableArray<WrappedDataKey> DataKeysIn(Statements statements) =>
        statements.AllDataKeys.List(rows => new WrappedDataKey(rows.GetInt32(0), [.. rows.GetFieldValue<byte[]>(1)], Time(rows.GetInt64(2))));

    private T Do<T>(Func<T> work)
    {
        lock (_gate)
        {
            try
            {
                return work();
            }
            catch (SqliteException problem)
            {
                throw SqliteErrors.Translate(problem, _path);
            }
            catch (JsonException problem)
            {
                throw SqliteErrors.Corrupt(_path, problem);
            }
        }
    }

    private void Transact(Action work) => Do(() =>
    {
        _statements.Begin.Run();
        try
        {
            work();
            _statements.Commit.Run();
            return true;
        }
        finally
        {
            // SQLite itself has rolled back after some errors; after a commit there is nothing to roll back.
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                _statements.Rollback.Run();
        }
    });

    private static ReadOnlySpan<byte> Utf8(SqliteDataReader rows, int column) => raw.sqlite3_column_blob(rows.Handle, column);

    private static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(long utcTicks) => new(utcTicks, TimeSpan.Zero);
}
