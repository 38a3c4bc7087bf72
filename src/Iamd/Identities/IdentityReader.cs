using System.Xml.Linq;
using Iamd.Client;

namespace Iamd.Identities;

/// <summary>Asks a daemon who somebody is and what counts for them.</summary>
/// <remarks>IAM User Guide, "Policies and permissions": policies of a user are its own and those of its groups.</remarks>
internal sealed class IdentityReader(AwsClient client)
{
    /// <summary>The caller.</summary>
    public async Task<Identity> CallerAsync()
    {
        XElement caller = await client.StsAsync("GetCallerIdentity");
        return await ByArnAsync(caller.RequiredText("Arn"));
    }

    /// <summary>A user, role, role session, group or root, by ARN.</summary>
    /// <exception cref="CommandFailure">It is none of these, or is not there.</exception>
    public Task<Identity> ByArnAsync(string arn)
    {
        string[] parts = arn.Split(':', 6);
        string[] resource = parts.Length == 6 ? parts[5].Split('/') : [];
        return (parts.ElementAtOrDefault(2), resource) switch
        {
            ("iam", ["root"]) => Task.FromResult(new Identity(IdentityKind.Root, "root", parts[4], arn)),
            ("iam", ["user", .., { Length: > 0 } name]) => UserAsync(name),
            ("iam", ["group", .., { Length: > 0 } name]) => GroupAsync(name),
            ("iam", ["role", .., { Length: > 0 } name]) => RoleAsync(name),
            ("sts", ["assumed-role", { Length: > 0 } name, _]) => RoleAsync(name),
            _ => throw new CommandFailure($"'{arn}' is not the ARN of a user, a role, a group or root."),
        };
    }

    public async Task<Identity> UserAsync(string name)
    {
        XElement user = (await client.IamAsync("GetUser", ("UserName", name))).Required("User");
        Identity self = Read(IdentityKind.User, "User", user);
        List<EffectivePolicy> policies = await PoliciesAsync("User", self.Name, $"user {self.Name}");
        List<XElement> groups = await client.ListAsync("ListGroupsForUser", "Groups", ("UserName", self.Name));
        foreach (XElement group in groups)
            policies.AddRange(await PoliciesAsync("Group", group.RequiredText("GroupName"), $"group {group.RequiredText("GroupName")}"));
        return self with
        {
            Groups = [.. groups.Select(group => new Membership(group.RequiredText("GroupName"), group.RequiredText("GroupId")))],
            Policies = [.. policies],
        };
    }

    public async Task<Identity> GroupAsync(string name)
    {
        XElement group = (await client.IamAsync("GetGroup", ("GroupName", name))).Required("Group");
        Identity self = Read(IdentityKind.Group, "Group", group);
        return self with { Policies = [.. await PoliciesAsync("Group", self.Name, $"group {self.Name}")] };
    }

    public async Task<Identity> RoleAsync(string name)
    {
        XElement role = (await client.IamAsync("GetRole", ("RoleName", name))).Required("Role");
        Identity self = Read(IdentityKind.Role, "Role", role);
        return self with { Policies = [.. await PoliciesAsync("Role", self.Name, $"role {self.Name}")] };
    }

    private static Identity Read(IdentityKind kind, string entity, XElement element)
    {
        string name = element.RequiredText($"{entity}Name");
        string? boundary = element.Child("PermissionsBoundary")?.Text("PermissionsBoundaryArn");
        return new Identity(kind, name, element.RequiredText($"{entity}Id"), element.RequiredText("Arn"))
        {
            Boundary = boundary is null ? null : EffectivePolicy.Managed(boundary, $"{entity.ToLowerInvariant()} {name}"),
        };
    }

    private async Task<List<EffectivePolicy>> PoliciesAsync(string entity, string name, string carrier)
    {
        List<XElement> managed = await client.ListAsync($"ListAttached{entity}Policies", "AttachedPolicies", ($"{entity}Name", name));
        List<XElement> inline = await client.ListAsync($"List{entity}Policies", "PolicyNames", ($"{entity}Name", name));
        return
        [
            .. managed.Select(policy => EffectivePolicy.Managed(policy.RequiredText("PolicyArn"), carrier)),
            .. inline.Select(policy => new EffectivePolicy(policy.Value, null, carrier)),
        ];
    }
}
