using System.Net.Sockets;
using System.Text;

namespace Iamd.Server.Tests;

/// <summary>Requests as no client library would send them.</summary>
internal static class Raw
{
    /// <summary>Sends bytes (one for each character) and reads until the connection ends.</summary>
    public static async Task<AwsAnswer> Send(Uri endpoint, string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(endpoint.Host, endpoint.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using StreamReader reader = new(stream, Encoding.Latin1);
        string answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        int end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string[] head = answer[..end].Split("\r\n");
        string Header(string name) => head.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";
        return new AwsAnswer(int.Parse(head[0].Split(' ')[1]), Header("Content-Type"), Header("x-amzn-RequestId"), answer[(end + 4)..]);
    }
}
