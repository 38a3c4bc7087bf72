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

    /// <summary>The numbers of the rows; null when they must be read again, after a batch that failed.</summary>
    private Dictionary<EntityKey, long>? _rows;

    private SqliteJournal(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _statements = new Statements(connection.Handle!); // An open connection has its handle.
        _bodies = new Bodies(document => _statements.PutDocument.Bind(1, document.Sha256).Bind(2, document.Text).Run(), FindDocument);
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
        _statements.AllEntities.ForEach(row =>
        {
            Entity entity = _bodies.ReadEntity(row.Text(0), row.Bytes(1));
            if (!accounts.TryGetValue(entity.Account, out List<Entity>? entities))
                accounts.Add(entity.Account, entities = []);
            entities.Add(entity);
        });
        _documents = new(StringComparer.Ordinal); // They were shared while loading; from now on the world alone holds them.
        try
        {
            return World.Of(Version(), [.. accounts.Values.Select(AccountOf)]);
        }
        catch (ArgumentException twice)
        {
            throw SqliteErrors.Corrupt(_path, twice);
        }
    });

    public long ReadVersion() => Do(Version);

    public void Commit(Batch batch) => Do(() =>
    {
        Dictionary<EntityKey, long> rows = _rows ?? RowNumbers();
        _rows = null; // Until the batch is in.
        InTransaction(() => Write(batch, rows));
        _rows = rows;
        return true;
    });

    public bool IsCommitted(Guid batchId) => Do(() => _statements.CountBatch.Bind(1, Text(batchId)).Number() != 0);

    public ImmutableArray<RecordedEvent> ReadEvents(long after, int limit) => Do(() =>
        _statements.EventsAfter.Bind(1, after).Bind(2, limit).List(row => new RecordedEvent(row.Number(0), _bodies.ReadEvent(row.Bytes(1)))));

    public ImmutableArray<IssuedSession> ReadSessions(AccountId account, string principalId) => Do(() =>
        _statements.SessionsOf.Bind(1, account.ToString()).Bind(2, principalId).List(row => _bodies.ReadSession(row.Bytes(0))));

    public void SweepSessions(DateTimeOffset expiredAt) => Transact(() => _statements.SweepSessions.Bind(1, expiredAt.UtcTicks).Run());

    public ImmutableArray<LastUse> LoadActivity() => Do(() =>
        _statements.AllActivity.List(row => new LastUse(
            Enum.Parse<UseKind>(row.Text(0)), row.Text(1), Time(row.Number(2)), row.Text(3), row.Text(4))));

    public void MergeActivity(ImmutableArray<LastUse> uses) => Transact(() =>
    {
        foreach (LastUse use in uses)
        {
            _statements.MergeActivity
                .Bind(1, use.Kind.ToString()).Bind(2, use.Key).Bind(3, use.At.UtcTicks).Bind(4, use.Region).Bind(5, use.Service).Run();
        }
    });

    public ImmutableArray<WrappedDataKey> LoadDataKeys() => Do(() => DataKeysIn(_statements));

    public void AddDataKey(WrappedDataKey key) => Transact(() =>
        _statements.AddDataKey.Bind(1, key.Id).BindBlob(2, key.Bytes.AsSpan()).Bind(3, key.UsableFrom.UtcTicks).Run());

    public void RetireDataKeys(ImmutableArray<int> ids) => Transact(() =>
    {
        foreach (int id in ids)
            _statements.RetireDataKey.Bind(1, id).Run();
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

    private void Write(Batch batch, Dictionary<EntityKey, long> rows)
    {
        if (_statements.MoveHead.Bind(1, batch.FromVersion).Bind(2, batch.ToVersion).Run() != 1)
        {
            throw new StorageException(
                StorageFailure.InUse,
                $"The database '{_path}' has another version than the world in memory: another program has written to it; start iamd again.");
        }
        _statements.AddBatch.Bind(1, Text(batch.Id)).Run();
        _statements.ForgetBatches.Bind(1, RememberedBatches).Run();
        foreach (Change change in batch.Changes)
            Apply(change, rows);
        foreach (AuditEvent happened in batch.Events)
            _statements.AddEvent.Bind(1, happened.EventTime.UtcTicks).BindText(2, _bodies.Write(happened)).Run();
    }

    private void Apply(Change change, Dictionary<EntityKey, long> rows)
    {
        switch (change)
        {
            case Change.AccountCreated created:
                Put(created.Settings, rows);
                Put(created.Root, rows);
                break;
            case Change.EntityPut put:
                Put(put.Entity, rows);
                break;
            case Change.EntityDeleted deleted:
                if (rows.Remove(EntityKey.Of(deleted.Entity), out long number))
                    _statements.DeleteEntity.Bind(1, number).Run();
                break;
            case Change.SessionIssued issued:
                _statements.AddSession
                    .Bind(1, issued.Session.Account.ToString())
                    .Bind(2, issued.Session.PrincipalId)
                    .Bind(3, issued.Session.ExpiresAt.UtcTicks)
                    .BindText(4, _bodies.Write(issued.Session))
                    .Run();
                break;
            default:
                throw new InvalidOperationException($"The journal does not know the change {change.GetType().Name}.");
        }
    }

    private void Put(Entity entity, Dictionary<EntityKey, long> rows)
    {
        EntityKey key = EntityKey.Of(entity);
        ReadOnlySpan<byte> body = _bodies.Write(entity);
        if (rows.TryGetValue(key, out long number))
            _statements.ReplaceEntity.Bind(1, number).BindText(2, body).Run();
        else
            rows.Add(key, _statements.AddEntity.Bind(1, key.Account).Bind(2, key.Kind).Bind(3, key.Id).BindText(4, body).Insert());
    }

    private Dictionary<EntityKey, long> RowNumbers()
    {
        Dictionary<EntityKey, long> rows = [];
        _statements.EntityNumbers.ForEach(row => rows[new EntityKey(row.Text(1), row.Text(2), row.Text(3))] = row.Number(0));
        return rows;
    }

    private Account AccountOf(List<Entity> entities) =>
        (entities.OfType<AccountSettings>().ToArray(), entities.OfType<RootUser>().ToArray()) is ([AccountSettings settings], [RootUser root])
            ? Account.Of(settings, root, [.. entities.Where(entity => entity is not (AccountSettings or RootUser))])
            : throw SqliteErrors.Corrupt(_path, null);

    private Document FindDocument(string sha256)
    {
        if (!_documents.TryGetValue(sha256, out Document? document))
        {
            string text = _statements.FindDocument.Bind(1, sha256).Text() ?? throw new JsonException($"The document {sha256} is missing.");
            document = Document.FromStore(text, sha256);
            _documents.Add(sha256, document);
        }
        return document;
    }

    private long Version() => _statements.ReadHead.Number();

    internal static ImmutableArray<WrappedDataKey> DataKeysIn(Statements statements) =>
        statements.AllDataKeys.List(row => new WrappedDataKey((int)row.Number(0), [.. row.Bytes(1)], Time(row.Number(2))));

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
        InTransaction(work);
        return true;
    });

    private void InTransaction(Action work)
    {
        try
        {
            _statements.Begin.Run(); // Inside: it may fail after the transaction has begun.
            work();
            _statements.Commit.Run();
        }
        finally
        {
            // SQLite itself has rolled back after some errors; after a commit there is nothing to roll back.
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                _statements.Rollback.Run();
        }
    }

    private static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(long utcTicks) => new(utcTicks, TimeSpan.Zero);

    /// <summary>What tells one row from another.</summary>
    private readonly record struct EntityKey(string Account, string Kind, string Id)
    {
        public static EntityKey Of(Entity entity) => new(entity.Account.ToString(), Bodies.KindOf(entity), entity.Id);
    }
}
