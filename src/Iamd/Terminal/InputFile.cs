using System.Text;

namespace Iamd.Terminal;

/// <summary>Files that a command line names.</summary>
internal static class InputFile
{
    /// <summary>Stands for standard input.</summary>
    public const string StandardInput = "-";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file's text, which must be UTF-8.</summary>
    /// <exception cref="CommandFailure">It cannot be read or is not UTF-8.</exception>
    public static string ReadText(string path)
    {
        try
        {
            using Stream stream = Open(path);
            using StreamReader reader = new(stream, Strict);
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw new CommandFailure($"{path} is not UTF-8.", exception);
        }
    }

    /// <summary>A file's bytes, as they come.</summary>
    /// <exception cref="CommandFailure">It cannot be opened.</exception>
    public static Stream Open(string path)
    {
        try
        {
            return path == StandardInput ? Console.OpenStandardInput() : File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
    }

    private static CommandFailure Unreadable(string path, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => new($"There is no file {path}.", exception),
        _ => new($"{path} cannot be read: {exception.Message}", exception),
    };
}
