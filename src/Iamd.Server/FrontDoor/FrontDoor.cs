using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Iamd.Accounts;
using Iamd.Protocol;
using Iamd.Protocol.Errors;
using Iamd.Protocol.Query;
using Iamd.Protocol.SigV4;
using Iamd.Protocol.Wire;
using Iamd.Protocol.Xml;
using Iamd.Storage;
using Microsoft.Extensions.Logging;

namespace Iamd.Server;

/// <summary>
/// The one way in: read → authenticate → parse → prepare → authorize → run → commit → publish → answer.
/// Nothing here knows HTTP.
/// </summary>
public sealed partial class FrontDoor(
    Turn turn,
    Authenticator authenticator,
    PasswordHashing passwords,
    Vault vault,
    Activity activity,
    TimeProvider clock,
    ILogger<FrontDoor> log)
{
    private readonly CodeAttempts _codeAttempts = new();

    /// <summary>How often the world may overtake a preparation before the caller is told to come again.</summary>
    private const int MaxPreparations = 4;

    /// <summary>Answers a request.</summary>
    /// <param name="output">Where the answer's body goes.</param>
    public async ValueTask<WireAnswer> AnswerAsync(WireRequest request, PooledBuffer output)
    {
        string requestId = RequestIds.New();
        try
        {
            return await ServeAsync(request, requestId, output);
        }
        catch (Exception problem) when (problem is StorageException or TurnUnavailableException)
        {
            // The turn has logged why. The disk is full or broken, or the daemon is about to stop: nothing was changed.
            output.Clear();
            return Refuse(CommonErrors.ServiceUnavailable, null, requestId, output);
        }
#pragma warning disable CA1031 // The edge: whatever it is, it is a bug, is logged whole and answered without its reason.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            LogBug(log, requestId, bug);
            output.Clear();
            return Refuse(CommonErrors.ServiceFailure, null, requestId, output);
        }
    }

    private async ValueTask<WireAnswer> ServeAsync(WireRequest request, string requestId, PooledBuffer output)
    {
        DateTimeOffset now = clock.GetUtcNow();
        World world = turn.Current;

        // read
        HostedApi? service = null;
        bool isSigned = SigV4Authentication.Parse(request).TryGet(out SignedRequest? signed, out AwsError? error);
        if (isSigned && !HostedApi.TryFind(signed!.Scope.Service, out service) && ForeignCall.IsServiceName(signed.Scope.Service)) // Signed, so it is there.
            return AnswerForeign(request, signed, world, now, requestId, output);
        if (NotHere(request) is AwsError elsewhere)
            return Refuse(elsewhere, null, requestId, output);
        if (!QueryParameters.Parse(Encoding.UTF8.GetBytes(request.Query), request.Body.Span).TryGet(out QueryParameters? parameters, out AwsError? unreadable))
            return Refuse(unreadable, null, requestId, output);

        // authenticate
        if (signed is null || service is null)
        {
            // What is signed for something that no service is called is meant for the one whose version it names.
            HostedApi? meant = HostedApi.Of(parameters);
            return Refuse(error ?? SignatureErrors.WrongService(meant?.Name ?? "iam"), meant, requestId, output);
        }
        if (!authenticator.Authenticate(signed, world, now).TryGet(out Caller? caller, out error))
            return Refuse(error, service, requestId, output);

        // parse
        if (!service.Find(parameters).TryGet(out HostedOperation? hosted, out error))
            return Refuse(error, null, requestId, output);
        if (hosted.Operation is not Operation operation)
            return Refuse(CommonErrors.NotImplemented(hosted.Shape.Name), service, requestId, output);
        if (caller.IdentityId is string identity)
            activity.ActionUsed(identity, operation.Service, operation.Name, now, signed.Scope.Region);
        if (SessionLimits.Check(caller, operation) is AwsError outOfBounds)
            return Refuse(outOfBounds, service, requestId, output);
        QueryReader reader = new(parameters, service.Shape);
        object input = operation.ReadRequest(reader);
        if ((reader.Malformed ?? reader.Failures.ToError()) is AwsError invalid)
            return Refuse(invalid, service, requestId, output);
        string? guesser = caller is Caller.IamUser or Caller.Root && parameters.TryGet("TokenCode", out _) ? caller.UserId : null;
        if (guesser is not null && !_codeAttempts.TryBegin(guesser, now))
            return Refuse(CommonErrors.Throttling, service, requestId, output);

        // prepare, authorize, run, commit, publish
        Call call = new()
        {
            Caller = caller,
            Now = now,
            Randomness = SystemRandomness.Instance,
            Keys = vault.Keys,
            Activity = activity,
            Transport = new Transport
            {
                RequestId = requestId,
                SourceIp = request.SourceIp,
                UserAgent = request.Header("User-Agent"),
                Referer = request.Header("Referer"),
                IsSecure = request.IsSecure,
                Region = signed.Scope.Region,
            },
        };
        Outcome<IResponseShape> outcome = operation.Kind == OperationKind.Read
            ? Run(world, operation, input, call)
            : await WriteAsync(world, operation, input, call);
        if (guesser is not null && !ReferenceEquals(outcome.Error, StsErrors.InvalidMfaCode))
            _codeAttempts.Forgive(guesser);

        // answer
        if (!outcome.TryGet(out IResponseShape? response, out error))
            return Refuse(error, service, requestId, output);
        QueryXml.WriteResponse(output, hosted.Shape, response, requestId);
        return new WireAnswer(200, QueryXml.ContentType, requestId);
    }

    /// <summary>IAM and STS answer POST and GET at the root, as AWS's endpoints do.</summary>
    private static AwsError? NotHere(WireRequest request)
    {
        if (request.Path is not ("/" or ""))
            return new AwsError("UnknownOperationException", "Nothing answers at this path: IAM and STS answer at '/'.", 404);
        return request.Method is "POST" or "GET"
            ? null
            : new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", 405);
    }

    /// <summary>A call that is signed for a service that does not answer here gets that service's form of a refusal.</summary>
    private WireAnswer AnswerForeign(WireRequest request, SignedRequest signed, World world, DateTimeOffset now, string requestId, PooledBuffer output)
    {
        string service = signed.Scope.Service;
        string? contentType = request.Header("Content-Type");
        ForeignAnswer answer = authenticator.Authenticate(signed, world, now).TryGet(out Caller? caller, out AwsError? error)
            ? ForeignAnswers.NotHosted(service, ForeignCall.SimulateLine(request, service, caller), contentType, requestId)
            : ForeignAnswers.Render(service, error, contentType, requestId);
        output.Write(answer.Body.Span);
        return new WireAnswer(answer.Status, answer.ContentType, requestId) { Headers = answer.Headers };
    }

    private static Outcome<IResponseShape> Run(World world, Operation operation, object input, Call call)
    {
        if (!world.TryGetAccount(call.Caller.Account, out Account? account))
            return CommonErrors.InvalidClientTokenId;
        return Authorizer.Authorize(world, account, operation, input, call) is AwsError denied
            ? denied
            : operation.Run(world, account, input, call);
    }

    /// <summary>Takes a turn: found again, authorized and run on the newest world; prepared again when that world has moved on.</summary>
    private async Task<Outcome<IResponseShape>> WriteAsync(World world, Operation operation, object input, Call call)
    {
        for (int attempt = 0; attempt < MaxPreparations; attempt++)
        {
            if (!(await PrepareAsync(world, operation, input, call)).TryGet(out Call? prepared, out AwsError? busy))
                return busy;
            Outcome<IResponseShape> outcome = await turn.WriteAsync(newest => Write(newest, operation, input, prepared));
            if (!ReferenceEquals(outcome.Error, IamErrors.NotPrepared))
                return outcome;
            world = turn.Current;
        }
        return CommonErrors.ServiceUnavailable;
    }

    private static Written<Outcome<IResponseShape>> Write(World newest, Operation operation, object input, Call call)
    {
        // Whoever was deleted or shut out since must not change anything any more.
        Outcome<IResponseShape> outcome = Authenticator.FindAgain(newest, call.Caller) is Caller caller
            ? Run(newest, operation, input, call with { Caller = caller })
            : CommonErrors.InvalidClientTokenId;
        return new(outcome, outcome.Changes, ReferenceEquals(outcome.Error, IamErrors.NotPrepared) ? null : Audit.EventOf(operation, call, outcome.Error));
    }

    /// <summary>Hashes the passwords that the operation asks for, unless the caller may not call it anyway.</summary>
    private async ValueTask<Result<Call>> PrepareAsync(World world, Operation operation, object input, Call call)
    {
        if (operation.Prepare is null
            || !world.TryGetAccount(call.Caller.Account, out Account? account)
            || Authorizer.Authorize(world, account, operation, input, call) is not null)
            return call;
        ImmutableArray<PasswordToHash> plain = operation.Prepare(account, input, call);
        if (plain.IsEmpty)
            return call;
        ImmutableArray<HashedPassword>? hashed = await passwords.HashAsync(plain);
        return hashed is null ? CommonErrors.ServiceUnavailable : call with { HashedPasswords = hashed.Value };
    }

    private static WireAnswer Refuse(AwsError error, HostedApi? service, string requestId, PooledBuffer output)
    {
        QueryXml.WriteError(output, error, service?.Shape.XmlNamespace ?? QueryXml.FaultNamespace, requestId);
        return new WireAnswer(error.Status, QueryXml.ContentType, requestId);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed by a bug")]
    private static partial void LogBug(ILogger log, string requestId, Exception bug);
}
