namespace Iamd.Server;

/// <summary>The file with the root access key, which <c>aws</c> reads as it is.</summary>
/// <remarks>AWS CLI User Guide, "Configuration and credential file settings".</remarks>
internal static class RootCredentials
{
    /// <summary>Writes it, readable by the owner only.</summary>
    public static void Write(string folder, RootKey key) =>
        PrivateFile.Write(PathIn(folder), $"[default]\naws_access_key_id = {key.AccessKeyId}\naws_secret_access_key = {key.SecretAccessKey}\n");

    public static string PathIn(string folder) => Path.Combine(folder, DataFolders.RootCredentialsFile);
}
