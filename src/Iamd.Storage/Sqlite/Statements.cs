using SQLitePCL;

namespace Iamd.Storage;

/// <summary>The statements of the journal; each is prepared at its first run.</summary>
internal sealed class Statements(sqlite3 database) : IDisposable
{
    private readonly List<Statement> _all = [];

    public Statement Begin => field ??= New("BEGIN IMMEDIATE");

    public Statement Commit => field ??= New("COMMIT");

    public Statement Rollback => field ??= New("ROLLBACK");

    public Statement ReadHead => field ??= New("SELECT version FROM head");

    public Statement MoveHead => field ??= New("UPDATE head SET version = ?2 WHERE version = ?1");

    public Statement AddBatch => field ??= New("INSERT INTO batches (id) VALUES (?1)");

    public Statement ForgetBatches => field ??= New("DELETE FROM batches WHERE number <= (SELECT max(number) FROM batches) - ?1");

    public Statement CountBatch => field ??= New("SELECT count(*) FROM batches WHERE id = ?1");

    public Statement PutDocument => field ??= New("INSERT INTO documents (sha256, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING");

    public Statement FindDocument => field ??= New("SELECT text FROM documents WHERE sha256 = ?1");

    public Statement AllEntities => field ??= New("SELECT kind, body FROM entities");

    public Statement EntityNumbers => field ??= New("SELECT number, account, kind, id FROM entities");

    public Statement AddEntity => field ??= New("INSERT INTO entities (account, kind, id, body) VALUES (?1, ?2, ?3, ?4)");

    public Statement ReplaceEntity => field ??= New("UPDATE entities SET body = ?2 WHERE number = ?1");

    public Statement DeleteEntity => field ??= New("DELETE FROM entities WHERE number = ?1");

    public Statement AddSession => field ??= New("INSERT INTO sessions (account, principal_id, expires_at, body) VALUES (?1, ?2, ?3, ?4)");

    public Statement SessionsOf => field ??= New("SELECT body FROM sessions WHERE account = ?1 AND principal_id = ?2 ORDER BY number");

    public Statement SweepSessions => field ??= New("DELETE FROM sessions WHERE expires_at <= ?1");

    public Statement AddEvent => field ??= New("INSERT INTO events (time, body) VALUES (?1, ?2)");

    public Statement EventsAfter => field ??= New("SELECT position, body FROM events WHERE position > ?1 ORDER BY position LIMIT ?2");

    public Statement AllActivity => field ??= New("SELECT kind, key, at, region, service FROM activity");

    public Statement MergeActivity => field ??= New("""
        INSERT INTO activity (kind, key, at, region, service) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET at = excluded.at, region = excluded.region, service = excluded.service
        WHERE excluded.at > activity.at
        """);

    public Statement AllDataKeys => field ??= New("SELECT id, wrapped, usable_from FROM data_keys ORDER BY id");

    public Statement AddDataKey => field ??= New("INSERT INTO data_keys (id, wrapped, usable_from) VALUES (?1, ?2, ?3)");

    /// <remarks>A sealed secret stands in a body as an object of which <c>DataKeyId</c> is the first member.</remarks>
    public Statement RetireDataKey => field ??= New("""
        DELETE FROM data_keys WHERE id = ?1
        AND NOT EXISTS (SELECT 1 FROM entities WHERE instr(body, '{"DataKeyId":' || ?1 || ',') > 0)
        """);

    public void Dispose() => _all.ForEach(statement => statement.Dispose());

    private Statement New(string sql)
    {
        Statement statement = new(database, sql);
        _all.Add(statement);
        return statement;
    }
}
