namespace Iamd.Architecture.Tests;

internal static class Offenders
{
    /// <summary>Fails with the whole list of offenders, one a line.</summary>
    public static void None(IEnumerable<string> offenders)
    {
        string[] all = [.. offenders.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Assert.True(all.Length == 0, Environment.NewLine + string.Join(Environment.NewLine, all));
    }
}
