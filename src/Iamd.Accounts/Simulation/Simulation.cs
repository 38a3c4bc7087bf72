namespace Iamd.Accounts;

/// <summary>One simulated principal with its policies; asked for actions on resources.</summary>
/// <remarks>IAM API Reference, "EvaluationResult" and "ResourceSpecificResult". Decides with the evaluator that real calls are decided with.</remarks>
internal sealed record Simulation
{
    // What the simulator calls the types of policies, in MatchedStatements and EvalDecisionDetails.
    private const string IdentityPolicy = "IAM Policy";
    private const string BoundaryPolicy = "IAM Permissions Boundary Policy";
    private const string ResourcePolicy = "Resource Policy";

    public required Account Account { get; init; }

    public required PolicySet Policies { get; init; }

    public required RequestPrincipal Principal { get; init; }

    /// <summary>The principal's entity, for what is known of it; null when it is not of this account.</summary>
    public required Identity? Known { get; init; }

    /// <summary>Owner of resources whose ARN names none.</summary>
    public required AccountId ResourceOwner { get; init; }

    /// <summary>Context entries, looked through already.</summary>
    public required IReadOnlyList<Iam.ContextEntry> Entries { get; init; }

    public required Call Call { get; init; }

    /// <summary>Evaluates one action on each resource; none, or the one resource <c>*</c>, stands for all resources.</summary>
    public Iam.EvaluationResult Evaluate(string action, IReadOnlyList<string> resources)
    {
        if (resources is [] or ["*"])
        {
            Answer answer = Ask(action, "*");
            return new Iam.EvaluationResult
            {
                EvalActionName = action,
                EvalResourceName = "*",
                EvalDecision = answer.Decision,
                MatchedStatements = answer.Statements,
                MissingContextValues = answer.Missing,
                PermissionsBoundaryDecisionDetail = answer.Boundary,
                EvalDecisionDetails = answer.Details,
            };
        }
        ImmutableArray<(string Resource, Answer Answer)> answers = [.. resources.Select(resource => (resource, Ask(action, resource)))];
        // The most restrictive decision speaks for all, with the statements that made it.
        Answer deciding = answers.MinBy(pair => pair.Answer.Outcome switch
        {
            DecisionOutcome.ExplicitDeny => 0,
            DecisionOutcome.ImplicitDeny => 1,
            _ => 2,
        }).Answer;
        return new Iam.EvaluationResult
        {
            EvalActionName = action,
            EvalResourceName = resources is [string one] ? one : ResourceTemplate(action, resources[0]),
            EvalDecision = deciding.Decision,
            MatchedStatements = [.. answers.Where(pair => pair.Answer.Outcome == deciding.Outcome).SelectMany(pair => pair.Answer.Statements).Distinct()],
            MissingContextValues = [.. answers.SelectMany(pair => pair.Answer.Missing).Distinct(StringComparer.OrdinalIgnoreCase)],
            PermissionsBoundaryDecisionDetail = answers.Select(pair => pair.Answer.Boundary).MinBy(detail => detail?.AllowedByPermissionsBoundary),
            EvalDecisionDetails = MostRestrictive(answers.Select(pair => pair.Answer.Details)),
            ResourceSpecificResults =
            [
                .. answers.Select(pair => new Iam.ResourceSpecificResult
                {
                    EvalResourceName = pair.Resource,
                    EvalResourceDecision = pair.Answer.Decision,
                    MatchedStatements = pair.Answer.Statements,
                    MissingContextValues = pair.Answer.Missing,
                    PermissionsBoundaryDecisionDetail = pair.Answer.Boundary,
                    EvalDecisionDetails = pair.Answer.Details,
                }),
            ],
        };
    }

    private Answer Ask(string action, string resource)
    {
        // Without a resource-based policy only the caller's side is simulated, wherever the resource is.
        AccountId owner = Policies.ResourcePolicy is null ? Principal.Account.GetValueOrDefault() : OwnerOf(resource);
        ContextKeys known = Known is null ? ContextKeys.Empty : KnownContext.Of(Account, Known, action, resource, owner, Call);
        if (!ContextEntries.TryRead(Entries, known, out ContextKeys? context, out AwsError? error))
            throw new InvalidOperationException($"Context entries that were read do not read again: {error.Message}");
        AccessRequest request = new()
        {
            Principal = Principal,
            Action = action,
            Resource = resource,
            ResourceAccount = owner,
            Context = context,
        };
        Explanation explanation = Evaluator.Explain(Policies with { ResourcePolicyKind = KindOf(resource) }, request);
        return new Answer(
            explanation.Decision.Outcome,
            [.. explanation.DecidingStatements.Select(ToShape)],
            explanation.MissingContextKeys,
            Policies.PermissionsBoundaries.IsEmpty
                ? null
                : new Iam.PermissionsBoundaryDecisionDetail { AllowedByPermissionsBoundary = Verdict(explanation, PolicyLayer.PermissionsBoundary) == DecisionOutcome.Allowed },
            owner == Principal.Account ? null : Details(explanation));
    }

    /// <summary>By type of policy the gravest decision on any resource; empty when all resources are the caller's own.</summary>
    /// <remarks>IAM API Reference, "EvaluationResult", EvalDecisionDetails; recorded AWS answers hold the empty map, too.</remarks>
    private static Dictionary<string, string> MostRestrictive(IEnumerable<Dictionary<string, string>?> details) => details
        .SelectMany(one => one ?? [])
        .GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
        .ToDictionary(type => type.Key, type => type.MinBy(word => word switch { "explicitDeny" => 0, "implicitDeny" => 1, _ => 2 })!, StringComparer.Ordinal);

    private AccountId OwnerOf(string resource) =>
        Arn.TryParse(resource, out Arn? arn) && AccountId.TryParse(arn.Account, out AccountId owner) ? owner : ResourceOwner;

    /// <summary>The rules that hold for the resource-based policy given; without one the identity side is simulated alone.</summary>
    private ResourcePolicyKind KindOf(string resource) =>
        Policies.ResourcePolicy is null || !Arn.TryParse(resource, out Arn? arn) ? ResourcePolicyKind.Ordinary
        : arn.Service is "kms" ? ResourcePolicyKind.KmsKey
        : arn.Service is "iam" && arn.Resource.StartsWith("role/", StringComparison.Ordinal) ? ResourcePolicyKind.RoleTrust
        : ResourcePolicyKind.Ordinary;

    private static Dictionary<string, string> Details(Explanation explanation) => new(StringComparer.Ordinal)
    {
        [IdentityPolicy] = Word(Verdict(explanation, PolicyLayer.Identity)),
        [ResourcePolicy] = Word(Verdict(explanation, PolicyLayer.Resource)),
    };

    private static DecisionOutcome Verdict(Explanation explanation, PolicyLayer layer) =>
        explanation.Layers.FirstOrDefault(verdict => verdict.Layer == layer)?.Outcome ?? DecisionOutcome.ImplicitDeny;

    private static string Word(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Allowed => "allowed",
        DecisionOutcome.ExplicitDeny => "explicitDeny",
        DecisionOutcome.ImplicitDeny => "implicitDeny",
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    /// <summary>Managed policies go by their name, not their ARN.</summary>
    private static Iam.Statement ToShape(MatchedStatement match) => new()
    {
        SourcePolicyId = match.Policy.Name.StartsWith("arn:", StringComparison.Ordinal)
            ? match.Policy.Name[(match.Policy.Name.LastIndexOf('/') + 1)..]
            : match.Policy.Name,
        SourcePolicyType = match.Layer switch
        {
            PolicyLayer.Resource => ResourcePolicy,
            PolicyLayer.PermissionsBoundary => BoundaryPolicy,
            _ => IdentityPolicy,
        },
        StartPosition = ToShape(match.Statement.SimulatorSpan.Start),
        EndPosition = ToShape(match.Statement.SimulatorSpan.End),
    };

    private static Iam.Position ToShape(TextPosition position) => new() { Line = position.Line, Column = position.Column };

    /// <summary>What AWS names when several resources were asked for: the form of the action's resources that is nearest to the first.</summary>
    private static string ResourceTemplate(string action, string resource)
    {
        if (!Catalog.Services.TryFindAction(action, out Catalog.ServiceAction? found)
            || !Catalog.Services.TryFind(action.Split(':')[0], out Catalog.Service? service))
            return "*";
        return found.ResourceTypes
            .SelectMany(used => service.TryFindResourceType(used.Name, out Catalog.ServiceResourceType? type) ? type.ArnPatterns : [])
            // The simulator's own name for an object's key is not that of the Service Authorization Reference.
            .Select(pattern => pattern.Replace("${Partition}", "aws", StringComparison.Ordinal).Replace("s3:::${BucketName}/${ObjectName}", "s3:::${BucketName}/${KeyName}", StringComparison.Ordinal))
            .Where(pattern => resource.StartsWith(Head(pattern), StringComparison.Ordinal))
            .MaxBy(pattern => Head(pattern).Length) ?? "*";

        static string Head(string pattern) => pattern.IndexOf("${", StringComparison.Ordinal) is >= 0 and int end ? pattern[..end] : pattern;
    }

    /// <summary>The answer to one action on one resource.</summary>
    private sealed record Answer(
        DecisionOutcome Outcome,
        IReadOnlyList<Iam.Statement> Statements,
        IReadOnlyList<string> Missing,
        Iam.PermissionsBoundaryDecisionDetail? Boundary,
        Dictionary<string, string>? Details)
    {
        public string Decision => Word(Outcome);
    }
}
