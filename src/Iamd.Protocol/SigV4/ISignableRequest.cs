namespace Iamd.Protocol.SigV4;

/// <summary>What a signature is made over: an HTTP request as it was sent.</summary>
public interface ISignableRequest
{
    /// <summary>The method in upper case.</summary>
    string Method { get; }

    /// <summary>The path as sent, escapes included, without the query string.</summary>
    string Path { get; }

    /// <summary>The query string as sent, without the question mark; empty when there is none.</summary>
    string Query { get; }

    /// <summary>The names of all headers.</summary>
    IEnumerable<string> HeaderNames { get; }

    /// <summary>SHA-256 of the body, 32 bytes.</summary>
    ReadOnlySpan<byte> BodyHash { get; }

    /// <summary>The value of a header, whatever its name's case; several values are joined by commas. Null when it is absent.</summary>
    string? Header(string name);
}
