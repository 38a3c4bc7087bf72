using System.Text;
using System.Xml.Linq;
using Iamd.Accounts;
using Iamd.Client;
using OtpNet;

namespace Iamd.Mfa;

/// <summary>The root user's MFA device, made and removed through IAM's own operations.</summary>
/// <remarks>IAM User Guide, "Enable a virtual MFA device for the root user (console)". AWS does it in its console only.</remarks>
internal sealed class RootDevice
{
    private readonly AwsClient _client;

    private RootDevice(AwsClient client, string account)
    {
        _client = client;
        Account = account;
    }

    public string Account { get; }

    public string SerialNumber => $"arn:aws:iam::{Account}:mfa/{CreateVirtualMFADevice.RootDeviceName}";

    /// <summary>The device of the caller's account.</summary>
    /// <exception cref="CommandFailure">The caller is not root.</exception>
    public static async Task<RootDevice> OfAsync(AwsClient client)
    {
        XElement caller = await client.StsAsync("GetCallerIdentity");
        string account = caller.RequiredText("Account");
        string arn = caller.RequiredText("Arn");
        return arn == $"arn:aws:iam::{account}:root"
            ? new RootDevice(client, account)
            : throw new CommandFailure($"Only root may manage root's MFA, and you are {arn}. Use root's key: --profile default in 'iamd shell'.");
    }

    /// <summary>Makes the device; answers its seed in base 32.</summary>
    /// <exception cref="CommandFailure">Root has MFA already.</exception>
    public async Task<string> CreateAsync()
    {
        XElement? created = await TryCreateAsync();
        if (created is null)
        {
            // Left over from a set-up that was not finished: nobody knows its seed any more.
            await DeleteAsync();
            created = await TryCreateAsync() ?? throw AlreadyEnabled();
        }
        string blob = created.Required("VirtualMFADevice").RequiredText("Base32StringSeed");
        return Encoding.ASCII.GetString(Convert.FromBase64String(blob));
    }

    /// <summary>Enables it with two codes that follow each other.</summary>
    public Task EnableAsync(string code1, string code2) => _client.IamAsync(
        "EnableMFADevice",
        ("UserName", Account),
        ("SerialNumber", SerialNumber),
        ("AuthenticationCode1", code1),
        ("AuthenticationCode2", code2));

    /// <summary>Deactivates and deletes it.</summary>
    public async Task DisableAsync()
    {
        await _client.IamAsync("DeactivateMFADevice", ("UserName", Account), ("SerialNumber", SerialNumber));
        await DeleteAsync();
    }

    /// <summary>What an authenticator app reads.</summary>
    public string UriOf(string seed) => MfaSeed.Uri(CreateVirtualMFADevice.RootDeviceName, Account, seed);

    /// <summary>The code of the previous time step and that of the present one: what an app shows by now.</summary>
    public static (string Code1, string Code2) CodesOf(string seed, DateTimeOffset now)
    {
        Totp codes = new(Base32Encoding.ToBytes(seed), MfaCodes.StepSeconds);
        return (codes.ComputeTotp(now.UtcDateTime.AddSeconds(-MfaCodes.StepSeconds)), codes.ComputeTotp(now.UtcDateTime));
    }

    private async Task<XElement?> TryCreateAsync()
    {
        try
        {
            return await _client.IamAsync("CreateVirtualMFADevice", ("VirtualMFADeviceName", CreateVirtualMFADevice.RootDeviceName));
        }
        catch (AwsFailure failure) when (failure.Code == "EntityAlreadyExists")
        {
            return null;
        }
    }

    private async Task DeleteAsync()
    {
        try
        {
            await _client.IamAsync("DeleteVirtualMFADevice", ("SerialNumber", SerialNumber));
        }
        catch (AwsFailure failure) when (failure.Code == "DeleteConflict")
        {
            throw AlreadyEnabled();
        }
    }

    private static CommandFailure AlreadyEnabled() => new("Root has MFA already. 'iamd root mfa disable' removes it.");
}
