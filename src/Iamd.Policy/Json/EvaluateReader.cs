using System.Collections.Immutable;
using System.Globalization;

namespace Iamd.Policy.Json;

/// <summary>Reads what <c>iamd evaluate</c> is asked: a request with all policies that take part.</summary>
/// <remarks>The form is fixed in docs and by its tests; places in errors are those in the text that was handed in.</remarks>
internal static class EvaluateReader
{
    public static (PolicySet Policies, AccessRequest Request) Read(string text)
    {
        JsonNode root = JsonParser.Parse(text);
        if (root.Kind != JsonKind.Object)
            throw Fail(root, "", "A JSON object with a request is expected.");
        foreach (JsonMember member in root.Members)
            if (!IsKnown(member.Name) && SoundsLikePolicies(member.Name))
                throw PolicyFormatException.At(member.Position, member.Name, PolicyErrorKind.UnknownElement, $"There is no member '{member.Name}'.");

        AccessRequest request = ReadRequest(Object(root, "request", "") ?? throw Fail(root, "request", "The request is missing."));
        ImmutableArray<NamedPolicy> sessionPolicies = ReadPolicies(text, root, "sessionPolicies", "");
        PolicySet policies = new()
        {
            IdentityPolicies = ReadPolicies(text, root, "identityPolicies", ""),
            PermissionsBoundaries = ReadPolicies(text, root, "permissionsBoundaries", ""),
            SessionPolicies = sessionPolicies.IsEmpty ? null : sessionPolicies,
            ResourcePolicy = Object(root, "resourcePolicy", "") is { Members.Count: > 0 } resource
                ? new NamedPolicy("resourcePolicy", null, ReadPolicy(text, resource, "resourcePolicy"))
                : null,
            ResourcePolicyKind = ResourcePolicyKinds.For(request.Action, request.Resource),
            ServiceControlPolicies = ReadLevels(text, root, "serviceControlPolicies"),
            ResourceControlPolicies = ReadLevels(text, root, "resourceControlPolicies"),
            EndpointPolicies = ReadPolicies(text, root, "vpcEndpointPolicies", ""),
        };
        return (policies, request);
    }

    private static bool IsKnown(string name) => name is "request" or "identityPolicies" or "permissionsBoundaries" or "sessionPolicies"
        or "resourcePolicy" or "serviceControlPolicies" or "resourceControlPolicies" or "vpcEndpointPolicies";

    // Other members are the caller's own notes; a misspelt name of policies must not leave them out silently.
    private static bool SoundsLikePolicies(string name) =>
        name.Contains("polic", StringComparison.OrdinalIgnoreCase) || name.Contains("boundar", StringComparison.OrdinalIgnoreCase);

    private static AccessRequest ReadRequest(JsonNode node)
    {
        string principalText = RequiredString(node, "principal", "request");
        if (!RequestPrincipal.TryParse(principalText, out RequestPrincipal? principal))
            throw Fail(node["principal"] ?? node, "request.principal", $"'{principalText}' is no principal.");
        string action = RequiredString(node, "action", "request");
        JsonNode resource = Object(node, "resource", "request") ?? throw Fail(node, "request.resource", "The resource is missing.");
        string arn = RequiredString(resource, "arn", "request.resource");
        AccountId? account = null;
        if (OptionalString(resource, "accountId", "request.resource") is { } digits)
            account = AccountId.TryParse(digits, out AccountId id)
                ? id
                : throw Fail(resource["accountId"] ?? resource, "request.resource.accountId", "An account id has 12 digits.");
        ContextKeys context = ReadContext(node);
        return new AccessRequest
        {
            Principal = WithRolePath(principal, context),
            Action = action,
            Resource = arn,
            ResourceAccount = account,
            Context = context,
        };
    }

    /// <summary>A session's ARN hides its role's path; the context's <c>aws:PrincipalArn</c>, the role's ARN, tells it.</summary>
    private static RequestPrincipal WithRolePath(RequestPrincipal principal, ContextKeys context) =>
        principal is RolePrincipal { PathKnown: false } session
        && context.TryGet("aws:PrincipalArn", out ContextValue value) && value.Count == 1
        && RequestPrincipal.TryParse(value[0], out RequestPrincipal? named)
        && named is RolePrincipal { Session: null } role
        && role.Account == session.Account
        && string.Equals(role.Name, session.Name, StringComparison.Ordinal)
            ? new RolePrincipal(role.Role, session.Session, uniqueId: null)
            : principal;

    private static ContextKeys ReadContext(JsonNode request)
    {
        JsonNode? node = Object(request, "context", "request");
        if (node is null)
            return ContextKeys.Empty;
        Dictionary<string, ContextValue> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonMember member in node.Members)
        {
            string path = $"request.context.{member.Name}";
            ContextValue value = member.Value.Kind == JsonKind.Array
                ? new ContextValue([.. member.Value.Items.Select((item, i) => Scalar(item, Indexed(path, i)))])
                : new ContextValue(Scalar(member.Value, path));
            if (!values.TryAdd(member.Name, value))
                throw PolicyFormatException.At(member.Position, path, PolicyErrorKind.DuplicateKey, "The context key is there twice; case does not distinguish keys.");
        }
        return new ContextKeys(values);
    }

    private static ImmutableArray<OrganizationLevel> ReadLevels(string text, JsonNode root, string name)
    {
        ImmutableArray<OrganizationLevel>.Builder levels = ImmutableArray.CreateBuilder<OrganizationLevel>();
        foreach ((JsonNode level, string path) in Items(root, name, ""))
            levels.Add(new OrganizationLevel(OptionalString(level, "orgIdentifier", path) ?? path, ReadPolicies(text, level, "policies", path)));
        return levels.DrainToImmutable();
    }

    private static ImmutableArray<NamedPolicy> ReadPolicies(string text, JsonNode parent, string name, string parentPath)
    {
        ImmutableArray<NamedPolicy>.Builder policies = ImmutableArray.CreateBuilder<NamedPolicy>();
        foreach ((JsonNode item, string path) in Items(parent, name, parentPath))
        {
            JsonNode policy = item["policy"] ?? throw Fail(item, path + ".policy", "The policy is missing.");
            policies.Add(new NamedPolicy(OptionalString(item, "name", path) ?? path, null, ReadPolicy(text, policy, path + ".policy")));
        }
        return policies.DrainToImmutable();
    }

    private static CompiledPolicy ReadPolicy(string text, JsonNode node, string path)
    {
        try
        {
            return CompiledPolicy.Compile(PolicyReader.ReadByGrammar(node, text[node.Source]));
        }
        catch (PolicyFormatException problem)
        {
            string element = problem.Error.Element.Length == 0 ? path : $"{path}.{problem.Error.Element}";
            throw new PolicyFormatException(problem.Error with { Element = element });
        }
    }

    private static IEnumerable<(JsonNode Item, string Path)> Items(JsonNode parent, string name, string parentPath)
    {
        string path = Join(parentPath, name);
        JsonNode? list = parent[name];
        if (list is null or { Kind: JsonKind.Null })
            yield break;
        if (list.Kind != JsonKind.Array)
            throw Fail(list, path, "A list is expected.");
        for (int i = 0; i < list.Items.Count; i++)
        {
            string itemPath = Indexed(path, i);
            if (list.Items[i].Kind != JsonKind.Object)
                throw Fail(list.Items[i], itemPath, "An object is expected.");
            yield return (list.Items[i], itemPath);
        }
    }

    private static JsonNode? Object(JsonNode parent, string name, string parentPath) => parent[name] switch
    {
        null or { Kind: JsonKind.Null } => null,
        { Kind: JsonKind.Object } node => node,
        { } node => throw Fail(node, Join(parentPath, name), "An object is expected."),
    };

    private static string? OptionalString(JsonNode parent, string name, string parentPath) => parent[name] switch
    {
        null or { Kind: JsonKind.Null } => null,
        { Kind: JsonKind.String } node => node.Text,
        { } node => throw Fail(node, Join(parentPath, name), "A string is expected."),
    };

    private static string RequiredString(JsonNode parent, string name, string parentPath) =>
        OptionalString(parent, name, parentPath) is { Length: > 0 } text
            ? text
            : throw Fail(parent[name] ?? parent, Join(parentPath, name), "A string that is not empty is expected.");

    private static string Scalar(JsonNode node, string path) => node.Kind is JsonKind.String or JsonKind.Number or JsonKind.Boolean
        ? node.Text
        : throw Fail(node, path, "A string, a number, a boolean or a list of them is expected.");

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Indexed(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private static PolicyFormatException Fail(JsonNode node, string path, string message) =>
        PolicyFormatException.At(node.Start, path, PolicyErrorKind.InvalidValue, message);
}
