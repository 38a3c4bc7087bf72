using System.Globalization;
using System.Xml.Linq;
using Iamd.Catalog;
using Iamd.Client;
using Iamd.Identities;
using Iamd.Policy;
using Iamd.Terminal;

namespace Iamd.Simulation;

/// <summary>
/// The policies that a simulation cites, read when they are first cited: the simulator names a policy and a place in its text,
/// people want to know where it comes from and which statement it is. Who may not read policies is told what the simulator said.
/// </summary>
internal sealed class PolicyTexts(AwsClient client, string principalArn, IReadOnlyList<string> attachedFiles)
{
    private const string Attached = "PolicyInputList.";

    private readonly Dictionary<string, PolicyDocument?> _documents = new(StringComparer.Ordinal);
    private Identity? _identity;

    /// <summary>A statement as people read it.</summary>
    /// <param name="sourceId">As <c>SourcePolicyId</c> says it.</param>
    /// <param name="place">As <c>StartPosition</c> says it, which is not quite where the statement begins.</param>
    public async Task<CitedStatement> CiteAsync(string sourceId, TextPosition place)
    {
        if (sourceId.StartsWith(Attached, StringComparison.Ordinal)
            && int.TryParse(sourceId.AsSpan(Attached.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= 1 && number <= attachedFiles.Count)
        {
            string file = attachedFiles[number - 1];
            return Cite(file, "as if attached", sourceId, InputFile.ReadText(file), place);
        }
        try
        {
            _identity ??= await new IdentityReader(client).ByArnAsync(principalArn);
            EffectivePolicy? policy = _identity.Policies.FirstOrDefault(one => IdOf(one) == sourceId)
                ?? (_identity.Boundary?.Name == sourceId ? _identity.Boundary : null);
            if (policy is null)
                return new CitedStatement(sourceId, "", null, null, place);
            string origin = policy == _identity.Boundary ? policy.SortName
                : policy.Sort == PolicySort.Inline ? $"inline policy of {policy.Carrier}"
                : $"{policy.SortName}, from {policy.Carrier}";
            return Cite(policy.Name, origin, sourceId, _documents.ContainsKey(sourceId) ? "" : await TextAsync(policy), place);
        }
        catch (AwsFailure)
        {
            return new CitedStatement(sourceId, "", null, null, place);
        }
    }

    /// <summary>How the simulator names a policy.</summary>
    private static string IdOf(EffectivePolicy policy) =>
        policy.Sort == PolicySort.Inline ? $"{policy.Carrier.Replace(' ', '_')}_{policy.Name}" : policy.Name;

    private CitedStatement Cite(string name, string origin, string sourceId, string text, TextPosition place)
    {
        if (!_documents.TryGetValue(sourceId, out PolicyDocument? document))
        {
            document = PolicyDocument.TryParse(text, out PolicyDocument? read, out _) ? read : null;
            _documents.Add(sourceId, document);
        }
        Statement? statement = document?.Statements.FirstOrDefault(one => one.SimulatorSpan.Start == place);
        return statement is null ? new CitedStatement(name, origin, null, null, place) : new CitedStatement(name, origin, statement);
    }

    private async Task<string> TextAsync(EffectivePolicy policy)
    {
        if (policy.Arn is null)
        {
            string[] carrier = policy.Carrier.Split(' ', 2);
            string entity = carrier[0] switch { "user" => "User", "group" => "Group", _ => "Role" };
            XElement inline = await client.IamAsync($"Get{entity}Policy", ($"{entity}Name", carrier[1]), ("PolicyName", policy.Name));
            return Uri.UnescapeDataString(inline.RequiredText("PolicyDocument"));
        }
        if (ManagedPolicies.TryFind(policy.Arn, out ManagedPolicy? ofAws))
            return ofAws.Document;
        XElement managed = (await client.IamAsync("GetPolicy", ("PolicyArn", policy.Arn))).Required("Policy");
        XElement version = await client.IamAsync("GetPolicyVersion", ("PolicyArn", policy.Arn), ("VersionId", managed.RequiredText("DefaultVersionId")));
        return Uri.UnescapeDataString(version.Required("PolicyVersion").RequiredText("Document"));
    }
}
