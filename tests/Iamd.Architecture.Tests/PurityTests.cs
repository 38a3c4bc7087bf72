namespace Iamd.Architecture.Tests;

/// <summary>Policy, Catalog and Accounts do no I/O and know no clock, randomness, environment or HTTP: read from the compiled code.</summary>
public sealed class PurityTests
{
    // Outside these, System.IO and System.Net do input or output. What is listed are values and readers of memory.
    private static readonly string[] HarmlessTypes =
    [
        "System.IO.InvalidDataException", "System.IO.EndOfStreamException", "System.IO.MemoryStream",
        "System.IO.StringReader", "System.IO.StringWriter", "System.IO.TextReader", "System.IO.TextWriter", "System.IO.Stream",
        "System.IO.Compression.BrotliDecoder", "System.IO.Compression.BrotliEncoder", "System.IO.Compression.BrotliStream",
        "System.Net.IPAddress", "System.Net.IPNetwork", "System.Net.Sockets.AddressFamily", "System.Net.WebUtility",
    ];

    private static readonly string[] ForbiddenNamespaces =
    [
        "System.IO.", "System.Net.", "System.Data.", "System.Diagnostics.Metrics.", "System.Timers.",
        "Microsoft.AspNetCore.", "Microsoft.Extensions.", "Microsoft.Data.", "Microsoft.Win32.", "System.Runtime.InteropServices.NativeLibrary",
    ];

    private static readonly string[] ForbiddenTypes =
    [
        "System.Console", "System.Environment", "System.AppContext", "System.AppDomain", "System.GC",
        "System.Random", "System.Security.Cryptography.RandomNumberGenerator",
        "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process", "System.Diagnostics.Activity",
        "System.Threading.Thread", "System.Threading.Timer", "System.Threading.PeriodicTimer", "System.Threading.Tasks.Task",
        "System.Runtime.InteropServices.DllImportAttribute", "System.Runtime.InteropServices.RuntimeInformation",
    ];

    private static readonly HashSet<string> ForbiddenMembers = new(StringComparer.Ordinal)
    {
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.TimeZoneInfo.get_Local", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
        "System.Globalization.CultureInfo.get_CurrentCulture", "System.Globalization.CultureInfo.get_CurrentUICulture",
        "System.Reflection.Assembly.Load", "System.Reflection.Assembly.LoadFrom", "System.Reflection.Assembly.LoadFile",
        "System.Reflection.Assembly.GetManifestResourceStream",
    };

    // What the compiler itself writes into iterators.
    private const string IteratorMember = "System.Environment.get_CurrentManagedThreadId";

    public static TheoryData<string> PureProjects => [.. House.PureProjects];

    [Theory]
    [MemberData(nameof(PureProjects))]
    public void A_pure_project_touches_nothing_outside(string project)
    {
        using IlReader code = new(House.AssemblyFile(project));
        Offenders.None(code.Uses()
            // The generator of regular expressions reads one switch of the process.
            .Where(use => !use.User.StartsWith("System.Text.RegularExpressions.Generated.", StringComparison.Ordinal))
            .Where(use => IsForbidden(use) && !IsEmbeddedData(project, use))
            .Select(use => $"{use.User} uses {use.Type}{(use.Member is null ? "" : "." + use.Member)}"));
    }

    [Fact]
    public void The_reader_sees_what_code_uses()
    {
        using IlReader code = new(typeof(PurityTests).Assembly.Location);
        HashSet<string> uses = [.. code.Uses().Where(use => use.User.Contains(nameof(Impure), StringComparison.Ordinal) && IsForbidden(use)).Select(use => $"{use.Type}.{use.Member}")];
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "System.DateTime.get_UtcNow", "System.IO.File.ReadAllText", "System.Environment.get_MachineName",
                "System.Random.", "System.Guid.NewGuid", "System.Net.Http.HttpClient.",
            },
            uses);
    }

    private static bool IsForbidden(Use use)
    {
        string member = $"{use.Type}.{use.Member}";
        if (string.Equals(member, IteratorMember, StringComparison.Ordinal))
            return false;
        // A nested type is judged as the type around it.
        string type = use.Type.Split('+')[0];
        return ForbiddenMembers.Contains(member)
            || ForbiddenTypes.Contains(type, StringComparer.Ordinal)
            || (ForbiddenNamespaces.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal))
                && !HarmlessTypes.Contains(type, StringComparer.Ordinal));
    }

    // The catalogue reads its own embedded data, in one class.
    private static bool IsEmbeddedData(string project, Use use) =>
        string.Equals(project, "Iamd.Catalog", StringComparison.Ordinal)
            && use.User.StartsWith("Iamd.Catalog.PackFile.", StringComparison.Ordinal)
            && string.Equals(use.Member, "GetManifestResourceStream", StringComparison.Ordinal);

    /// <summary>Never run: compiled so that the reader has something to find.</summary>
    private sealed class Impure(HttpClient client)
    {
        private readonly Random _random = new(1);

        public string Everything() =>
            $"{DateTime.UtcNow}{File.ReadAllText("x")}{Environment.MachineName}{_random}{client}{Lazily().Count()}";

        private static IEnumerable<Guid> Lazily()
        {
            yield return Guid.NewGuid();
        }
    }
}
