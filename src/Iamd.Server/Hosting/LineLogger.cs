using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Iamd.Server;

/// <summary>Writes the log to a text writer, a line an entry: time, level, category, message, and what was thrown.</summary>
/// <param name="writer">Standard error, in the program.</param>
public sealed class LineLoggerProvider(TextWriter writer, TimeProvider clock) : ILoggerProvider
{
    private readonly Lock _order = new();

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    public void Dispose()
    {
        // The writer is the caller's.
    }

    private void Write(string category, LogLevel level, string message, Exception? exception)
    {
        string time = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        lock (_order)
        {
            writer.WriteLine($"{time} {level} {category}: {message}");
            if (exception is not null)
                writer.WriteLine(exception);
            writer.Flush();
        }
    }

    private sealed class LineLogger(LineLoggerProvider provider, string category) : ILogger
    {
        // The framework's news about each request is nobody's; what it warns of is.
        private readonly LogLevel _least = category.StartsWith("Iamd", StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Warning;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= _least && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                provider.Write(category, logLevel, formatter(state, exception), exception);
        }
    }
}
