namespace Iamd.Server.Tests;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:4260", "http://127.0.0.1:4260")]
    [InlineData("http://127.0.0.1:4260/", "http://127.0.0.1:4260")]
    [InlineData("http://127.9.9.9:1", "http://127.9.9.9:1")]
    [InlineData("http://[::1]:4260", "http://[::1]:4260")]
    [InlineData("http://localhost:4260", "http://localhost:4260")]
    [InlineData("https://0.0.0.0:443", "https://127.0.0.1:443")]
    [InlineData("https://*:443", "https://127.0.0.1:443")]
    [InlineData("HTTPS://192.0.2.1:443", "https://192.0.2.1:443")]
    public void An_address_is_read_and_shown_as_clients_on_this_machine_write_it(string url, string shown)
    {
        ListenAddress address = Assert.Single(ListenAddress.ParseAll(new DaemonOptions { DataFolder = "", Urls = [url] }));
        Assert.Equal(shown, address.ToUrl(address.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1:4260")]
    [InlineData("ftp://127.0.0.1:4260")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:")]
    [InlineData("http://127.0.0.1:70000")]
    [InlineData("http://127.0.0.1:-1")]
    [InlineData("http://1:4260")]
    [InlineData("http://example.com:4260")]
    [InlineData("http://:4260")]
    public void What_is_no_address_is_refused(string url)
    {
        StartFailure failure = Assert.Throws<StartFailure>(() => ListenAddress.ParseAll(new DaemonOptions { DataFolder = "", Urls = [url] }));
        Assert.Equal($"'{url}' is not an address to listen on. Write it as http://127.0.0.1:4260: http or https, an IP address or localhost, and a port.", failure.Message);
    }

    [Theory]
    [InlineData("http://0.0.0.0:4260")]
    [InlineData("http://192.0.2.1:4260")]
    [InlineData("http://[::]:4260")]
    [InlineData("http://*:4260")]
    public void Plain_HTTP_beyond_loopback_needs_leave(string url)
    {
        DaemonOptions options = new() { DataFolder = "", Urls = [url] };
        Assert.Contains("--insecure-http", Assert.Throws<StartFailure>(() => ListenAddress.ParseAll(options)).Message, StringComparison.Ordinal);
        Assert.Single(ListenAddress.ParseAll(options with { InsecureHttp = true }));
    }
}
