using System.Globalization;
using System.Text;

namespace Iamd.Storage;

/// <summary>The folder with all that the daemon keeps. Open, it is locked against a second daemon.</summary>
/// <remarks>Files are readable by their owner alone; so is a folder that is made here or was empty.</remarks>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    // What each system calls a refused lock, and a full disk.
    private const int LinuxWouldBlock = 11;
    private const int LinuxNoSpace = 28;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The folder, as an absolute path.</summary>
    public string Path { get; }

    public string DatabasePath => System.IO.Path.Combine(Path, "iamd.db");

    /// <summary>File of the master key: beside the database, and to be left out of its backups.</summary>
    public string MasterKeyPath => System.IO.Path.Combine(Path, "master.key");

    /// <summary>Opens a folder, and makes it when there is none.</summary>
    /// <exception cref="StorageException">It cannot be written, or another daemon uses it.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            if (!Directory.Exists(path))
                Make(path);
            else if (!OperatingSystem.IsWindows() && !Directory.EnumerateFileSystemEntries(path).Any())
                File.SetUnixFileMode(path, OwnerFolder);
            return new DataFolder(path, Lock(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, problem);
        }
    }

    /// <summary>Makes a file that its owner alone can read; one that is there is left as it is.</summary>
    public static void MakeFile(string path) => OpenOwned(path, FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();

    /// <summary>Writes a file that its owner alone can read, durably; it must not be there yet.</summary>
    public static void WriteNew(string path, string text)
    {
        using FileStream file = OpenOwned(path, FileMode.CreateNew, FileShare.None);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    /// <summary>What the system's refusal means.</summary>
    public static StorageException Refused(string path, Exception problem) => problem.HResult == LinuxNoSpace
        ? new StorageException(
            StorageFailure.Full,
            $"The disk of the data folder '{path}' is full: free some space or choose another folder with --data.",
            problem)
        : new StorageException(
            StorageFailure.NoAccess,
            $"The data folder '{path}' cannot be used ({problem.Message}): give this user write permission or choose another folder with --data.",
            problem);

    public void Dispose() => _lock.Dispose();

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerFolder);
    }

    /// <summary>The lock goes with the process, however that ends.</summary>
    private static FileStream Lock(string path)
    {
        // Beside the lock, not in it: a locked file cannot be read by whom it keeps out.
        string holderPath = System.IO.Path.Combine(path, "iamd.pid");
        FileStream held;
        try
        {
            held = OpenOwned(System.IO.Path.Combine(path, "iamd.lock"), FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException taken) when (taken.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            string holder = File.Exists(holderPath) ? $" (process {File.ReadAllText(holderPath).Trim()})" : "";
            throw new StorageException(
                StorageFailure.InUse,
                $"Another iamd{holder} uses the data folder '{path}': stop it first or choose another folder with --data.",
                taken);
        }
        using FileStream pid = OpenOwned(holderPath, FileMode.Create, FileShare.Read);
        pid.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
        return held;
    }

    private static FileStream OpenOwned(string path, FileMode mode, FileShare share)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        return new FileStream(path, options);
    }
}
