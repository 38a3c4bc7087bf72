using System.Net;

namespace Iamd.Server.Tests;

public sealed class TrustedProxiesTests
{
    private readonly TrustedProxies _proxies = new([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("192.0.2.7/32"), IPNetwork.Parse("2001:db8::/32")]);

    [Theory] // the connection's other end, X-Forwarded-For, the caller
    [InlineData("10.0.0.1", "", "10.0.0.1")]
    [InlineData("10.0.0.1", "203.0.113.5", "203.0.113.5")]
    [InlineData("10.0.0.1", "203.0.113.5:4711", "203.0.113.5")]
    [InlineData("10.0.0.1", "[2001:4860::1]:4711", "2001:4860::1")]
    [InlineData("10.0.0.1", "1.1.1.1, 203.0.113.5", "203.0.113.5")]
    [InlineData("10.0.0.1", "1.1.1.1, 203.0.113.5, 10.9.9.9", "203.0.113.5")]
    [InlineData("10.0.0.1", "203.0.113.5,192.0.2.7 , 10.9.9.9", "203.0.113.5")]
    [InlineData("10.0.0.1", "10.1.1.1, 10.2.2.2", "10.1.1.1")]
    [InlineData("10.0.0.1", "203.0.113.5, unknown", "10.0.0.1")]
    [InlineData("::ffff:10.0.0.1", "203.0.113.5", "203.0.113.5")]
    [InlineData("2001:db8::1", "203.0.113.5", "203.0.113.5")]
    [InlineData("203.0.113.9", "127.0.0.1", "203.0.113.9")]
    [InlineData("127.0.0.1", "203.0.113.5", "127.0.0.1")]
    [InlineData("::ffff:203.0.113.9", "", "203.0.113.9")]
    public void Only_what_trusted_proxies_wrote_tells_the_caller(string peer, string forwardedFor, string caller) =>
        Assert.Equal(IPAddress.Parse(caller), _proxies.SourceIp(IPAddress.Parse(peer), forwardedFor));

    [Theory]
    [InlineData("10.0.0.1", false, "https", true)]
    [InlineData("10.0.0.1", false, "http, https", true)]
    [InlineData("10.0.0.1", true, "http", false)]
    [InlineData("10.0.0.1", false, "", false)]
    [InlineData("10.0.0.1", true, "", true)]
    [InlineData("203.0.113.9", false, "https", false)]
    public void Only_trusted_proxies_say_whether_the_call_came_over_TLS(string peer, bool tls, string forwardedProto, bool secure) =>
        Assert.Equal(secure, _proxies.IsSecure(IPAddress.Parse(peer), tls, forwardedProto));

    [Fact]
    public void Nobody_is_trusted_unless_named() =>
        Assert.Equal(IPAddress.Loopback, new TrustedProxies([]).SourceIp(IPAddress.Loopback, "203.0.113.5"));
}
