namespace Iamd.Server;

/// <summary>The daemon cannot start, or a command cannot run, for a reason that the operator can remove.</summary>
/// <param name="message">One line: what is wrong and what to do.</param>
/// <param name="cause">What the operating system or the database said; null when nothing did.</param>
public sealed class StartFailure(string message, Exception? cause = null) : Exception(message, cause);
