using Iamd.Protocol.Wire;

namespace Iamd.Accounts;

/// <summary>IAM <c>PutUserPermissionsBoundary</c>, <c>DeleteUserPermissionsBoundary</c> and the same for roles.</summary>
/// <remarks>IAM API Reference, one page for each. Fails with NoSuchEntity, InvalidInput, PolicyNotAttachable or UnmodifiableEntity.</remarks>
internal static class BoundaryOperations
{
    public static readonly ImmutableArray<Operation> All =
    [
        Put<Iam.PutUserPermissionsBoundaryRequest, Iam.PutUserPermissionsBoundaryResponse>(
            IdentityKind.User, request => request.UserName, request => request.PermissionsBoundary),
        Put<Iam.PutRolePermissionsBoundaryRequest, Iam.PutRolePermissionsBoundaryResponse>(
            IdentityKind.Role, request => request.RoleName, request => request.PermissionsBoundary),
        Delete<Iam.DeleteUserPermissionsBoundaryRequest, Iam.DeleteUserPermissionsBoundaryResponse>(IdentityKind.User, request => request.UserName),
        Delete<Iam.DeleteRolePermissionsBoundaryRequest, Iam.DeleteRolePermissionsBoundaryResponse>(IdentityKind.Role, request => request.RoleName),
    ];

    private static Operation Put<TRequest, TResponse>(IdentityKind kind, Func<TRequest, string> name, Func<TRequest, string> boundary)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape, new()
    {
        string operation = $"Put{kind.Name}PermissionsBoundary";
        return Operation.Write<TRequest, TResponse>(
            "iam",
            operation,
            // Here the condition key is the boundary that is asked for, not the present one.
            (account, request, _) => [kind.AccessTo($"iam:{operation}", account, name(request)) with { Keys = [new("iam:PermissionsBoundary", boundary(request))] }],
            (account, request, _) =>
            {
                if (!kind.FindToChange(account, name(request)).TryGet(out Identity? identity, out AwsError? error))
                    return error;
                string arn = boundary(request);
                return PermissionsBoundaries.Check(account, arn, kind) is AwsError refused
                    ? refused
                    : new Outcome<TResponse>(new TResponse(), Change.Put((PrincipalIdentity)identity with { PermissionsBoundary = arn }));
            });
    }

    private static Operation Delete<TRequest, TResponse>(IdentityKind kind, Func<TRequest, string> name)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape, new()
    {
        string operation = $"Delete{kind.Name}PermissionsBoundary";
        return Operation.Write<TRequest, TResponse>(
            "iam",
            operation,
            (account, request, _) => [kind.AccessToChange($"iam:{operation}", account, name(request), [])],
            (account, request, _) =>
                kind.FindToChange(account, name(request)).TryGet(out Identity? identity, out AwsError? error)
                    ? new Outcome<TResponse>(new TResponse(), Change.Put((PrincipalIdentity)identity with { PermissionsBoundary = null }))
                    : error);
    }
}
