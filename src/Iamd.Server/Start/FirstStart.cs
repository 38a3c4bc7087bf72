using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Iamd.Accounts;
using Iamd.Policy;
using Iamd.Storage;
using Microsoft.Extensions.Logging;

namespace Iamd.Server;

/// <summary>Sees that the journal holds the account that the daemon is to serve, with the quotas it is to have.</summary>
internal static partial class FirstStart
{
    /// <summary>Makes the account when there is none, and sets quotas.</summary>
    /// <returns>The account, and its root key if it was made just now.</returns>
    /// <exception cref="StartFailure">There is another account than the one asked for.</exception>
    public static async Task<(AccountId Account, RootKey? Created)> EnsureAsync(Turn turn, Vault vault, DaemonOptions options, DateTimeOffset now, ILogger log)
    {
        Account? account = turn.Current.Accounts.FirstOrDefault();
        if (account is null)
            return await CreateAsync(turn, vault, options, now);
        if (options.AccountId is AccountId asked && asked != account.Id)
        {
            throw new StartFailure(
                $"The data folder {options.DataFolder} holds account {account.Id}, not {asked}. Leave --account-id out, or choose another folder with --data.");
        }
        if (options.RootKey is RootKey key && !account.Root.AccessKeys.Any(known => known.Id == key.AccessKeyId))
            LogRootKeyIgnored(log, key.AccessKeyId);
        Quotas quotas = With(account.Quotas, options.Quotas);
        if (!quotas.Equals(account.Quotas))
            await CommitAsync(turn, Change.Put(account.Settings with { Quotas = quotas }));
        return (account.Id, null);
    }

    private static async Task<(AccountId Account, RootKey? Created)> CreateAsync(Turn turn, Vault vault, DaemonOptions options, DateTimeOffset now)
    {
        AccountId id = options.AccountId ?? RandomAccountId();
        RootKey key = options.RootKey ?? new RootKey(
            SystemRandomness.Instance.NewAccessKeyId("AKIA", id),
            SystemRandomness.Instance.NewSecretAccessKey());
        SealedSecret secret = vault.Keys.Seal(
            SecretKind.AccessKey, id, key.AccessKeyId, Encoding.UTF8.GetBytes(key.SecretAccessKey), now, SystemRandomness.Instance);
        RootUser root = new()
        {
            Account = id,
            Id = id.ToString(),
            CreatedAt = now,
            AccessKeys = [new AccessKey { Id = key.AccessKeyId, Secret = secret, CreatedAt = now }],
        };
        AccountSettings settings = new()
        {
            Account = id,
            Id = "settings",
            CreatedAt = now,
            Quotas = With(Quotas.Defaults, options.Quotas),
        };
        // The file first: an account whose key nobody knows would be lost.
        RootCredentials.Write(options.DataFolder, key);
        await CommitAsync(turn, Change.Create(settings, root));
        return (id, key);
    }

    private static Task<bool> CommitAsync(Turn turn, Change change) => turn.WriteAsync(_ => new Written<bool>(true, [change], null));

    private static Quotas With(Quotas quotas, ImmutableArray<KeyValuePair<string, int>> changes)
    {
        foreach ((string name, int value) in changes)
            quotas = quotas.With(name, value) ?? throw new StartFailure($"There is no quota named {name}, or {value} is no value for it.");
        return quotas;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The root key {AccessKeyId} was given, but the account has other ones: a root key is only taken at the first start")]
    private static partial void LogRootKeyIgnored(ILogger log, string accessKeyId);

    /// <summary>Twelve digits of which the first is not 0, so that nobody's spreadsheet shortens them.</summary>
    private static AccountId RandomAccountId() =>
        AccountId.Parse(string.Create(CultureInfo.InvariantCulture, $"{RandomNumberGenerator.GetInt32(100_000, 1_000_000)}{RandomNumberGenerator.GetInt32(1_000_000):D6}"));
}
