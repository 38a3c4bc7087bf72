using System.Buffers.Binary;

namespace Iamd.Storage;

/// <summary>The database file, looked at from outside before SQLite touches it.</summary>
/// <remarks>SQLite, "Database File Format", "The Database Header": user version at 60, application id at 68, big-endian.</remarks>
internal static class SqliteFile
{
    private const int HeaderBytes = 100;

    /// <summary>Version of the schema; 0 for a file that is not there or empty.</summary>
    /// <exception cref="StorageException">It is no database of ours, or a newer release's.</exception>
    public static int Inspect(string path, Schema schema)
    {
        if (!File.Exists(path))
            return 0;
        Span<byte> header = stackalloc byte[HeaderBytes];
        using (FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            int length = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
            if (length == 0)
                return 0;
            if (length < HeaderBytes || !header.StartsWith("SQLite format 3\0"u8))
                throw SqliteErrors.Corrupt(path, null);
        }
        int version = BinaryPrimitives.ReadInt32BigEndian(header[60..]);
        int application = BinaryPrimitives.ReadInt32BigEndian(header[68..]);
        // Both are 0 while the first transaction stands only in the write-ahead log.
        if (application != Schema.ApplicationId && (application, version) != (0, 0))
            throw SqliteErrors.Foreign(path);
        if (version > schema.Version)
            throw SqliteErrors.Newer(path, version, schema);
        return version;
    }
}
