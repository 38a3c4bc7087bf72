using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Iamd.Storage;

/// <summary>Brings an opened database to the present schema: whole or not at all, with a backup copy before.</summary>
internal static class Migration
{
    /// <summary>Takes well under a tenth of a second to check.</summary>
    private const long MaxCheckedBytes = 64 << 20;

    /// <remarks>
    /// A cache of 32 MB holds the pages that random ids lead to; a log of 4,000 pages before it is copied back saves
    /// copying the same page often.
    /// </remarks>
    private const string Pragmas = """
        PRAGMA busy_timeout = 5000;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA cache_size = -32768;
        PRAGMA cell_size_check = ON;
        PRAGMA trusted_schema = OFF;
        """;

    public static void Run(SqliteConnection connection, string path, MasterKey masterKey, Schema schema)
    {
        int version = (int)Query(connection, "PRAGMA user_version");
        if (version > schema.Version)
            throw SqliteErrors.Newer(path, version, schema);
        if (version == 0 && Query(connection, "SELECT count(*) FROM sqlite_schema") > 0)
            throw SqliteErrors.Foreign(path);
        if (version > 0)
        {
            using Statements statements = new(connection.Handle!); // An open connection has its handle.
            foreach (WrappedDataKey key in SqliteJournal.DataKeysIn(statements))
                masterKey.Unwrap(key);
        }
        Check(connection, path);
        // Per connection, and none of them inside a transaction.
        Execute(connection, Pragmas);
        if (version == schema.Version)
            return;
        if (version > 0)
            BackUp(connection, string.Create(CultureInfo.InvariantCulture, $"{path}.schema-{version}.backup"));
        Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            foreach (string step in schema.Steps.Skip(version))
                Execute(connection, step);
            Execute(connection, string.Create(
                CultureInfo.InvariantCulture,
                $"PRAGMA user_version = {schema.Version}; PRAGMA application_id = {Schema.ApplicationId}; COMMIT"));
        }
        finally
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
                Execute(connection, "ROLLBACK");
        }
        // So that the file's own header tells the version, which is looked at before SQLite opens it.
        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Looks for damage before anything is written. A larger file would take too long: of that, what is loaded is checked by loading it.</summary>
    private static void Check(SqliteConnection connection, string path)
    {
        if (Query(connection, "PRAGMA page_count") * Query(connection, "PRAGMA page_size") > MaxCheckedBytes)
            return;
        using Statement check = new(connection.Handle!, "PRAGMA quick_check(1)"); // An open connection has its handle.
        if (check.Text() is not "ok")
            throw SqliteErrors.Corrupt(path, null);
    }

    /// <summary>A copy that its owner alone can read; it appears under its name when it is whole.</summary>
    private static void BackUp(SqliteConnection connection, string path)
    {
        string unfinished = path + ".unfinished";
        File.Delete(unfinished);
        DataFolder.MakeFile(unfinished);
        using (SqliteConnection copy = new(new SqliteConnectionStringBuilder { DataSource = unfinished, Pooling = false }.ToString()))
        {
            copy.Open();
            connection.BackupDatabase(copy);
        }
        File.Move(unfinished, path, overwrite: true);
    }

    private static long Query(SqliteConnection connection, string sql)
    {
        using Statement statement = new(connection.Handle!, sql); // An open connection has its handle.
        return statement.Number();
    }

    private static void Execute(SqliteConnection connection, string sql) =>
        SqliteException.ThrowExceptionForRC(SQLitePCL.raw.sqlite3_exec(connection.Handle, sql), connection.Handle);
}
