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

        -- The last batches, for callers that do not know whether theirs was committed.
        CREATE TABLE batches (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL
        ) STRICT;

        CREATE TABLE documents (
            sha256 TEXT PRIMARY KEY,
            text TEXT NOT NULL
        ) STRICT;

        -- One row for each (account, kind, id). There is no index of them: ids are random, and an index would
        -- write a page of its own for each of them. The journal knows the number of each row.
        CREATE TABLE entities (
            number INTEGER PRIMARY KEY,
            account TEXT NOT NULL,
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;

        CREATE TABLE sessions (
            number INTEGER PRIMARY KEY,
            account TEXT NOT NULL,
            principal_id TEXT NOT NULL,
            expires_at INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX sessions_by_principal ON sessions (account, principal_id);
        CREATE INDEX sessions_by_expiry ON sessions (expires_at);

        -- Positions grow as long as the newest event is kept, whatever else of them goes.
        CREATE TABLE events (
            position INTEGER PRIMARY KEY,
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
