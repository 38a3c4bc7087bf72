using System.Text;
using Iamd.Catalog;
using Iamd.Protocol.Query;
using Iamd.Protocol.Shapes.Iam;
using Iamd.Protocol.Wire;

namespace Iamd.Accounts.Tests.Authorization;

/// <summary>Every operation is authorized with the condition keys that the Service Authorization Reference lists for its action: no other, and none less.</summary>
public sealed class DocumentedKeysTests
{
    /// <summary>Keys of what is not here (resources of AWS's services, role templates, passkeys), or of a credential that the request would have to name.</summary>
    private static readonly string[] NotHere =
    [
        "iam:AssociatedResourceArn", "iam:RoleTemplateARN", "iam:RegisterSecurityKey",
        "iam:FIDO-certification", "iam:FIDO-FIPS-140-2-certification", "iam:FIDO-FIPS-140-3-certification",
        "iam:ServiceSpecificCredentialServiceName", "iam:ServiceSpecificCredentialAgeDays",
    ];

    private readonly Daemon _daemon = new();

    public DocumentedKeysTests()
    {
        // Requests without names mean these.
        _daemon.Put(Entities.User("") with { PermissionsBoundary = "arn:aws:iam::aws:policy/IAMReadOnlyAccess" });
        _daemon.Put(Entities.Role("") with { PermissionsBoundary = "arn:aws:iam::aws:policy/IAMReadOnlyAccess" });
        _daemon.Put(Entities.Group(""), Entities.InstanceProfile(""));
    }

    public static TheoryData<string> Implemented =>
        [.. IamOperations.All.Select(shape => shape.Name).Where(name => OperationTable.TryFind("iam", name, out _))];

    [Theory]
    [MemberData(nameof(Implemented))]
    public void An_operation_is_authorized_with_the_keys_that_are_documented(string name)
    {
        Assert.True(OperationTable.TryFind("iam", name, out Operation? operation));
        // The values do not matter.
        string form = "PermissionsBoundary=x&Tags.member.1.Key=team&Tags.member.1.Value=a&TagKeys.member.1=team";
        Assert.True(QueryParameters.Parse([], Encoding.UTF8.GetBytes(form)).TryGet(out QueryParameters? parameters, out _));
        object request = operation.ReadRequest(new QueryReader(parameters, IamOperations.Service));
        Call call = _daemon.CallOf(_daemon.User(""));
        foreach (Access access in operation.Accesses(_daemon.World, _daemon.Account, request, call))
        {
            Assert.True(Services.TryFindAction(access.Action, out ServiceAction? action), access.Action);
            string[] documented = [.. action.ConditionKeys.Concat(action.ResourceTypes.SelectMany(type => type.ConditionKeys)).Distinct()];
            Assert.Equal(documented.Where(IsIams).Except(NotHere).Order(), access.Keys.Select(key => key.Key).Where(IsIams).Except(NotHere).Order());
            Assert.Equal(documented.Contains("aws:RequestTag/${TagKey}"), !access.RequestTags.IsEmpty);
            Assert.Equal(documented.Contains("aws:TagKeys"), !access.RequestTags.IsEmpty || !access.RemovedTagKeys.IsEmpty);
            // AWS documents none for lists, yet its denials name the path that is listed.
            bool isList = action.ResourceTypes.IsEmpty && access.Resource.EndsWith('/');
            Assert.True(isList || KindsOf(action).Contains(KindOf(access.Resource)), access.Resource);
        }
    }

    /// <summary>Such as <c>user</c>; empty where the request names none.</summary>
    private static string KindOf(string resource) => Arn.TryParse(resource, out Arn? arn) ? arn.Resource.Split('/')[0] : resource;

    /// <summary>What the action may act on; <c>*</c> when it is nothing of its own. A policy or device that the request names by a wrong ARN has no kind.</summary>
    private static IEnumerable<string> KindsOf(ServiceAction action)
    {
        Assert.True(Services.TryFind("iam", out Service? service));
        IEnumerable<string> kinds = action.ResourceTypes
            .SelectMany(used => service.TryFindResourceType(used.Name, out ServiceResourceType? type) ? type.ArnPatterns : [])
            .Select(pattern => KindOf(pattern.Replace("${Account}", "111122223333", StringComparison.Ordinal)));
        return action.ResourceTypes.IsEmpty ? ["*"] : kinds.Append("");
    }

    private static bool IsIams(string key) => key.StartsWith("iam:", StringComparison.Ordinal) && !key.StartsWith("iam:ResourceTag/", StringComparison.Ordinal);
}
