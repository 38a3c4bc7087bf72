namespace Iamd.Protocol.Query;

/// <summary>Percent-encoding of forms and query strings.</summary>
public static class PercentEncoding
{
    /// <summary>Decodes <c>%41</c> to <c>A</c> and <c>+</c> to a space. False when an escape is broken.</summary>
    /// <param name="encoded">The text as sent.</param>
    /// <param name="decoded">Room for as many bytes as <paramref name="encoded"/> has.</param>
    /// <param name="length">Bytes written.</param>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, Span<byte> decoded, out int length)
    {
        length = 0;
        for (int i = 0; i < encoded.Length; i++)
        {
            byte b = encoded[i];
            if (b == (byte)'+')
            {
                b = (byte)' ';
            }
            else if (b == (byte)'%')
            {
                if (i + 2 >= encoded.Length || !TryHex(encoded[i + 1], out int high) || !TryHex(encoded[i + 2], out int low))
                    return false;
                b = (byte)((high << 4) | low);
                i += 2;
            }
            decoded[length++] = b;
        }
        return true;
    }

    /// <summary>The value of a hexadecimal digit.</summary>
    internal static bool TryHex(byte digit, out int value)
    {
        value = digit switch
        {
            >= (byte)'0' and <= (byte)'9' => digit - '0',
            >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
            >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
            _ => -1,
        };
        return value >= 0;
    }
}
