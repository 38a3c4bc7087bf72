using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Iamd.Accounts;

/// <summary>Trust policies as they are stored and shown: bound to the unique ids of the users and roles that they name.</summary>
/// <remarks>
/// IAM User Guide, "AWS JSON policy elements: Principal": when a trust policy is saved, the ARN of a user or role becomes its
/// unique id, so that one who is deleted and made again does not get the old place back; it is shown as an ARN while its owner
/// is there, and as the id afterwards. Principals that are not there are refused when the policy is stored.
/// </remarks>
internal static class TrustPolicies
{
    /// <summary>Reads and checks a trust policy, and binds it to the users and roles that it names.</summary>
    public static Result<TrustPolicy> Read(World world, Account account, string text)
    {
        if (!StoredPolicy.Read(text, PolicyType.Trust).TryGet(out Document? document, out AwsError? error))
            return error;
        if (StoredPolicy.Characters(document) > account.Quotas.TrustPolicyCharacters)
            return IamErrors.LimitExceeded("ACLSizePerRole", account.Quotas.TrustPolicyCharacters);
        ImmutableSortedDictionary<string, string>.Builder bound = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        // What each kind of principal must look like is the language's business and was checked; who must exist is known only here.
        foreach (PrincipalName name in document.Policy.Statements.SelectMany(statement => statement.Principal?.Names ?? []))
        {
            if (name.Kind == PrincipalKind.Aws && !IsThere(world, name.Text, bound))
                return IamErrors.InvalidPrincipal(name.Text);
        }
        return new TrustPolicy(document, bound.ToImmutable());
    }

    /// <summary>The policy's text as answers show it, not yet encoded: byte for byte as it was put while all whom it names are there.</summary>
    public static string Text(World world, TrustPolicy policy)
    {
        Dictionary<string, string> changed = new(StringComparer.Ordinal);
        foreach ((string name, string id) in policy.PrincipalIds)
        {
            bool isSession = name.StartsWith("arn:aws:sts:", StringComparison.Ordinal);
            string present = Find(world, id) is PrincipalIdentity there ? (isSession ? name : there.Arn.ToString()) : id;
            if (!string.Equals(present, name, StringComparison.Ordinal))
                changed.Add(name, present);
        }
        return changed.Count == 0 ? policy.Document.Text : Renamed(policy.Document.Text, changed);
    }

    private static bool IsThere(World world, string text, ImmutableSortedDictionary<string, string>.Builder bound)
    {
        if (text == "*" || AccountId.TryParse(text, out _))
            return true;
        if (!Arn.TryParse(text, out Arn? arn))
            return Bind(Find(world, text));
        if (arn is not { Partition: "aws", Region: "" } || !AccountId.TryParse(arn.Account, out AccountId owner))
            return false;
        string[] parts = arn.Resource.Split('/', 2);
        return (arn.Service, parts) switch
        {
            ("iam", ["root"]) => true,
            ("iam", ["user", _]) => Bind(world.TryGetAccount(owner, out Account? account) && account.Users.TryGet(NameOf(text), out User? user) ? user : null),
            ("iam", ["role", _]) => Bind(world.TryGetAccount(owner, out Account? account) && account.Roles.TryGet(NameOf(text), out Role? role) ? role : null),
            // Sessions come and go; bound is the role that they are of.
            ("sts", ["assumed-role", { Length: > 0 } session]) => BindSession(session.Split('/')[0]),
            ("sts", ["federated-user", { Length: > 0 }]) => true,
            _ => false,
        };

        bool BindSession(string roleName)
        {
            if (world.TryGetAccount(owner, out Account? account) && account.Roles.TryGet(roleName, out Role? role))
                bound[text] = role.Id;
            return true;
        }

        bool Bind(NamedEntity? entity)
        {
            // An ARN with another path or case is not this entity's.
            if (entity is null || (arn is not null && !string.Equals(entity.Arn.ToString(), text, StringComparison.Ordinal)))
                return false;
            bound[text] = entity.Id;
            return true;
        }
    }

    private static string NameOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>The user or role with that unique id, in whatever account.</summary>
    private static PrincipalIdentity? Find(World world, string id)
    {
        foreach (Account account in world.Accounts)
        {
            if (account.TryGetById(id, out PrincipalIdentity? principal))
                return principal;
        }
        return null;
    }

    /// <summary>The text with other names in its Principal elements, all else byte for byte.</summary>
    private static string Renamed(string text, Dictionary<string, string> names)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        ArrayBufferWriter<byte> written = new(bytes.Length);
        Utf8JsonReader reader = new(bytes, new JsonReaderOptions { MaxDepth = 1024 });
        int copied = 0;
        int? principalDepth = null;
        while (reader.Read())
        {
            if (principalDepth is null)
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.GetString() is "Principal" or "NotPrincipal")
                    principalDepth = reader.CurrentDepth;
                continue;
            }
            if (reader.TokenType == JsonTokenType.String && names.TryGetValue(reader.GetString() ?? "", out string? name))
            {
                int start = (int)reader.TokenStartIndex;
                written.Write(bytes.AsSpan(copied..start));
                written.Write(Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(name)}\""));
                copied = (int)reader.BytesConsumed;
            }
            bool isValueOver = reader.CurrentDepth == principalDepth && reader.TokenType != JsonTokenType.StartObject && reader.TokenType != JsonTokenType.StartArray;
            if (isValueOver)
                principalDepth = null;
        }
        written.Write(bytes.AsSpan(copied..));
        return Encoding.UTF8.GetString(written.WrittenSpan);
    }
}
