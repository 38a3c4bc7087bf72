using System.Collections.Concurrent;
using System.Collections.Immutable;
using Iamd.Accounts;
using Iamd.Storage;

namespace Iamd.Server;

/// <summary>What was last used when: noted in memory by every call, and merged into the journal from time to time.</summary>
/// <remarks>IAM User Guide, "Refine permissions using last accessed information". Seconds count; of two uses in one second either is kept.</remarks>
public sealed class Activity : IActivity
{
    private readonly IJournal _journal;
    private readonly ConcurrentDictionary<(UseKind Kind, string Key), LastUse> _uses;
    private readonly ConcurrentDictionary<(UseKind Kind, string Key), bool> _unsaved = new();

    /// <summary>By principal; found without making a key, since every call looks here.</summary>
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<(string Service, string Action), ActionUse>> _actions = new(StringComparer.Ordinal);

    public Activity(IJournal journal)
    {
        _journal = journal;
        _uses = new(journal.LoadActivity().Select(use => KeyValuePair.Create((use.Kind, use.Key), use)));
        foreach (LastUse use in _uses.Values)
        {
            if (use.Kind == UseKind.Action && use.Key.Split(' ', ':') is [string principalId, string service, string action])
                ActionsOf(principalId)[(service, action)] = new ActionUse(service, action, use.At, use.Region);
        }
    }

    public AccessKeyUse? AccessKeyLastUsed(string accessKeyId) =>
        _uses.TryGetValue((UseKind.AccessKey, accessKeyId), out LastUse use) ? new AccessKeyUse(use.At, use.Region, use.Service) : null;

    public DateTimeOffset? PasswordLastUsed(string principalId) =>
        _uses.TryGetValue((UseKind.Password, principalId), out LastUse use) ? use.At : null;

    public RoleUse? RoleLastUsed(string roleId) =>
        _uses.TryGetValue((UseKind.Role, roleId), out LastUse use) ? new RoleUse(use.At, use.Region) : null;

    public ImmutableArray<ActionUse> ActionsUsed(string principalId) =>
        _actions.TryGetValue(principalId, out ConcurrentDictionary<(string Service, string Action), ActionUse>? actions) ? [.. actions.Values] : [];

    /// <summary>A user or role called an action, allowed or not.</summary>
    /// <param name="service">Service prefix, such as <c>iam</c>.</param>
    /// <param name="action">Name without prefix, such as <c>GetUser</c>.</param>
    public void ActionUsed(string principalId, string service, string action, DateTimeOffset at, string region)
    {
        ConcurrentDictionary<(string Service, string Action), ActionUse> actions = ActionsOf(principalId);
        if (actions.TryGetValue((service, action), out ActionUse? known) && known.At.AddSeconds(1) > at)
            return;
        ActionUse use = new(service, action, at, region);
        actions.AddOrUpdate((service, action), static (_, added) => added, static (_, known, added) => added.At > known.At ? added : known, use);
        Note(new LastUse(UseKind.Action, $"{principalId} {service}:{action}", at, region, service));
    }

    /// <summary>A long-term access key signed a call.</summary>
    /// <param name="service">Service prefix, such as <c>iam</c>.</param>
    public void AccessKeyUsed(string accessKeyId, DateTimeOffset at, string region, string service) =>
        Note(new LastUse(UseKind.AccessKey, accessKeyId, at, region, service));

    /// <summary>Somebody signed in with a password.</summary>
    /// <param name="principalId">The user's unique id; root: the account id.</param>
    public void PasswordUsed(string principalId, DateTimeOffset at) =>
        Note(new LastUse(UseKind.Password, principalId, at, "", ""));

    /// <summary>A role session made a call.</summary>
    public void RoleUsed(string roleId, DateTimeOffset at, string region) =>
        Note(new LastUse(UseKind.Role, roleId, at, region, ""));

    /// <summary>Merges what is new into the journal; if that fails it stays to be merged the next time.</summary>
    public void Flush()
    {
        List<LastUse> uses = [];
        foreach ((UseKind, string) key in _unsaved.Keys)
        {
            // Taken out before it is read: a use that is noted meanwhile is read here or put in again.
            if (_unsaved.TryRemove(key, out _))
                uses.Add(_uses[key]);
        }
        if (uses.Count == 0)
            return;
        try
        {
            _journal.MergeActivity([.. uses]);
        }
        catch (StorageException)
        {
            foreach (LastUse use in uses)
                _unsaved[(use.Kind, use.Key)] = true;
            throw;
        }
    }

    private ConcurrentDictionary<(string Service, string Action), ActionUse> ActionsOf(string principalId) =>
        _actions.GetOrAdd(principalId, static _ => new ConcurrentDictionary<(string Service, string Action), ActionUse>());

    private void Note(LastUse use)
    {
        if (_uses.TryGetValue((use.Kind, use.Key), out LastUse known) && known.At.AddSeconds(1) > use.At)
            return;
        _uses.AddOrUpdate((use.Kind, use.Key), static (_, added) => added, static (_, known, added) => added.At > known.At ? added : known, use);
        _unsaved[(use.Kind, use.Key)] = true;
    }
}
