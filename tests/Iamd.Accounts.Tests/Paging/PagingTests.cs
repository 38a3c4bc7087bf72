using CsCheck;

namespace Iamd.Accounts.Tests;

public sealed class PagingTests
{
    private static readonly Daemon Daemon1 = new();

    private static Page<string> Cut(SortedSet<string> items, int? maxItems, string? marker, string operation = "List")
    {
        Assert.True(Paging.Cut(
            after => items.Where(item => after is null || string.CompareOrdinal(item, after) > 0),
            item => item, maxItems, marker, operation, Daemon1.CallOf(Daemon1.Root)).TryGet(out Page<string>? page, out _));
        return page;
    }

    [Fact]
    public void Pages_of_any_size_make_up_the_whole_list() =>
        Gen.Select(Gen.String.HashSet[0, 50], Gen.Int[1, 12]).Sample((set, size) =>
        {
            SortedSet<string> items = new(set, StringComparer.Ordinal);
            List<string> read = [];
            string? marker = null;
            do
            {
                Page<string> page = Cut(items, size, marker);
                Assert.True(page.Items.Count == size || !page.IsTruncated);
                read.AddRange(page.Items);
                marker = page.Marker;
            }
            while (marker is not null);
            Assert.Equal(items, read);
        });

    [Fact]
    public void What_stays_comes_once_while_others_come_and_go() =>
        Gen.Select(Gen.String[1, 4].HashSet[2, 30], Gen.String[1, 4].HashSet[0, 20], Gen.Int[1, 5], Gen.Int[0, 1000]).Sample((stay, change, size, seed) =>
        {
            change.ExceptWith(stay);
            Random random = new(seed);
            SortedSet<string> items = new(stay.Concat(change.Take(change.Count / 2)), StringComparer.Ordinal);
            List<string> read = [];
            string? marker = null;
            do
            {
                Page<string> page = Cut(items, size, marker);
                read.AddRange(page.Items);
                marker = page.Marker;
                foreach (string item in change.Where(_ => random.Next(2) == 0))
                {
                    if (!items.Remove(item))
                        items.Add(item);
                }
            }
            while (marker is not null);
            Assert.Equal(new SortedSet<string>(stay, StringComparer.Ordinal), read.Where(stay.Contains));
            Assert.Equal(read.Count, read.Distinct(StringComparer.Ordinal).Count());
        });

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAA")]
    [InlineData("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_marker_that_was_not_given_out_is_refused(string marker)
    {
        Assert.False(Paging.Cut<string>(_ => [], item => item, 1, marker, "List", Daemon1.CallOf(Daemon1.Root)).TryGet(out _, out AwsError? error));
        Assert.Equal("ValidationError", error.Code);
        Assert.Equal(400, error.Status);
    }

    [Fact]
    public void A_marker_of_another_list_is_refused()
    {
        string? marker = Cut(["a", "b"], 1, null, "ListUsers").Marker;
        Assert.False(Paging.Cut<string>(_ => [], item => item, 1, marker, "ListGroups", Daemon1.CallOf(Daemon1.Root)).TryGet(out _, out _));
    }
}
