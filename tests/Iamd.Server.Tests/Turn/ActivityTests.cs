using Iamd.Accounts;
using Iamd.Storage;

namespace Iamd.Server.Tests;

/// <summary>What was last used when: seen at once, kept by the journal after a flush.</summary>
public sealed class ActivityTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly FaultyJournal _journal = new();
    private readonly Activity _activity;

    public ActivityTests() => _activity = new Activity(_journal);

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void The_latest_use_counts_whatever_the_order()
    {
        _activity.AccessKeyUsed("AKIA", Noon, "us-east-1", "iam");
        _activity.AccessKeyUsed("AKIA", Noon.AddMinutes(-5), "eu-west-1", "sts");
        _activity.RoleUsed("AROA", Noon, "us-east-1");
        _activity.RoleUsed("AROA", Noon.AddMinutes(5), "eu-west-1");
        _activity.PasswordUsed("AIDA", Noon);
        Assert.Equal(new AccessKeyUse(Noon, "us-east-1", "iam"), _activity.AccessKeyLastUsed("AKIA"));
        Assert.Equal(new RoleUse(Noon.AddMinutes(5), "eu-west-1"), _activity.RoleLastUsed("AROA"));
        Assert.Equal(Noon, _activity.PasswordLastUsed("AIDA"));
        Assert.Null(_activity.AccessKeyLastUsed("AKIANEVER"));
    }

    [Fact]
    public void A_flush_keeps_each_use_once()
    {
        _activity.AccessKeyUsed("AKIA", Noon, "us-east-1", "iam");
        _activity.Flush();
        int calls = _journal.Calls;
        _activity.Flush();
        Assert.Equal(calls, _journal.Calls);
        Assert.Equal(new AccessKeyUse(Noon, "us-east-1", "iam"), new Activity(_journal).AccessKeyLastUsed("AKIA"));
    }

    [Fact]
    public void What_could_not_be_flushed_is_flushed_the_next_time()
    {
        _activity.AccessKeyUsed("AKIA", Noon, "us-east-1", "iam");
        _journal.Before = (_, _) => throw FaultyJournal.Failure;
        Assert.Throws<StorageException>(_activity.Flush);
        _journal.Before = (_, _) => { };
        _activity.Flush();
        Assert.Equal([new LastUse(UseKind.AccessKey, "AKIA", Noon, "us-east-1", "iam")], _journal.LoadActivity());
    }

    [Fact]
    public void Actions_are_kept_by_principal_with_their_latest_call()
    {
        _activity.ActionUsed("AIDA", "iam", "GetUser", Noon, "us-east-1");
        _activity.ActionUsed("AIDA", "iam", "GetUser", Noon.AddMinutes(-5), "eu-west-1");
        _activity.ActionUsed("AROA", "sts", "GetCallerIdentity", Noon, "us-east-1");
        Assert.Equal([new ActionUse("iam", "GetUser", Noon, "us-east-1")], _activity.ActionsUsed("AIDA"));
        Assert.Empty(_activity.ActionsUsed("AIDANEVER"));

        _activity.Flush();
        Activity again = new(_journal);
        Assert.Equal([new ActionUse("iam", "GetUser", Noon, "us-east-1")], again.ActionsUsed("AIDA"));
        Assert.Equal([new ActionUse("sts", "GetCallerIdentity", Noon, "us-east-1")], again.ActionsUsed("AROA"));
    }
}
