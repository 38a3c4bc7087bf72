namespace Iamd.Storage;

/// <summary>The tables, as steps from each version of the schema to the next. A step that was released is never changed.</summary>
/// <remarks>
/// <c>data_keys</c> keeps its columns in all versions: the master key is checked against it before anything is migrated.
/// A new member of an entity needs a step too, be it an empty one, so that an older release refuses to drop the member.
/// </remarks>
internal sealed class Schema(ImmutableArray<string> steps)
{
    /// <summary>Marks a SQLite file as ours: "iamd" in ASCII.</summary>
    public const int ApplicationId = 0x69616D64;

    /// <summary>The schema of this release.</summary>
    public static Schema Current { get; } = new([FirstStep]);

    /// <summary>Version that the last step leads to.</summary>
    public int Version => Steps.Length;

    /// <summary>SQL that leads from version i to i + 1, at place i.</summary>
    public ImmutableArray<string> Steps { get; } = steps;

    private const string FirstStep = """
        CREATE TABLE head (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            version INTEGER NOT NULL
        ) STRICT;
        INSERT INTO head VALUES (1, 0);

        -- The last batches that changed something, by the version that each led to.
        CREATE TABLE batches (
            version INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE documents (
            sha256 TEXT PRIMARY KEY,
            text TEXT NOT NULL
        ) STRICT;

        CREATE TABLE entities (
            account TEXT NOT NULL,
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (account, kind, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sessions (
            access_key_id TEXT PRIMARY KEY,
            account TEXT NOT NULL,
            principal_id TEXT NOT NULL,
            issued_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX sessions_by_principal ON sessions (account, principal_id, issued_at);
        CREATE INDEX sessions_by_expiry ON sessions (expires_at);

        CREATE TABLE events (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            time INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;

        CREATE TABLE activity (
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            at INTEGER NOT NULL,
            region TEXT NOT NULL,
            service TEXT NOT NULL,
            PRIMARY KEY (kind, key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE data_keys (
            id INTEGER PRIMARY KEY,
            wrapped BLOB NOT NULL,
            usable_from INTEGER NOT NULL
        ) STRICT;
        """;
}
