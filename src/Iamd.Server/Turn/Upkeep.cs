using Iamd.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Iamd.Server;

/// <summary>What must be done from time to time: activity is saved every minute; every hour data keys rotate and expired sessions go.</summary>
/// <remarks>What fails is logged and tried again the next time; calls go on meanwhile.</remarks>
public sealed partial class Upkeep(IJournal journal, Vault vault, Activity activity, TimeProvider time, ILogger<Upkeep> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private const int PeriodsAnHour = 60;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Period, time);
        try
        {
            for (int period = 0; await timer.WaitForNextTickAsync(stoppingToken); period++)
            {
                Try(activity.Flush);
                if (period % PeriodsAnHour == 0)
                {
                    Try(vault.Rotate);
                    Try(() => journal.SweepSessions(time.GetUtcNow()));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The daemon stops: save what is not saved yet.
        }
        Try(activity.Flush);
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (StorageException problem)
        {
            LogPutOff(log, problem);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Upkeep is put off until the next time.")]
    private static partial void LogPutOff(ILogger log, Exception problem);
}
