using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Iamd.Accounts;
using Iamd.Protocol;
using Iamd.Protocol.Errors;
using Iamd.Protocol.Query;
using Iamd.Protocol.Shapes.Iam;
using Iamd.Protocol.Shapes.Sts;
using Iamd.Protocol.Wire;

namespace Iamd.Server;

/// <summary>A service that answers here: IAM or STS, with all operations of its model.</summary>
public sealed class HostedApi
{
    private static readonly HostedApi[] All =
    [
        new("iam", IamOperations.Service, IamOperations.All),
        new("sts", StsOperations.Service, StsOperations.All),
    ];

    private readonly FrozenDictionary<string, HostedOperation>.AlternateLookup<ReadOnlySpan<char>> _operations;

    private HostedApi(string name, ServiceShape shape, IReadOnlyList<OperationShape> operations)
    {
        Name = name;
        Shape = shape;
        _operations = operations
            .ToFrozenDictionary(
                operation => operation.Name,
                operation => new HostedOperation(operation, OperationTable.TryFind(name, operation.Name, out Operation? found) ? found : null),
                StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Name in the credential scope, and prefix of its actions.</summary>
    public string Name { get; }

    public ServiceShape Shape { get; }

    /// <summary>The service of that name; false when it is not hosted here.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out HostedApi? service)
    {
        service = Array.Find(All, candidate => string.Equals(candidate.Name, name, StringComparison.Ordinal));
        return service is not null;
    }

    /// <summary>The service that has the request's version, for requests that name none in a signature.</summary>
    public static HostedApi? Of(QueryParameters parameters)
    {
        foreach (HostedApi service in All)
        {
            if (parameters.TryGet("Version", out ReadOnlySpan<char> version) && version.SequenceEqual(service.Shape.ApiVersion))
                return service;
        }
        return null;
    }

    /// <summary>The operation that the request names.</summary>
    /// <returns>The operation; or <c>MissingAction</c> or <c>InvalidAction</c>.</returns>
    public Result<HostedOperation> Find(QueryParameters parameters)
    {
        if (!parameters.TryGet("Action", out ReadOnlySpan<char> action))
            return CommonErrors.MissingAction;
        if (!parameters.TryGet("Version", out ReadOnlySpan<char> version))
            version = "NO_VERSION_SPECIFIED";
        return version.SequenceEqual(Shape.ApiVersion) && _operations.TryGetValue(action, out HostedOperation? operation)
            ? operation
            : CommonErrors.InvalidAction(action.ToString(), version.ToString());
    }
}

/// <summary>An operation of a hosted service.</summary>
/// <param name="Shape">How clients name it and how its answers are wrapped.</param>
/// <param name="Operation">What it does; null when this version does not implement it.</param>
public sealed record HostedOperation(OperationShape Shape, Operation? Operation);
