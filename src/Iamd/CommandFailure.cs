namespace Iamd;

/// <summary>A command cannot do its work for a reason that the caller can remove.</summary>
/// <param name="message">One line: what is wrong and what to do.</param>
/// <param name="cause">What the operating system or a library said; null when nothing did.</param>
internal class CommandFailure(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Exit status: 1 is a command's plain "no", so that scripts can tell the two apart.</summary>
    public const int Status = 2;
}
