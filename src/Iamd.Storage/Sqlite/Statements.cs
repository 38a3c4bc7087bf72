using Microsoft.Data.Sqlite;

namespace Iamd.Storage;

/// <summary>The statements of the journal; each is prepared at its first run.</summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly List<Statement> _all = [];

    public Statement Begin => field ??= New("BEGIN IMMEDIATE");

    public Statement Commit => field ??= New("COMMIT");

    public Statement Rollback => field ??= New("ROLLBACK");

    public Statement ReadHead => field ??= New("SELECT version FROM head");

    public Statement MoveHead => field ??= New("UPDATE head SET version = ?2 WHERE version = ?1");

    public Statement AddBatch => field ??= New("INSERT INTO batches (version, id) VALUES (?1, ?2)");

    public Statement ForgetBatches => field ??= New("DELETE FROM batches WHERE version <= ?1 - ?2");

    public Statement CountBatch => field ??= New("SELECT count(*) FROM batches WHERE id = ?1");

    public Statement PutDocument => field ??= New("INSERT INTO documents (sha256, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING");

    public Statement FindDocument => field ??= New("SELECT text FROM documents WHERE sha256 = ?1");

    public Statement AllEntities => field ??= New("SELECT kind, body FROM entities");

    public Statement PutEntity => field ??= New("""
        INSERT INTO entities (account, kind, id, body) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET body = excluded.body
        """);

    public Statement DeleteEntity => field ??= New("DELETE FROM entities WHERE account = ?1 AND kind = ?2 AND id = ?3");

    public Statement AddSession => field ??= New("""
        INSERT INTO sessions (access_key_id, account, principal_id, issued_at, expires_at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """);

    public Statement SessionsOf => field ??= New("""
        SELECT body FROM sessions WHERE account = ?1 AND principal_id = ?2 ORDER BY issued_at, access_key_id
        """);

    public Statement SweepSessions => field ??= New("DELETE FROM sessions WHERE expires_at <= ?1");

    public Statement AddEvent => field ??= New("INSERT INTO events (id, time, body) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING");

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
        Statement statement = new(connection, sql);
        _all.Add(statement);
        return statement;
    }
}

/// <summary>One statement with its parameters <c>?1</c>, <c>?2</c>…, prepared once.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    /// <param name="sql">A constant; values are always parameters.</param>
    public Statement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is one of the constants above.
        _command.CommandText = sql;
#pragma warning restore CA2100
    }

    /// <summary>Runs it; answers how many rows were changed.</summary>
    public int Run(params ReadOnlySpan<object> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>The one number that it answers.</summary>
    public long Scalar(params ReadOnlySpan<object> values)
    {
        Bind(values);
        return (long)(_command.ExecuteScalar() ?? throw new InvalidOperationException("The statement answered no row."));
    }

    /// <summary>The one text that it answers; null when there is no row.</summary>
    public string? Text(params ReadOnlySpan<object> values)
    {
        Bind(values);
        return (string?)_command.ExecuteScalar();
    }

    public SqliteDataReader Read(params ReadOnlySpan<object> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    /// <summary>All rows that it answers.</summary>
    public ImmutableArray<T> List<T>(Func<SqliteDataReader, T> row, params ReadOnlySpan<object> values)
    {
        ImmutableArray<T>.Builder list = ImmutableArray.CreateBuilder<T>();
        using SqliteDataReader rows = Read(values);
        while (rows.Read())
            list.Add(row(rows));
        return list.ToImmutable();
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (i == _command.Parameters.Count)
                _command.Parameters.Add(new SqliteParameter { ParameterName = $"?{i + 1}" });
            _command.Parameters[i].Value = values[i];
        }
    }
}
