using Iamd.Protocol.Wire;

namespace Iamd.Accounts;

/// <summary>Whether an operation may change the world.</summary>
public enum OperationKind
{
    /// <summary>Runs on the published world and never waits.</summary>
    Read,

    /// <summary>Takes its turn on the newest world.</summary>
    Write,
}

/// <summary>One IAM or STS operation: how its request is read, what it must be allowed, what it does.</summary>
/// <remarks>
/// The request is typed inside (<see cref="Read{TRequest, TResponse}"/>, <see cref="Write{TRequest, TResponse}"/>) and an
/// object at this seam only, where the front door treats all operations alike.
/// </remarks>
public sealed class Operation
{
    private readonly Func<IShapeReader, object> _read;
    private readonly Func<World, Account, object, Call, ImmutableArray<Access>> _accesses;
    private readonly Func<World, Account, object, Call, Outcome<IResponseShape>> _run;

    private Operation(
        string service,
        string name,
        OperationKind kind,
        Func<IShapeReader, object> read,
        Func<World, Account, object, Call, ImmutableArray<Access>> accesses,
        Func<World, Account, object, Call, Outcome<IResponseShape>> run)
    {
        Service = service;
        Name = name;
        Kind = kind;
        _read = read;
        _accesses = accesses;
        _run = run;
    }

    /// <summary>Service prefix: <c>iam</c> or <c>sts</c>.</summary>
    public string Service { get; }

    /// <summary>The operation's name, such as <c>CreateUser</c>.</summary>
    public string Name { get; }

    public OperationKind Kind { get; }

    /// <summary>The passwords to hash before it can run; null for nearly all operations.</summary>
    public Func<Account, object, Call, ImmutableArray<PasswordToHash>>? Prepare { get; private init; }

    /// <summary>An operation that only answers.</summary>
    /// <param name="accesses">What must be allowed, every one of it; empty when the operation needs no permission.</param>
    public static Operation Read<TRequest, TResponse>(
        string service,
        string name,
        Func<Account, TRequest, Call, ImmutableArray<Access>> accesses,
        Func<Account, TRequest, Call, Result<TResponse>> answer)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape =>
        ReadWorld<TRequest, TResponse>(
            service,
            name,
            (_, account, request, call) => accesses(account, request, call),
            (_, account, request, call) => answer(account, request, call));

    /// <summary>An operation that only answers and looks further than the caller's account.</summary>
    public static Operation ReadWorld<TRequest, TResponse>(
        string service,
        string name,
        Func<World, Account, TRequest, Call, ImmutableArray<Access>> accesses,
        Func<World, Account, TRequest, Call, Result<TResponse>> answer)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape =>
        new(
            service,
            name,
            OperationKind.Read,
            TRequest.Read,
            (world, account, request, call) => accesses(world, account, (TRequest)request, call),
            (world, account, request, call) =>
                answer(world, account, (TRequest)request, call).TryGet(out TResponse? response, out AwsError? error)
                    ? new Outcome<IResponseShape>(response)
                    : error);

    /// <summary>An operation that changes the caller's account.</summary>
    public static Operation Write<TRequest, TResponse>(
        string service,
        string name,
        Func<Account, TRequest, Call, ImmutableArray<Access>> accesses,
        Func<Account, TRequest, Call, Outcome<TResponse>> apply,
        Func<Account, TRequest, Call, ImmutableArray<PasswordToHash>>? prepare = null)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape =>
        WriteWorld<TRequest, TResponse>(
            service,
            name,
            (_, account, request, call) => accesses(account, request, call),
            (_, account, request, call) => apply(account, request, call),
            prepare);

    /// <summary>An operation that changes something and looks further than the caller's account.</summary>
    public static Operation WriteWorld<TRequest, TResponse>(
        string service,
        string name,
        Func<World, Account, TRequest, Call, ImmutableArray<Access>> accesses,
        Func<World, Account, TRequest, Call, Outcome<TResponse>> apply,
        Func<Account, TRequest, Call, ImmutableArray<PasswordToHash>>? prepare = null)
        where TRequest : class, IRequestShape<TRequest>
        where TResponse : class, IResponseShape =>
        new(
            service,
            name,
            OperationKind.Write,
            TRequest.Read,
            (world, account, request, call) => accesses(world, account, (TRequest)request, call),
            (world, account, request, call) =>
            {
                Outcome<TResponse> outcome = apply(world, account, (TRequest)request, call);
                return outcome.TryGet(out TResponse? response, out AwsError? error)
                    ? new Outcome<IResponseShape>(response, outcome.Changes)
                    : error;
            })
        {
            Prepare = prepare is null ? null : (account, request, call) => prepare(account, (TRequest)request, call),
        };

    /// <summary>Reads the request; constraint failures are the reader's.</summary>
    public object ReadRequest(IShapeReader reader) => _read(reader);

    /// <summary>What must be allowed for this request, every one of it.</summary>
    public ImmutableArray<Access> Accesses(World world, Account account, object request, Call call) =>
        _accesses(world, account, request, call);

    /// <summary>Runs the operation. Authorization is not checked here: see <see cref="Authorizer"/>.</summary>
    public Outcome<IResponseShape> Run(World world, Account account, object request, Call call) =>
        _run(world, account, request, call);
}
