using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Iamd.Storage;

/// <summary>One statement with its parameters <c>?1</c>, <c>?2</c>…, prepared once.</summary>
/// <remarks>
/// SQLite's own calls, since the ADO.NET command costs several times as much as the insertion that it runs.
/// SQLite, "C-language Interface Specification".
/// </remarks>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <param name="sql">A constant; values are always bound.</param>
    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out _statement), database);
    }

    public Statement Bind(int parameter, long value)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_int64(_statement, parameter, value), _database);
        return this;
    }

    public Statement Bind(int parameter, string text)
    {
        Span<byte> utf8 = stackalloc byte[256];
        return BindText(parameter, Encoding.UTF8.TryGetBytes(text, utf8, out int length) ? utf8[..length] : Encoding.UTF8.GetBytes(text));
    }

    /// <param name="utf8">A text; copied.</param>
    public Statement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, which SQLite takes for NULL.
        int result = utf8.IsEmpty ? raw.sqlite3_bind_text(_statement, parameter, "") : raw.sqlite3_bind_text(_statement, parameter, utf8);
        SqliteException.ThrowExceptionForRC(result, _database);
        return this;
    }

    /// <param name="bytes">A blob; copied.</param>
    public Statement BindBlob(int parameter, ReadOnlySpan<byte> bytes)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_blob(_statement, parameter, bytes), _database);
        return this;
    }

    /// <summary>Runs it to its end; answers how many rows were changed by the last statement that changes rows.</summary>
    public int Run()
    {
        try
        {
            while (Step())
            {
                // What a pragma answers is not asked for.
            }
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs an insertion; answers the new row's number.</summary>
    public long Insert()
    {
        Run();
        return raw.sqlite3_last_insert_rowid(_database);
    }

    /// <summary>The number that it answers.</summary>
    public long Number()
    {
        try
        {
            return Step() ? Number(0) : throw new InvalidOperationException("The statement answered no row.");
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The text that it answers; null when there is no row.</summary>
    public string? Text()
    {
        try
        {
            return Step() ? Text(0) : null;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>What is made from each row that it answers.</summary>
    public ImmutableArray<T> List<T>(Func<Statement, T> row)
    {
        ImmutableArray<T>.Builder list = ImmutableArray.CreateBuilder<T>();
        ForEach(current => list.Add(row(current)));
        return list.ToImmutable();
    }

    /// <summary>Visits each row that it answers.</summary>
    public void ForEach(Action<Statement> row)
    {
        try
        {
            while (Step())
                row(this);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>A column of the present row, from 0.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>The bytes of a text or blob; good until the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private bool Step()
    {
        int result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(result, _database);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Its answer is that of the last step, which was looked at already.</summary>
    private void Reset() => raw.sqlite3_reset(_statement);
}
