using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Iamd.Storage;

/// <summary>What SQLite reports, as one sentence that says what to do.</summary>
/// <remarks>SQLite, "Result and Error Codes".</remarks>
internal static class SqliteErrors
{
    public static StorageException Translate(SqliteException problem, string path) => problem.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => new(
            StorageFailure.Full,
            $"The disk of the database '{path}' is full, so nothing can be changed: free some space.",
            problem),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN or raw.SQLITE_AUTH => new(
            StorageFailure.NoAccess,
            $"The database '{path}' cannot be opened for writing: give this user write permission on it and its folder.",
            problem),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(
            StorageFailure.InUse,
            $"Another program holds the database '{path}' locked: close it.",
            problem),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT => Corrupt(path, problem),
        _ => new(
            StorageFailure.Device,
            $"The database '{path}' could not be used (SQLite error {problem.SqliteExtendedErrorCode}: {problem.Message}): check its disk.",
            problem),
    };

    public static StorageException Corrupt(string path, Exception? inner) => new(
        StorageFailure.Corrupt,
        $"The database '{path}' is damaged: put a backup of it in its place; the damaged file was left as it is.",
        inner);

    public static StorageException Foreign(string path) => new(
        StorageFailure.Corrupt,
        $"The file '{path}' is a database of another program: choose another folder with --data.");

    public static StorageException Newer(string path, int version, Schema schema) => new(
        StorageFailure.Newer,
        $"The database '{path}' was written by a newer iamd (schema {version}, this one knows {schema.Version}): run that one.");
}
