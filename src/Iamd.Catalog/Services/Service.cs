using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Iamd.Catalog;

/// <summary>An AWS service as policies know it.</summary>
/// <remarks>AWS Service Authorization Reference, one page a service.</remarks>
public sealed class Service
{
    private readonly Lazy<ServiceFacts> _facts;

    internal Service(string prefix, string name, bool isUnderResourceControl, TextPlace place)
    {
        Prefix = prefix;
        Name = name;
        SupportsResourceControlPolicies = isUnderResourceControl;
        _facts = new(() => ServiceFacts.Parse(prefix, Services.ReadFacts(place)));
    }

    /// <summary>What stands before the colon of its actions, such as <c>s3</c>.</summary>
    public string Prefix { get; }

    /// <summary>Such as <c>Amazon S3</c>.</summary>
    public string Name { get; }

    /// <summary>Whether resource control policies apply to its actions.</summary>
    /// <remarks>AWS Organizations User Guide, "List of AWS services that support RCPs".</remarks>
    public bool SupportsResourceControlPolicies { get; }

    /// <summary>Its actions, ordered by name.</summary>
    public ImmutableArray<ServiceAction> Actions => _facts.Value.Actions;

    /// <summary>The types of its resources, ordered by name.</summary>
    public ImmutableArray<ServiceResourceType> ResourceTypes => _facts.Value.ResourceTypes;

    /// <summary>The condition keys its actions and resources know (of the global keys only those it lists), ordered by name.</summary>
    public ImmutableArray<ServiceConditionKey> ConditionKeys => _facts.Value.ConditionKeys;

    /// <summary>Finds an action by its name without prefix, such as <c>GetObject</c>, without regard to case.</summary>
    public bool TryFindAction(string name, [NotNullWhen(true)] out ServiceAction? action) =>
        _facts.Value.ActionsByName.TryGetValue(name, out action);

    /// <summary>Finds a resource type by its name, such as <c>bucket</c>, without regard to case.</summary>
    public bool TryFindResourceType(string name, [NotNullWhen(true)] out ServiceResourceType? resourceType)
    {
        resourceType = ResourceTypes.FirstOrDefault(type => string.Equals(type.Name, name, StringComparison.OrdinalIgnoreCase));
        return resourceType is not null;
    }

    /// <summary>The prefix.</summary>
    public override string ToString() => Prefix;
}

/// <summary>What an action does, in AWS's classes.</summary>
/// <remarks>IAM User Guide, "Access levels in policy summaries".</remarks>
public enum AccessLevel
{
    /// <summary>Tells which resources exist.</summary>
    List,

    /// <summary>Reads contents or attributes of resources.</summary>
    Read,

    /// <summary>Makes, deletes or changes resources.</summary>
    Write,

    /// <summary>Grants or changes permissions.</summary>
    PermissionsManagement,

    /// <summary>Changes nothing but tags.</summary>
    Tagging,
}

/// <summary>The type of a condition key's value.</summary>
/// <remarks>AWS Service Authorization Reference, "Condition keys table".</remarks>
public enum ConditionKeyType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>An Amazon Resource Name.</summary>
    Arn,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>A number.</summary>
    Numeric,

    /// <summary>A point in time.</summary>
    Date,

    /// <summary>An IP address or a range of them.</summary>
    IPAddress,
}

/// <summary>An action that a policy may name.</summary>
/// <param name="FullName">Prefix and name as policies write them, such as <c>s3:GetObject</c>.</param>
/// <param name="Name">Such as <c>GetObject</c>.</param>
/// <param name="AccessLevel">What the action does.</param>
/// <param name="ResourceTypes">What it acts on; empty if its statements must say <c>"Resource": "*"</c>.</param>
/// <param name="ConditionKeys">Keys in its requests whatever the resource, such as <c>iam:PassedToService</c>.</param>
/// <param name="DependentActions">Full names of further actions that the caller needs.</param>
public sealed record ServiceAction(
    string FullName,
    string Name,
    AccessLevel AccessLevel,
    ImmutableArray<ActionResourceType> ResourceTypes,
    ImmutableArray<string> ConditionKeys,
    ImmutableArray<string> DependentActions)
{
    /// <summary>The full name.</summary>
    public override string ToString() => FullName;
}

/// <summary>A resource type in its use by one action.</summary>
/// <param name="Name">Name of one of the service's resource types.</param>
/// <param name="IsRequired">Whether a statement must cover such a resource for the action to be allowed.</param>
/// <param name="ConditionKeys">Keys in the requests that act on such a resource.</param>
public sealed record ActionResourceType(string Name, bool IsRequired, ImmutableArray<string> ConditionKeys);

/// <summary>A type of resources.</summary>
/// <param name="Name">Such as <c>bucket</c>.</param>
/// <param name="ArnPatterns">One or more, such as <c>arn:${Partition}:s3:::${BucketName}</c>.</param>
/// <param name="ConditionKeys">Keys that such a resource has, such as <c>aws:ResourceTag/${TagKey}</c>.</param>
public sealed record ServiceResourceType(string Name, ImmutableArray<string> ArnPatterns, ImmutableArray<string> ConditionKeys);

/// <summary>A condition key.</summary>
/// <param name="Name">Such as <c>s3:prefix</c>; variable parts are written <c>${TagKey}</c> (<c>&lt;key&gt;</c> by S3).</param>
/// <param name="Type">The type of its values.</param>
/// <param name="IsMultivalued">Whether a request may have several values of it.</param>
public sealed record ServiceConditionKey(string Name, ConditionKeyType Type, bool IsMultivalued);
