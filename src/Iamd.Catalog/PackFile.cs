using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Iamd.Catalog;

/// <summary>
/// A data file embedded in this assembly: an index and blocks of text, each compressed for itself, so that
/// reading one text costs one block. The format stands in <c>eng/catalog/pack.mjs</c>.
/// </summary>
internal sealed class PackFile
{
    private const int FixedHeaderBytes = 20;

    private readonly string _resourceName;
    private readonly Block[] _blocks;

    private PackFile(string resourceName, string index, Block[] blocks)
    {
        _resourceName = resourceName;
        Index = index;
        _blocks = blocks;
    }

    public string Index { get; }

    public static PackFile Open(string resourceName)
    {
        using Stream stream = OpenResource(resourceName);
        Span<byte> head = stackalloc byte[FixedHeaderBytes];
        stream.ReadExactly(head);
        if (!head.StartsWith("iamdpack"u8))
            throw new InvalidDataException($"The embedded file {resourceName} is not a pack.");
        int compressedIndexBytes = BinaryPrimitives.ReadInt32LittleEndian(head[8..]);
        int indexBytes = BinaryPrimitives.ReadInt32LittleEndian(head[12..]);
        int count = BinaryPrimitives.ReadInt32LittleEndian(head[16..]);

        byte[] table = new byte[count * 8];
        stream.ReadExactly(table);
        Block[] blocks = new Block[count];
        long start = FixedHeaderBytes + table.Length + compressedIndexBytes;
        for (int i = 0; i < count; i++)
        {
            int compressedBytes = BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(i * 8));
            blocks[i] = new Block(start, compressedBytes);
            start += compressedBytes;
        }

        byte[] compressedIndex = new byte[compressedIndexBytes];
        stream.ReadExactly(compressedIndex);
        return new PackFile(resourceName, Decompress(compressedIndex, 0, indexBytes), blocks);
    }

    public string Read(TextPlace place)
    {
        Block block = _blocks[place.Block];
        byte[] compressed = ArrayPool<byte>.Shared.Rent(block.CompressedBytes);
        try
        {
            Span<byte> source = compressed.AsSpan(0, block.CompressedBytes);
            using (Stream stream = OpenResource(_resourceName))
            {
                stream.Position = block.Start;
                stream.ReadExactly(source);
            }
            return Decompress(source, place.OffsetBytes, place.LengthBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(compressed);
        }
    }

    // Decompresses no further than the wanted text reaches.
    private static string Decompress(ReadOnlySpan<byte> source, int offset, int length)
    {
        byte[] text = ArrayPool<byte>.Shared.Rent(offset + length);
        BrotliDecoder decoder = new();
        try
        {
            int written = 0;
            while (written < offset + length)
            {
                OperationStatus status = decoder.Decompress(
                    source, text.AsSpan(written, offset + length - written), out int consumed, out int produced);
                if (status is OperationStatus.InvalidData or OperationStatus.NeedMoreData || (consumed | produced) == 0)
                    throw new InvalidDataException("An embedded block is damaged.");
                source = source[consumed..];
                written += produced;
            }
            return Encoding.UTF8.GetString(text, offset, length);
        }
        finally
        {
            decoder.Dispose();
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private static Stream OpenResource(string name) =>
        typeof(PackFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidDataException($"The assembly lacks the embedded file {name}.");

    private readonly record struct Block(long Start, int CompressedBytes);
}

/// <summary>Where a text stands in a <see cref="PackFile"/>.</summary>
internal readonly record struct TextPlace(int Block, int OffsetBytes, int LengthBytes);
