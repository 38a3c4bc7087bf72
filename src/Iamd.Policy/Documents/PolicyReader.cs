using System.Collections.Immutable;
using System.Globalization;

namespace Iamd.Policy;

/// <summary>From JSON to a policy by the language's grammar; anything else is refused with its place.</summary>
/// <remarks>IAM User Guide, "Grammar of the IAM JSON policy language".</remarks>
internal sealed class PolicyReader
{
    // What is wrong but does not keep the rest from being read: AWS looks at the whole document before it complains of these.
    private readonly List<PolicyError> _flaws = [];

    // An operator without any key tests nothing. The grammar has no such thing, yet AWS stores it, whatever the operator's name.
    private readonly bool _allowsIdleOperators;

    private PolicyReader(bool allowsIdleOperators) => _allowsIdleOperators = allowsIdleOperators;

    /// <summary>Reads what AWS would take for a policy.</summary>
    public static PolicyDocument Read(string text) => Read(new PolicyReader(allowsIdleOperators: true), JsonParser.Parse(text), text);

    /// <summary>Reads a policy by the letter of the grammar.</summary>
    /// <param name="root">The policy inside a larger text.</param>
    /// <param name="text">The policy's own text.</param>
    public static PolicyDocument ReadByGrammar(JsonNode root, string text) => Read(new PolicyReader(allowsIdleOperators: false), root, text);

    private static PolicyDocument Read(PolicyReader reader, JsonNode root, string text)
    {
        PolicyDocument document = reader.ReadDocument(root, text);
        return reader._flaws is [PolicyError first, ..]
            ? throw new PolicyFormatException(first with
            {
                Draft = new PolicyDraft(document, reader._flaws.Exists(flaw => flaw.Kind == PolicyErrorKind.InvalidValue)),
            })
            : document;
    }

    private PolicyDocument ReadDocument(JsonNode root, string text)
    {
        if (root.Kind != JsonKind.Object)
            throw Fail(root, "", PolicyErrorKind.InvalidValue, "A policy is a JSON object.");
        foreach (JsonMember member in root.Members)
            if (member.Name is not ("Version" or "Id" or "Statement"))
                throw Unknown(member, "", "A policy has no element");

        JsonNode statements = root["Statement"]
            ?? throw Fail(root, "Statement", PolicyErrorKind.MissingElement, "The policy has no Statement.");
        return new PolicyDocument
        {
            Text = text,
            Version = ReadVersion(root["Version"]),
            HasVersion = root["Version"] is not null,
            Id = root["Id"] is { } id ? ReadString(id, "Id") : null,
            Statements = ReadStatements(statements),
        };
    }

    private static PolicyVersion ReadVersion(JsonNode? node) => node switch
    {
        null => PolicyVersion.V2008,
        { Kind: JsonKind.String, Text: "2008-10-17" } => PolicyVersion.V2008,
        { Kind: JsonKind.String, Text: "2012-10-17" } => PolicyVersion.V2012,
        _ => throw Fail(node, "Version", PolicyErrorKind.InvalidVersion, "The Version is 2008-10-17 or 2012-10-17."),
    };

    private ImmutableArray<Statement> ReadStatements(JsonNode node)
    {
        if (node.Kind == JsonKind.Object)
            return [ReadStatement(node, 0, "Statement", Inside(node))];
        if (node.Kind != JsonKind.Array)
            throw Fail(node, "Statement", PolicyErrorKind.InvalidValue, "Statement is an object or a list of objects.");
        if (node.Items.Count == 0)
            throw Fail(node, "Statement", PolicyErrorKind.MissingElement, "The policy has no statement.");
        ImmutableArray<Statement>.Builder statements = ImmutableArray.CreateBuilder<Statement>(node.Items.Count);
        for (int i = 0; i < node.Items.Count; i++)
        {
            TextPosition before = i == 0 ? Inside(node) : node.Items[i - 1].End;
            statements.Add(ReadStatement(node.Items[i], i, string.Create(CultureInfo.InvariantCulture, $"Statement[{i}]"), before));
        }
        return statements.MoveToImmutable();
    }

    private static TextPosition Inside(JsonNode node) => node.Start with { Column = node.Start.Column + 1 };

    private Statement ReadStatement(JsonNode node, int index, string path, TextPosition simulatorStart)
    {
        if (node.Kind != JsonKind.Object)
            throw Fail(node, path, PolicyErrorKind.InvalidValue, "A statement is an object.");
        foreach (JsonMember member in node.Members)
            if (member.Name is not ("Sid" or "Effect" or "Principal" or "NotPrincipal" or "Action" or "NotAction"
                or "Resource" or "NotResource" or "Condition"))
                throw Unknown(member, path, "A statement has no element");

        return new Statement
        {
            Index = index,
            Sid = node["Sid"] is { } sid ? ReadString(sid, path + ".Sid") : null,
            Effect = ReadEffect(node, path),
            Principal = ReadPair(node, path, "Principal", "NotPrincipal", ReadPrincipal),
            Action = ReadPair(node, path, "Action", "NotAction", ReadPatterns) ?? ReadNoAction(node, path),
            Resource = ReadPair(node, path, "Resource", "NotResource", ReadPatterns),
            Conditions = node["Condition"] is { } condition ? ReadConditions(condition, path + ".Condition") : [],
            Span = new TextSpan(node.Start, node.End),
            SimulatorSpan = new TextSpan(simulatorStart, node.End),
        };
    }

    private MatchElement ReadNoAction(JsonNode statement, string path)
    {
        Note(Fail(statement, path + ".Action", PolicyErrorKind.MissingElement, "The statement has neither Action nor NotAction."));
        return new MatchElement(IsNot: false, [], statement.Start);
    }

    private Effect ReadEffect(JsonNode statement, string path)
    {
        JsonNode node = statement["Effect"]
            ?? throw Fail(statement, path + ".Effect", PolicyErrorKind.MissingElement, "The statement has no Effect.");
        string text = node.Kind == JsonKind.String ? node.Text : "";
        if (text is "Allow")
            return Effect.Allow;
        if (text is "Deny")
            return Effect.Deny;
        PolicyFormatException problem = new(
            Fail(node, path + ".Effect", PolicyErrorKind.InvalidValue, "Effect is Allow or Deny, in just this spelling.").Error with { Found = node.Text });
        // The word itself may be right and only its case wrong.
        if (!text.Equals("Allow", StringComparison.OrdinalIgnoreCase) && !text.Equals("Deny", StringComparison.OrdinalIgnoreCase))
            throw problem;
        Note(problem);
        return Effect.Deny;
    }

    private void Note(PolicyFormatException flaw) => _flaws.Add(flaw.Error);

    private static T? ReadPair<T>(JsonNode statement, string path, string name, string notName, Func<JsonNode, string, bool, T> read)
        where T : class
    {
        JsonNode? positive = statement[name];
        JsonNode? negative = statement[notName];
        if (positive is not null && negative is not null)
            throw Fail(negative, $"{path}.{notName}", PolicyErrorKind.ConflictingElements, $"{name} and {notName} exclude each other.");
        if (positive is not null)
            return read(positive, $"{path}.{name}", false);
        return negative is null ? null : read(negative, $"{path}.{notName}", true);
    }

    private MatchElement ReadPatterns(JsonNode node, string path, bool isNot)
    {
        if (node is not { Kind: JsonKind.Array, Items.Count: 0 })
            return new MatchElement(isNot, ReadStrings(node, path), node.Start);
        Note(Fail(node, path, PolicyErrorKind.MissingElement, "The list is empty."));
        return new MatchElement(isNot, [], node.Start);
    }

    private static PrincipalElement ReadPrincipal(JsonNode node, string path, bool isNot)
    {
        if (node is { Kind: JsonKind.String, Text: "*" })
            return new PrincipalElement(isNot, [new PrincipalName(PrincipalKind.Everyone, "*")], node.Start);
        if (node.Kind != JsonKind.Object)
            throw Fail(node, path, PolicyErrorKind.InvalidValue, "The principal is \"*\" or an object of AWS, Service, Federated or CanonicalUser.");
        if (node.Members.Count == 0)
            throw Fail(node, path, PolicyErrorKind.MissingElement, "The principal is empty.");
        ImmutableArray<PrincipalName>.Builder names = ImmutableArray.CreateBuilder<PrincipalName>();
        foreach (JsonMember member in node.Members)
        {
            PrincipalKind kind = member.Name switch
            {
                "AWS" => PrincipalKind.Aws,
                "Service" => PrincipalKind.Service,
                "Federated" => PrincipalKind.Federated,
                "CanonicalUser" => PrincipalKind.CanonicalUser,
                _ => throw Unknown(member, path, "There is no kind of principal"),
            };
            foreach (string text in ReadStrings(member.Value, $"{path}.{member.Name}"))
                names.Add(new PrincipalName(kind, text));
        }
        return new PrincipalElement(isNot, names.DrainToImmutable(), node.Start);
    }

    private ImmutableArray<ConditionTest> ReadConditions(JsonNode node, string path)
    {
        if (node.Kind != JsonKind.Object)
            throw Fail(node, path, PolicyErrorKind.InvalidValue, "Condition is an object.");
        ImmutableArray<ConditionTest>.Builder tests = ImmutableArray.CreateBuilder<ConditionTest>();
        foreach (JsonMember operation in node.Members)
        {
            string operatorPath = $"{path}.{operation.Name}";
            if (_allowsIdleOperators && operation.Value is { Kind: JsonKind.Object, Members.Count: 0 })
                continue;
            if (!ConditionOperators.TryParse(operation.Name, out ConditionOperator value, out SetQuantifier quantifier, out bool ifExists))
                throw PolicyFormatException.At(operation.Position, operatorPath, PolicyErrorKind.UnknownOperator, $"There is no condition operator '{operation.Name}'.");
            if (operation.Value.Kind != JsonKind.Object)
                throw Fail(operation.Value, operatorPath, PolicyErrorKind.InvalidValue, "An operator holds an object of context keys.");
            foreach (JsonMember key in operation.Value.Members)
            {
                if (key.Name.Length == 0)
                    throw PolicyFormatException.At(key.Position, operatorPath, PolicyErrorKind.InvalidValue, "A context key is empty.");
                tests.Add(new ConditionTest(operation.Name, value, quantifier, ifExists, key.Name,
                    ReadConditionValues(key.Value, $"{operatorPath}.{key.Name}"), key.Position));
            }
        }
        return tests.DrainToImmutable();
    }

    private static ImmutableArray<string> ReadConditionValues(JsonNode node, string path)
    {
        if (node.Kind != JsonKind.Array)
            return [ReadScalar(node, path)];
        ImmutableArray<string>.Builder values = ImmutableArray.CreateBuilder<string>(node.Items.Count);
        for (int i = 0; i < node.Items.Count; i++)
            values.Add(ReadScalar(node.Items[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")));
        return values.MoveToImmutable();
    }

    private static string ReadScalar(JsonNode node, string path) => node.Kind is JsonKind.String or JsonKind.Number or JsonKind.Boolean
        ? node.Text
        : throw Fail(node, path, PolicyErrorKind.InvalidValue, "A condition value is a string, a number or a boolean.");

    private static ImmutableArray<string> ReadStrings(JsonNode node, string path)
    {
        if (node.Kind != JsonKind.Array)
            return [ReadString(node, path)];
        if (node.Items.Count == 0)
            throw Fail(node, path, PolicyErrorKind.MissingElement, "The list is empty.");
        ImmutableArray<string>.Builder values = ImmutableArray.CreateBuilder<string>(node.Items.Count);
        for (int i = 0; i < node.Items.Count; i++)
            values.Add(ReadString(node.Items[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")));
        return values.MoveToImmutable();
    }

    private static string ReadString(JsonNode node, string path) => node.Kind == JsonKind.String
        ? node.Text
        : throw Fail(node, path, PolicyErrorKind.InvalidValue, "A string is expected.");

    private static PolicyFormatException Unknown(JsonMember member, string path, string sentence) =>
        PolicyFormatException.At(member.Position, path.Length == 0 ? member.Name : $"{path}.{member.Name}",
            PolicyErrorKind.UnknownElement, $"{sentence} '{member.Name}'.");

    private static PolicyFormatException Fail(JsonNode node, string path, PolicyErrorKind kind, string message) =>
        PolicyFormatException.At(node.Start, path, kind, message);
}
