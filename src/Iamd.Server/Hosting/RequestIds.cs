namespace Iamd.Server;

/// <summary>Ids of requests, as AWS writes them: a random UUID in lower case.</summary>
internal static class RequestIds
{
    public static string New() => Guid.NewGuid().ToString();
}
