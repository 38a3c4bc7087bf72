namespace Iamd.Server.Tests;

public sealed class PagesTests(DaemonFixture fixture) : IClassFixture<DaemonFixture>
{
    [Fact]
    public async Task A_browser_sees_the_endpoint_and_how_to_set_up()
    {
        using HttpResponseMessage response = await fixture.Daemon.Http.GetAsync("/", TestContext.Current.CancellationToken);
        string page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains($"export AWS_ENDPOINT_URL={fixture.Daemon.Endpoint.ToString().TrimEnd('/')}", page, StringComparison.Ordinal);
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_no_markup_of_a_strangers()
    {
        AwsAnswer answer = await Raw.Send(fixture.Daemon.Endpoint, "GET / HTTP/1.1\r\nHost: a\"><script>\r\nConnection: close\r\n\r\n");
        Assert.DoesNotContain("<script>", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_is_told_without_credentials() =>
        Assert.Equal("ok\n", await fixture.Daemon.Http.GetStringAsync("/healthz", TestContext.Current.CancellationToken));
}
