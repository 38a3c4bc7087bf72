using System.Buffers;
using System.Text;
using Iamd.Protocol.Query;
using Iamd.Protocol.Shapes.Iam;
using Iamd.Protocol.Wire;
using Iamd.Protocol.Xml;
using Iamd.Testing;
using OtpNet;

namespace Iamd.Accounts.Tests.Histories;

/// <summary>Whatever happens to an account, in whatever order, it stays whole.</summary>
public sealed class HistoryTests
{
    private const int Histories = 6;
    private const int Steps = 400;

    private readonly Daemon _daemon = new();
    private readonly Dictionary<string, Totp> _seeds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _accessKeyIds = new(StringComparer.Ordinal);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Histories), Random.Shared.Next()];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_happens_nothing_dangles_the_indexes_are_right_and_the_counts_are_those_of_the_lists(int seed)
    {
        RandomHistory history = new(new Random(seed), Daemon.AccountId.ToString(), Codes);
        int changes = 0;
        for (int step = 0; step < Steps; step++)
        {
            _daemon.Now += TimeSpan.FromSeconds(90);
            (string operation, string[] parameters) = history.Next();
            World before = _daemon.World;
            IResponseShape? response = Run(operation, parameters);
            Learn(response, history);
            if (ReferenceEquals(before, _daemon.World))
                continue;
            changes++;
            string context = $"seed {seed}, step {step}, {operation} {string.Join(' ', parameters)}";
            AssertNothingDangles(context);
            AssertAccessKeysAreIndexed(context);
            AssertTheSameAsReloaded(context);
            AssertCountsAreThoseOfTheLists(context);
        }
        Assert.True(changes > Steps / 10, $"seed {seed}: only {changes} steps changed anything");
    }

    private IResponseShape? Run(string operation, params string[] parameters)
    {
        StringBuilder form = new($"Action={operation}");
        foreach (string[] pair in parameters.Chunk(2))
            form.Append('&').Append(pair[0]).Append('=').Append(Uri.EscapeDataString(pair[1]));
        Assert.True(QueryParameters.Parse([], Encoding.UTF8.GetBytes(form.ToString())).TryGet(out QueryParameters? query, out AwsError? error), error?.ToString());
        Assert.True(OperationTable.TryFind("iam", operation, out Operation? found), operation);
        QueryReader reader = new(query, IamOperations.Service);
        object request = found.ReadRequest(reader);
        Assert.Null(reader.Malformed ?? reader.Failures.ToError());
        World before = _daemon.World;
        bool succeeded = _daemon.Run("iam", operation, request).TryGet(out IResponseShape? response, out error);
        if (succeeded)
            return response;
        Assert.Same(before, _daemon.World);
        Assert.InRange(error?.Status ?? 0, 400, 499);
        return null;
    }

    private void Learn(IResponseShape? response, RandomHistory history)
    {
        if (response is Iam.CreateAccessKeyResponse made)
        {
            history.Learn(made.AccessKey.AccessKeyId);
            _accessKeyIds.Add(made.AccessKey.AccessKeyId);
        }
        if (response is Iam.CreateVirtualMFADeviceResponse { VirtualMFADevice: { Base32StringSeed: { } seed } device })
            _seeds[device.SerialNumber] = new Totp(Base32Encoding.ToBytes(Encoding.ASCII.GetString(seed.Span)));
    }

    private (string First, string Second) Codes(string serialNumber) => _seeds.TryGetValue(serialNumber, out Totp? seed)
        ? (seed.ComputeTotp(_daemon.Now.UtcDateTime), seed.ComputeTotp(_daemon.Now.UtcDateTime.AddSeconds(MfaCodes.StepSeconds)))
        : ("000000", "000000");

    private void AssertNothingDangles(string context)
    {
        Account account = _daemon.Account;
        foreach (Identity identity in account.Users.Cast<Identity>().Concat(account.Groups).Concat(account.Roles))
        {
            foreach (string arn in identity.AttachedPolicies.Concat(identity is PrincipalIdentity { PermissionsBoundary: string boundary } ? [boundary] : []))
                Assert.True(ManagedPolicySource.TryFind(account, arn, out _), $"{context}: {identity.Arn} refers to {arn}");
            if (identity is PrincipalIdentity principal)
                PolicySets.Of(account, principal);
        }
        Assert.All(account.Users.SelectMany(user => user.GroupIds), id => Assert.True(account.TryGetById(id, out Group? _), $"{context}: group {id}"));
        Assert.All(account.InstanceProfiles.Select(profile => profile.RoleId).OfType<string>(), id => Assert.True(account.TryGetById(id, out Role? _), $"{context}: role {id}"));
        Assert.All(account.MfaDevices.Select(device => device.UserId).OfType<string>(), id => Assert.True(account.TryGetById(id, out User? _), $"{context}: user {id}"));
    }

    private void AssertAccessKeysAreIndexed(string context)
    {
        foreach (string id in _accessKeyIds)
        {
            User? holder = _daemon.Account.Users.FirstOrDefault(user => user.AccessKeys.Any(key => key.Id == id));
            bool isIndexed = _daemon.World.TryGetAccessKeyOwner(id, out AccessKeyOwner owner);
            Assert.True(isIndexed == holder is not null && (holder is null || owner.PrincipalId == holder.Id), $"{context}: {id}");
        }
    }

    /// <summary>The world as a start makes it of what the journal holds.</summary>
    private void AssertTheSameAsReloaded(string context)
    {
        Account account = _daemon.Account;
        NamedEntity[] entities = [.. account.Entities.OfType<NamedEntity>()];
        World reloaded = World.Of(_daemon.World.Version, [Account.Of(account.Settings, account.Root, entities)]);
        Assert.True(string.Equals(Details(_daemon.World), Details(reloaded), StringComparison.Ordinal), context);
        Assert.True(reloaded.TryGetAccount(account.Id, out Account? again));
        string[] targets = [.. entities.SelectMany(entity => new[] { entity.Id, entity.Arn.ToString() }), "arn:aws:iam::aws:policy/IAMReadOnlyAccess", account.Id.ToString()];
        foreach (ReferenceKind kind in Enum.GetValues<ReferenceKind>())
            Assert.All(targets, target => Assert.True(account.ReferrersTo(kind, target).SequenceEqual(again.ReferrersTo(kind, target)), $"{context}: {kind} {target}"));
    }

    private string Details(World world)
    {
        Assert.True(OperationTable.TryFind("iam", "GetAccountAuthorizationDetails", out Operation? operation));
        Assert.True(world.TryGetAccount(Daemon.AccountId, out Account? account));
        Outcome<IResponseShape> outcome = operation.Run(world, account, new Iam.GetAccountAuthorizationDetailsRequest { Filter = [], MaxItems = 1000 }, _daemon.CallOf(_daemon.Root));
        Assert.True(outcome.TryGet(out IResponseShape? response, out AwsError? error), error?.ToString());
        ArrayBufferWriter<byte> xml = new();
        QueryXml.WriteResponse(xml, IamOperations.All.First(shape => shape.Name == "GetAccountAuthorizationDetails"), response, "");
        return Encoding.UTF8.GetString(xml.WrittenSpan);
    }

    private void AssertCountsAreThoseOfTheLists(string context)
    {
        IReadOnlyDictionary<string, int> counts = _daemon.Iam<Iam.GetAccountSummaryResponse>("GetAccountSummary", new Iam.GetAccountSummaryRequest()).SummaryMap!; // It is always there.
        int Count(string name) => counts[name];
        Check("Users", Listed("ListUsers", response => ((Iam.ListUsersResponse)response) is var page ? (page.Users.Select(user => user.UserName), page.Marker) : default));
        Check("Groups", Listed("ListGroups", response => ((Iam.ListGroupsResponse)response) is var page ? (page.Groups.Select(group => group.GroupName), page.Marker) : default));
        Check("Roles", Listed("ListRoles", response => ((Iam.ListRolesResponse)response) is var page ? (page.Roles.Select(role => role.RoleName), page.Marker) : default));
        Check("InstanceProfiles", Listed("ListInstanceProfiles", response => ((Iam.ListInstanceProfilesResponse)response) is var page ? (page.InstanceProfiles.Select(profile => profile.InstanceProfileName), page.Marker) : default));
        Check("Policies", Listed("ListPolicies", response => ((Iam.ListPoliciesResponse)response) is var page ? ((page.Policies ?? []).Select(policy => policy.PolicyName ?? ""), page.Marker) : default, "Scope", "Local"));
        Check("MFADevices", Listed("ListVirtualMFADevices", response => ((Iam.ListVirtualMFADevicesResponse)response) is var page ? (page.VirtualMFADevices.Select(device => device.SerialNumber), page.Marker) : default));
        Check("MFADevicesInUse", Listed("ListVirtualMFADevices", response => ((Iam.ListVirtualMFADevicesResponse)response) is var page ? (page.VirtualMFADevices.Select(device => device.SerialNumber), page.Marker) : default, "AssignmentStatus", "Assigned"));

        void Check(string what, IReadOnlyCollection<string> listed)
        {
            Assert.True(Count(what) == listed.Count, $"{context}: {what} {Count(what)}, listed {string.Join(' ', listed)}");
            Assert.True(listed.Distinct(StringComparer.OrdinalIgnoreCase).Count() == listed.Count, $"{context}: {what} twice: {string.Join(' ', listed)}");
        }
    }

    /// <summary>A list, two items at a time.</summary>
    private List<string> Listed(string operation, Func<IResponseShape, (IEnumerable<string> Items, string? Marker)> read, params string[] parameters)
    {
        List<string> all = [];
        string? marker = null;
        do
        {
            IResponseShape? response = Run(operation, [.. parameters, "MaxItems", "2", .. marker is null ? Array.Empty<string>() : ["Marker", marker]]);
            Assert.NotNull(response);
            (IEnumerable<string> items, marker) = read(response);
            all.AddRange(items);
        }
        while (marker is not null);
        return all;
    }
}
