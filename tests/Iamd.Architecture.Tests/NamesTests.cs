namespace Iamd.Architecture.Tests;

public sealed class NamesTests
{
    public static TheoryData<string> Projects => [.. House.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Types_are_named_for_the_thing(string project) =>
        Offenders.None(House.Load(project).GetTypes()
            // Shapes carry AWS's own names.
            .Where(type => type.Namespace?.Contains(".Shapes", StringComparison.Ordinal) != true && !type.Name.Contains('<', StringComparison.Ordinal))
            .Where(type => SaysNothing(type.Name.Split('`')[0]))
            .Select(type => $"{type.FullName} does not name the thing"));

    [Theory]
    [InlineData("UserManager", true)]
    [InlineData("PolicyHelper", true)]
    [InlineData("StringHelpers", true)]
    [InlineData("ArnUtils", true)]
    [InlineData("ArnUtil", true)]
    [InlineData("ArnUtility", true)]
    [InlineData("AccountService", true)]
    [InlineData("Service", false)]  // AWS's own word for what has actions.
    [InlineData("ServiceAction", false)]
    [InlineData("Account", false)]
    public void A_name_that_says_nothing_is_told(string name, bool saysNothing) => Assert.Equal(saysNothing, SaysNothing(name));

    private static bool SaysNothing(string name) =>
        new[] { "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Service" }
            .Any(suffix => name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal));
}
