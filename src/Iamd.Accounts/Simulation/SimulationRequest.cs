using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Iamd.Accounts;

/// <summary>What both operations of the simulator are asked with.</summary>
internal sealed record SimulationRequest
{
    private const int DefaultItems = 100;

    /// <summary>
    /// Every action is asked on every resource, and a request can name thousands of both. A page may hold fewer items than
    /// <c>MaxItems</c> (IAM API Reference, "SimulatePrincipalPolicy", MaxItems), so it ends when that many questions are answered.
    /// </summary>
    private const int MaxQuestionsOfPage = 10_000;

    private static readonly SearchValues<char> NotInActionNames = SearchValues.Create("*? \t\r\n");

    public required IReadOnlyList<string> ActionNames { get; init; }

    public required IReadOnlyList<string> ResourceArns { get; init; }

    public required string? ResourcePolicy { get; init; }

    public required string? ResourceOwner { get; init; }

    public required string? CallerArn { get; init; }

    public required IReadOnlyList<Iam.ContextEntry> ContextEntries { get; init; }

    public required int? MaxItems { get; init; }

    public required string? Marker { get; init; }

    /// <summary>Runs the simulation: one result an action, page by page.</summary>
    /// <param name="operation">Name of the operation that is asked.</param>
    /// <param name="policies">Identity-based policies and permissions boundary.</param>
    /// <param name="source">The user, group or role that the policies are of; null for policies alone.</param>
    public Result<Page<Iam.EvaluationResult>> Run(string operation, Account account, PolicySet policies, Identity? source, Call call)
    {
        if (FirstError() is AwsError invalid)
            return invalid;
        if (!InputPolicies.TryReadResourcePolicy(ResourcePolicy, out NamedPolicy? resourcePolicy, out AwsError? error)
            || !TryReadPrincipal(account, source, out RequestPrincipal? principal, out Identity? known, out error)
            || !TryReadOwner(principal, out AccountId owner, out error)
            // Entries are the same for every action and resource, so they are looked through once, and first.
            || !Accounts.ContextEntries.TryRead(ContextEntries, ContextKeys.Empty, out _, out error))
            return error;
        Simulation simulation = new()
        {
            Account = account,
            Policies = policies with { ResourcePolicy = resourcePolicy },
            Principal = principal,
            Known = known,
            ResourceOwner = owner,
            Entries = ContextEntries,
            Call = call,
        };
        // What a marker belongs to is the list of actions, in this order.
        if (!Paging.Cut(
                after => Enumerable.Range(0, ActionNames.Count).Skip(after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture) + 1),
                index => index.ToString(CultureInfo.InvariantCulture),
                Math.Min(MaxItems ?? DefaultItems, Math.Max(1, MaxQuestionsOfPage / Math.Max(1, ResourceArns.Count))),
                Marker,
                $"{operation}:{string.Join(',', ActionNames)}",
                call).TryGet(out Page<int>? page, out error))
            return error;
        return new Page<Iam.EvaluationResult>([.. page.Items.Select(index => simulation.Evaluate(ActionNames[index], ResourceArns))], page.Marker);
    }

    private AwsError? FirstError()
    {
        if (ActionNames.FirstOrDefault(name => !IsActionName(name)) is string action)
            return SimulationErrors.InvalidAction(action);
        if (ResourceArns.FirstOrDefault(name => name is not "*" && !Arn.TryParse(name, out _)) is string resource)
            return SimulationErrors.InvalidResource(resource);
        return ResourceArns.Contains("*", StringComparer.Ordinal) && ResourceArns.Any(name => name is not "*") ? SimulationErrors.AllAndSingleResources : null;
    }

    /// <summary>A service and an action, without wildcards. Whether AWS has such an action does not matter.</summary>
    private static bool IsActionName(string name) =>
        name.Split(':') is [{ Length: > 0 }, { Length: > 0 }] && !name.AsSpan().ContainsAny(NotInActionNames);

    /// <summary>Who is simulated to call: the user given, else the identity whose policies they are.</summary>
    /// <param name="known">That identity where it is of this account.</param>
    private bool TryReadPrincipal(
        Account account, Identity? source, [NotNullWhen(true)] out RequestPrincipal? principal, out Identity? known, [NotNullWhen(false)] out AwsError? error)
    {
        error = null;
        if (CallerArn is not null)
        {
            principal = RequestPrincipal.TryParse(CallerArn, out RequestPrincipal? parsed) && parsed is UserPrincipal user ? user : null;
            known = principal is UserPrincipal named && account.Users.TryGet(named.Arn.Resource[(named.Arn.Resource.LastIndexOf('/') + 1)..], out User? found)
                && found.Arn == named.Arn
                ? found
                : null;
        }
        else
        {
            known = source;
            principal = source switch
            {
                User user => new UserPrincipal(user.Arn, user.Id),
                // Only a user's ARN can stand in for the caller of a resource-based policy.
                _ when ResourcePolicy is not null => null,
                Role role => new RolePrincipal(role.Arn, null, role.Id),
                // Policies alone, or a group's: somebody of this account whom nothing else is known of.
                _ => new UserPrincipal(Arn.Iam(account.Id, "user/*"), null),
            };
        }
        if (principal is null)
            error = SimulationErrors.CallerIsNoUser;
        return principal is not null;
    }

    private bool TryReadOwner(RequestPrincipal principal, out AccountId owner, [NotNullWhen(false)] out AwsError? error)
    {
        owner = principal.Account.GetValueOrDefault();
        error = ResourceOwner is null || (Arn.TryParse(ResourceOwner, out Arn? arn) && AccountId.TryParse(arn.Account, out owner))
            ? null
            : SimulationErrors.InvalidResourceOwner(ResourceOwner);
        return error is null;
    }
}
