using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>STS <c>AssumeRole</c>.</summary>
/// <remarks>
/// STS API Reference, "AssumeRole"; IAM User Guide, "Methods to assume a role", "Pass session tags in AWS STS", "Monitor and
/// control actions taken with assumed roles". A role that is not there is answered as one that does not trust the caller.
/// </remarks>
public static class AssumeRole
{
    private const int DefaultDurationSeconds = 3600;
    private const int MaxChainedDurationSeconds = 3600;

    public static readonly Operation Operation =
        Accounts.Operation.WriteWorld<Sts.AssumeRoleRequest, Sts.AssumeRoleResponse>("sts", "AssumeRole", Accesses, Apply);

    private static ImmutableArray<Access> Accesses(World world, Account account, Sts.AssumeRoleRequest request, Call call)
    {
        // What is wrong with the call itself is said before any policy is asked: Apply answers it.
        if (ArnErrorOf(request) is not null
            || call.Caller is Caller.Root
            || !SessionMfa.TryAccept(account, request.SerialNumber, request.TokenCode, call, out MfaDevice? mfa, out _))
            return [];
        Role? role = Find(world, request.RoleArn);
        Access assume = new("sts:AssumeRole", request.RoleArn)
        {
            TrustedBy = role,
            ResourceAccount = role?.Account ?? AccountIn(request.RoleArn),
            ResourceTags = role?.Tags ?? [],
            RequestTags = SessionTags.Of(request.Tags),
            Keys = Keys(request, mfa is not null),
        };
        ImmutableArray<Access>.Builder accesses = ImmutableArray.CreateBuilder<Access>();
        // Recorded AWS answers: a role whose trust policy wants another source identity denies sts:SetSourceIdentity, not sts:AssumeRole.
        accesses.Add(assume with { Action = FirstAction(request, call.Caller) });
        if (SetsSourceIdentity(request, call.Caller))
            accesses.Add(assume);
        // Tags that a session hands on are passed again to the next role of a chain.
        if (role is not null && (request.Tags.Count > 0 || !SessionTags.Inherited(call.Caller).IsEmpty))
            accesses.Add(assume with { Action = "sts:TagSession" });
        return accesses.DrainToImmutable();
    }

    private static Outcome<Sts.AssumeRoleResponse> Apply(World world, Account account, Sts.AssumeRoleRequest request, Call call)
    {
        if (ArnErrorOf(request) is AwsError invalid)
            return invalid;
        if (call.Caller is Caller.Root)
            return StsErrors.RootMayNotAssumeRoles;
        if (!SessionMfa.TryAccept(account, request.SerialNumber, request.TokenCode, call, out MfaDevice? mfa, out AwsError? error))
            return error;
        if (Find(world, request.RoleArn) is not Role role || !world.TryGetAccount(role.Account, out Account? owner))
            return StsErrors.AccessDenied($"User: {call.Caller.Arn} is not authorized to perform: {FirstAction(request, call.Caller)} on resource: {request.RoleArn}");
        if (!TryReadDuration(request, role, call.Caller, out int durationSeconds, out error)
            || !TryReadSourceIdentity(request, call.Caller, out string? sourceIdentity, out error)
            || !SessionTags.TryJoin(call.Caller, request.Tags, request.TransitiveTagKeys, out SessionTags? tags, out error)
            || !SessionPolicies.TryRead(owner, request.Policy, request.PolicyArns, out SessionPolicies? policies, out error))
            return error;

        NewSession.Draft draft = new()
        {
            Kind = SessionKind.Role,
            Account = role.Account,
            PrincipalId = role.Id,
            Name = request.RoleSessionName,
            // MFA opens the door to the role; the role's session does not carry it (IAM User Guide, "Secure API access with MFA").
            MfaGiven = false,
            Policies = policies,
            Tags = tags,
            SourceIdentity = sourceIdentity,
        };
        if (!NewSession.TryIssue(draft, durationSeconds, call, out NewSession? session, out error))
            return error;
        Sts.AssumeRoleResponse response = new()
        {
            Credentials = session.Credentials,
            AssumedRoleUser = new Sts.AssumedRoleUser
            {
                AssumedRoleId = $"{role.Id}:{request.RoleSessionName}",
                Arn = Arn.Sts(role.Account, $"assumed-role/{role.Name}/{request.RoleSessionName}").ToString(),
            },
            PackedPolicySize = session.PackedPolicyPercent,
            SourceIdentity = sourceIdentity,
        };
        return mfa is null ? new(response, session.Issued) : new(response, Change.Put(mfa), session.Issued);
    }

    /// <summary>Condition keys of the request.</summary>
    /// <remarks>IAM User Guide, "IAM and AWS STS condition context keys", keys of AWS STS.</remarks>
    private static ImmutableArray<KeyValuePair<string, ContextValue>> Keys(Sts.AssumeRoleRequest request, bool mfaGiven)
    {
        ImmutableArray<KeyValuePair<string, ContextValue>>.Builder keys = ImmutableArray.CreateBuilder<KeyValuePair<string, ContextValue>>();
        Add("sts:RoleSessionName", request.RoleSessionName);
        if (request.ExternalId is not null)
            Add("sts:ExternalId", request.ExternalId);
        if (request.SourceIdentity is not null)
            Add("sts:SourceIdentity", request.SourceIdentity);
        if (request.TransitiveTagKeys.Count > 0)
            Add("sts:TransitiveTagKeys", new ContextValue([.. request.TransitiveTagKeys]));
        if (mfaGiven)
        {
            Add("aws:MultiFactorAuthPresent", "true");
            Add("aws:MultiFactorAuthAge", "0");
        }
        return keys.DrainToImmutable();

        void Add(string key, ContextValue value) => keys.Add(new(key, value));
    }

    private static bool TryReadDuration(
        Sts.AssumeRoleRequest request, Role role, Caller caller, out int durationSeconds, [NotNullWhen(false)] out AwsError? error)
    {
        bool isChained = caller is Caller.RoleSession;
        durationSeconds = request.DurationSeconds ?? DefaultDurationSeconds;
        error = durationSeconds > role.MaxSessionDurationSeconds ? StsErrors.DurationExceedsRole
            : isChained && durationSeconds > MaxChainedDurationSeconds ? StsErrors.DurationExceedsRoleChaining
            : null;
        return error is null;
    }

    /// <summary>The source identity once set stays with the chain.</summary>
    private static bool TryReadSourceIdentity(
        Sts.AssumeRoleRequest request, Caller caller, out string? sourceIdentity, [NotNullWhen(false)] out AwsError? error)
    {
        string? inherited = caller.Session?.SourceIdentity;
        sourceIdentity = request.SourceIdentity ?? inherited;
        error = inherited is not null && !string.Equals(inherited, sourceIdentity, StringComparison.Ordinal) ? StsErrors.SourceIdentityIsSet : null;
        return error is null;
    }

    /// <summary>The source identity of a session is set again with the next role of a chain.</summary>
    private static bool SetsSourceIdentity(Sts.AssumeRoleRequest request, Caller caller) =>
        request.SourceIdentity is not null || caller.Session?.SourceIdentity is not null;

    /// <summary>The action that is authorized first, and so the one that the denial names.</summary>
    private static string FirstAction(Sts.AssumeRoleRequest request, Caller caller) =>
        SetsSourceIdentity(request, caller) ? "sts:SetSourceIdentity" : "sts:AssumeRole";

    /// <summary>What is wrong with the form of the ARN, whoever asks.</summary>
    private static AwsError? ArnErrorOf(Sts.AssumeRoleRequest request)
    {
        if (!Arn.TryParse(request.RoleArn, out Arn? arn))
            return StsErrors.InvalidArn(request.RoleArn);
        return arn.Service is "iam" && arn.Resource.StartsWith("role/", StringComparison.Ordinal) ? null : StsErrors.NotARoleArn;
    }

    private static Role? Find(World world, string roleArn) =>
        AccountIn(roleArn) is AccountId id
            && world.TryGetAccount(id, out Account? account)
            && account.Roles.TryGet(roleArn[(roleArn.LastIndexOf('/') + 1)..], out Role? role)
            && string.Equals(role.Arn.ToString(), roleArn, StringComparison.Ordinal)
            ? role
            : null;

    private static AccountId? AccountIn(string roleArn) =>
        Arn.TryParse(roleArn, out Arn? arn) && AccountId.TryParse(arn.Account, out AccountId id) ? id : null;
}
