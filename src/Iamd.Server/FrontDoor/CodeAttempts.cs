namespace Iamd.Server;

/// <summary>
/// Slows the guessing of MFA codes: a principal may give five wrong ones at once, and from then on one every thirty seconds.
/// Only who signs as the principal is counted for it, so strangers lock nobody out.
/// </summary>
/// <remarks>RFC 4226, section 7.3, "Throttling at the Server". Six digits then stand for decades.</remarks>
internal sealed class CodeAttempts
{
    private const int Burst = 5;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Lock _counting = new();

    // When a user's (or root's) attempts will all have been paid for: one entry for each who ever gave a code.
    private readonly Dictionary<string, DateTimeOffset> _paidAt = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt before its code is looked at, so that many at once do not pass; false when it must wait.</summary>
    public bool TryBegin(string principalId, DateTimeOffset now)
    {
        lock (_counting)
        {
            DateTimeOffset paidAt = _paidAt.GetValueOrDefault(principalId, now);
            if (paidAt < now)
                paidAt = now;
            if (paidAt - now > (Burst - 1) * Interval)
                return false;
            _paidAt[principalId] = paidAt + Interval;
            return true;
        }
    }

    /// <summary>The attempt was no wrong guess: it costs nothing.</summary>
    public void Forgive(string principalId)
    {
        lock (_counting)
        {
            if (_paidAt.TryGetValue(principalId, out DateTimeOffset paidAt))
                _paidAt[principalId] = paidAt - Interval;
        }
    }
}
