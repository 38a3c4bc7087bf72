namespace Iamd.Storage;

/// <summary>What a daemon on one machine keeps: its folder, the journal in it and the vault.</summary>
public sealed class Store : IDisposable
{
    private readonly DataFolder? _folder;

    private Store(DataFolder? folder, IJournal journal, Vault vault)
    {
        _folder = folder;
        Journal = journal;
        Vault = vault;
    }

    public IJournal Journal { get; }

    public Vault Vault { get; }

    /// <summary>Opens the store in a folder, and makes it when there is none.</summary>
    /// <exception cref="StorageException">It cannot be opened; nothing was changed.</exception>
    public static Store Open(string path, TimeProvider time)
    {
        DataFolder folder = DataFolder.Open(path);
        SqliteJournal? journal = null;
        try
        {
            bool isNew = SqliteFile.Inspect(folder.DatabasePath, Schema.Current) == 0;
            MasterKey masterKey = isNew ? MakeMasterKey(folder) : ReadMasterKey(folder);
            journal = SqliteJournal.Open(folder.DatabasePath, masterKey, Schema.Current);
            return new Store(folder, journal, Vault.Open(journal, masterKey, time));
        }
        catch (Exception problem)
        {
            journal?.Dispose();
            folder.Dispose();
            if (problem is IOException or UnauthorizedAccessException)
                throw DataFolder.Refused(folder.Path, problem);
            throw;
        }
    }

    /// <summary>A store that is gone with the process.</summary>
    public static Store Ephemeral(TimeProvider time)
    {
        MasterKey masterKey = MasterKey.Create();
        SqliteJournal journal = SqliteJournal.InMemory();
        return new Store(null, journal, Vault.Open(journal, masterKey, time));
    }

    public void Dispose()
    {
        Journal.Dispose();
        _folder?.Dispose();
    }

    /// <summary>A key that is there already is taken: the first start may have been cut short.</summary>
    private static MasterKey MakeMasterKey(DataFolder folder)
    {
        if (File.Exists(folder.MasterKeyPath))
            return ReadMasterKey(folder);
        MasterKey key = MasterKey.Create();
        DataFolder.WriteNew(folder.MasterKeyPath, key.ToText() + "\n");
        return key;
    }

    private static MasterKey ReadMasterKey(DataFolder folder)
    {
        if (!File.Exists(folder.MasterKeyPath))
        {
            throw new StorageException(
                StorageFailure.MasterKey,
                $"The master key of the database is missing: put its file back at '{folder.MasterKeyPath}'.");
        }
        return MasterKey.TryParse(File.ReadAllText(folder.MasterKeyPath), out MasterKey? key)
            ? key
            : throw new StorageException(
                StorageFailure.MasterKey,
                $"The file '{folder.MasterKeyPath}' does not hold a master key: put the right one in its place.");
    }
}
