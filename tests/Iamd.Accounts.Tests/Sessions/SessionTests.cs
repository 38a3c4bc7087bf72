using Iamd.Accounts.Tests.Mfa;
using static Iamd.Accounts.Tests.Sessions.SessionWorld;

namespace Iamd.Accounts.Tests.Sessions;

public class SessionTests
{
    private const string Us = "arn:aws:iam::111122223333:root";

    private readonly SessionWorld _world = new();
    private readonly Caller _alice;

    public SessionTests() => _alice = _world.AddUser("alice", Allows("*"));

    private Daemon Daemon => _world.Daemon;

    [Fact]
    public void Everybody_is_told_who_they_are()
    {
        _world.AddRole("ops", Trusts(Us));
        Caller nobody = _world.AddUser("nobody", """{"Effect":"Deny","Action":"*","Resource":"*"}""");
        Assert.Equal(("111122223333", "111122223333", "arn:aws:iam::111122223333:root"), Identity(Daemon.Root));
        Assert.Equal(("AIDAalice", "111122223333", "arn:aws:iam::111122223333:user/alice"), Identity(_alice));
        Assert.Equal(("AIDAnobody", "111122223333", "arn:aws:iam::111122223333:user/nobody"), Identity(nobody));
        Assert.Equal(("AIDAalice", "111122223333", "arn:aws:iam::111122223333:user/alice"), Identity(SessionToken(_alice)));
        Assert.Equal(("AROAops:work", "111122223333", "arn:aws:sts::111122223333:assumed-role/ops/work"), Identity(_world.AssumeAs("ops", _alice)));
        Assert.Equal(("111122223333:Bob", "111122223333", "arn:aws:sts::111122223333:federated-user/Bob"), Identity(Federated(_alice)));
    }

    [Theory] // who, asked for, lasts
    [InlineData("user", null, 43200)]
    [InlineData("user", 129600, 129600)]
    [InlineData("root", null, 3600)]
    [InlineData("root", 129600, 3600)]
    [InlineData("root", 900, 900)]
    public void Sessions_of_ones_own_last_twelve_hours_and_roots_an_hour_at_most(string who, int? seconds, int lasts)
    {
        Caller caller = who == "root" ? Daemon.Root : _alice;
        Assert.Equal(
            Daemon.Now.AddSeconds(lasts),
            Daemon.Sts<Sts.GetSessionTokenResponse>("GetSessionToken", new Sts.GetSessionTokenRequest { DurationSeconds = seconds }, caller).Credentials!.Expiration);
        Assert.Equal(
            Daemon.Now.AddSeconds(lasts),
            Daemon.Sts<Sts.GetFederationTokenResponse>("GetFederationToken", new Sts.GetFederationTokenRequest { Name = "Bob", DurationSeconds = seconds }, caller).Credentials!.Expiration);
    }

    [Fact] // recorded AWS answer; AssumeRole leaves the size out then
    public void A_federation_token_without_policies_packs_nothing() =>
        Assert.Equal(
            0,
            Daemon.Sts<Sts.GetFederationTokenResponse>("GetFederationToken", new Sts.GetFederationTokenRequest { Name = "Bob" }, _alice).PackedPolicySize);

    [Fact]
    public void No_policy_stops_GetSessionToken()
    {
        Caller nobody = _world.AddUser("nobody", """{"Effect":"Deny","Action":"*","Resource":"*"}""");
        SessionToken(nobody);
    }

    [Theory] // session, service, operation, code; null when it may be called
    [InlineData("GetSessionToken", "iam", "ListVirtualMFADevices", "InvalidClientTokenId")]
    [InlineData("GetSessionToken", "sts", "GetCallerIdentity", null)]
    [InlineData("GetSessionToken", "sts", "AssumeRole", null)]
    [InlineData("GetSessionToken", "sts", "GetSessionToken", "AccessDenied")]
    [InlineData("GetSessionToken", "sts", "GetFederationToken", "AccessDenied")]
    [InlineData("GetSessionToken", "sts", "GetAccessKeyInfo", "AccessDenied")]
    [InlineData("GetSessionToken with MFA", "iam", "ListVirtualMFADevices", null)]
    [InlineData("GetSessionToken with MFA", "sts", "GetFederationToken", "AccessDenied")]
    [InlineData("AssumeRole", "iam", "ListVirtualMFADevices", null)]
    [InlineData("AssumeRole", "sts", "AssumeRole", null)]
    [InlineData("AssumeRole", "sts", "GetAccessKeyInfo", null)]
    [InlineData("AssumeRole", "sts", "GetSessionToken", "AccessDenied")]
    [InlineData("AssumeRole", "sts", "GetFederationToken", "AccessDenied")]
    [InlineData("GetFederationToken", "iam", "ListVirtualMFADevices", "InvalidClientTokenId")]
    [InlineData("GetFederationToken", "sts", "GetCallerIdentity", null)]
    [InlineData("GetFederationToken", "sts", "AssumeRole", "AccessDenied")]
    [InlineData("GetFederationToken", "sts", "GetAccessKeyInfo", "AccessDenied")]
    [InlineData("long-term key", "iam", "ListVirtualMFADevices", null)]
    [InlineData("long-term key", "sts", "GetFederationToken", null)]
    public void Each_kind_of_session_may_call_what_AWS_documents(string session, string service, string name, string? code)
    {
        _world.AddRole("ops", Trusts(Us));
        Caller caller = session switch
        {
            "GetSessionToken" => SessionToken(_alice),
            "GetSessionToken with MFA" => SessionTokenWithMfa(),
            "AssumeRole" => _world.AssumeAs("ops", _alice),
            "GetFederationToken" => Federated(_alice),
            _ => _alice,
        };
        Assert.True(OperationTable.TryFind(service, name, out Operation? operation));
        AwsError? error = SessionLimits.Check(caller, operation);
        Assert.Equal(code, error?.Code);
        if (code == "AccessDenied")
            Assert.Equal($"Cannot call {name} with session credentials", error!.Message);
        else if (code is not null)
            Assert.Equal("The security token included in the request is invalid", error!.Message);
    }

    [Theory] // serial number, code, message
    [InlineData("own", null, "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.")]
    [InlineData(null, "123456", "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.")]
    [InlineData("arn:aws:iam::111122223333:mfa/none", "123456", "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.")]
    [InlineData("bob's", "123456", "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.")]
    [InlineData("own", "wrong", "MultiFactorAuthentication failed with invalid MFA one time pass code. ")]
    public void MFA_that_is_not_good_is_refused(string? serial, string? code, string message)
    {
        _world.AddUser("bob");
        _world.AddRole("ops", Trusts(Us));
        (string bobs, _) = EnableMfa("bob", "bobs");
        (string own, Authenticator app) = EnableMfa("alice", "own");
        serial = serial switch { "own" => own, "bob's" => bobs, _ => serial };
        code = code is "wrong" ? (app.Code() == "000000" ? "000001" : "000000") : code;
        AwsError expected = new("AccessDenied", message, 403);
        Assert.Equal(expected, Daemon.StsError("GetSessionToken", new Sts.GetSessionTokenRequest { SerialNumber = serial, TokenCode = code }, _alice));
        Assert.Equal(expected, _world.Refused(Request("ops") with { SerialNumber = serial, TokenCode = code }, _alice));
    }

    [Theory] // how the role is assumed, allowed
    [InlineData("without MFA", false)]
    [InlineData("with a code", true)]
    [InlineData("in a session without MFA", false)]
    [InlineData("in a session with MFA", true)]
    public void A_trust_policy_may_ask_for_MFA(string how, bool allowed)
    {
        _world.AddRole("ops", Trusts(Us, condition: """{"Bool":{"aws:MultiFactorAuthPresent":"true"},"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}"""));
        Sts.AssumeRoleRequest request = Request("ops");
        Caller caller = _alice;
        if (how == "with a code")
        {
            (string serial, Authenticator app) = EnableMfa("alice", "phone");
            request = request with { SerialNumber = serial, TokenCode = app.Code(1) };
        }
        else if (how != "without MFA")
        {
            caller = how.EndsWith("with MFA", StringComparison.Ordinal) ? SessionTokenWithMfa() : SessionToken(_alice);
        }
        Assert.Equal(allowed, Daemon.Run("sts", "AssumeRole", request, caller).Error is null);
        if (how == "with a code")
            Assert.Equal("MultiFactorAuthentication failed with invalid MFA one time pass code. ", _world.Refused(request, caller).Message);
    }

    [Theory] // the user may, the policy passed allows, the federated user may
    [InlineData(true, "s3:GetObject", true)]
    [InlineData(true, "s3:PutObject", false)]
    [InlineData(true, null, false)]
    [InlineData(false, "s3:GetObject", false)]
    public void A_federated_user_may_do_what_user_and_policy_both_allow(bool userMay, string? passed, bool allowed)
    {
        Caller user = _world.AddUser("bob", userMay ? Allows("*") : Allows("sts:GetFederationToken"));
        Caller session = Daemon.Session(Daemon.Sts<Sts.GetFederationTokenResponse>(
            "GetFederationToken", new Sts.GetFederationTokenRequest { Name = "Guest", Policy = passed is null ? null : Document(Allows(passed)) }, user).Credentials!);
        Decision decision = Authorizer.Decide(
            PolicySets.Of(Daemon.Account, session), new Access("s3:GetObject", "arn:aws:s3:::bucket/key"), Daemon.CallOf(session));
        Assert.Equal(allowed, decision.IsAllowed);
    }

    [Fact]
    public void A_denied_GetFederationToken_names_the_federated_user()
    {
        Caller nobody = _world.AddUser("bob");
        Assert.Equal(
            new AwsError("AccessDenied", "User: arn:aws:iam::111122223333:user/bob is not authorized to perform: sts:GetFederationToken on resource: arn:aws:sts::111122223333:federated-user/Guest because no identity-based policy allows the sts:GetFederationToken action", 403),
            Daemon.StsError("GetFederationToken", new Sts.GetFederationTokenRequest { Name = "Guest" }, nobody));
    }

    [Fact]
    public void An_access_key_id_tells_its_account_even_when_it_is_not_there()
    {
        _world.AddRole("ops", Trusts(Us));
        Sts.Credentials credentials = _world.Assume(Request("ops"), _alice).Credentials!;
        Assert.Equal("111122223333", Info(credentials.AccessKeyId).Account);
        Assert.Equal("609629065308", Info("ASIAY34FZKBOKMUTVV7A").Account);
        Assert.Equal("ValidationError", Daemon.StsError("GetAccessKeyInfo", new Sts.GetAccessKeyInfoRequest { AccessKeyId = "AKIAIOSFODNN7EXAMPLE" }, _alice).Code);
        Caller nobody = _world.AddUser("bob");
        Assert.Equal(
            "User: arn:aws:iam::111122223333:user/bob is not authorized to perform: sts:GetAccessKeyInfo because no identity-based policy allows the sts:GetAccessKeyInfo action",
            Daemon.StsError("GetAccessKeyInfo", new Sts.GetAccessKeyInfoRequest { AccessKeyId = credentials.AccessKeyId }, nobody).Message);

        Sts.GetAccessKeyInfoResponse Info(string id) =>
            Daemon.Sts<Sts.GetAccessKeyInfoResponse>("GetAccessKeyInfo", new Sts.GetAccessKeyInfoRequest { AccessKeyId = id }, _alice);
    }

    [Fact]
    public void An_encoded_authorization_message_is_read_in_its_account_only()
    {
        Call call = Daemon.CallOf(_alice);
        Access access = new("s3:DeleteBucket", "arn:aws:s3:::logs");
        PolicySet policies = PolicySet.Empty with
        {
            IdentityPolicies = [new NamedPolicy("p", null, Entities.Document(Document("""{"Sid":"Never","Effect":"Deny","Action":"s3:*","Resource":"*"}""")).Compiled)],
        };
        AccessRequest request = RequestContexts.Of(access, call);
        string encoded = AuthorizationMessage.Encode(Evaluator.Explain(policies, request), request, _alice.UserId, call);
        string decoded = Daemon.Sts<Sts.DecodeAuthorizationMessageResponse>(
            "DecodeAuthorizationMessage", new Sts.DecodeAuthorizationMessageRequest { EncodedMessage = encoded }, _alice).DecodedMessage!;
        Assert.StartsWith(
            """{"allowed":false,"explicitDeny":true,"matchedStatements":{"items":[{"statementId":"Never","effect":"DENY","actions":{"items":[{"value":"s3:*"}]},"resources":{"items":[{"value":"*"}]},"conditions":{"items":[]}}]},"failures":{"items":[]},"context":{"principal":{"id":"AIDAalice","arn":"arn:aws:iam::111122223333:user/alice"},"action":"s3:DeleteBucket","resource":"arn:aws:s3:::logs","conditions":{"items":[{"key":"aws:CurrentTime","values":{"items":[{"value":"2026-11-23T20:00:00Z"}]}}""",
            decoded,
            StringComparison.Ordinal);
        AwsError invalid = new("InvalidAuthorizationMessageException", "Message is not valid", 400);
        Caller stranger = _world.AddUser("eve", Allows("*"), Other);
        Assert.Equal(invalid, Daemon.StsError("DecodeAuthorizationMessage", new Sts.DecodeAuthorizationMessageRequest { EncodedMessage = encoded }, stranger));
        Assert.Equal(invalid, Daemon.StsError("DecodeAuthorizationMessage", new Sts.DecodeAuthorizationMessageRequest { EncodedMessage = "no message!" }, _alice));
    }

    private (string? UserId, string? Account, string? Arn) Identity(Caller caller)
    {
        Sts.GetCallerIdentityResponse identity = Daemon.Sts<Sts.GetCallerIdentityResponse>("GetCallerIdentity", new Sts.GetCallerIdentityRequest(), caller);
        return (identity.UserId, identity.Account, identity.Arn);
    }

    private Caller SessionToken(Caller caller) =>
        Daemon.Session(Daemon.Sts<Sts.GetSessionTokenResponse>("GetSessionToken", new Sts.GetSessionTokenRequest(), caller).Credentials!);

    private Caller SessionTokenWithMfa()
    {
        (string serial, Authenticator app) = EnableMfa("alice", "phone");
        Sts.GetSessionTokenRequest request = new() { SerialNumber = serial, TokenCode = app.Code(1) };
        return Daemon.Session(Daemon.Sts<Sts.GetSessionTokenResponse>("GetSessionToken", request, _alice).Credentials!);
    }

    private Caller Federated(Caller caller) =>
        Daemon.Session(Daemon.Sts<Sts.GetFederationTokenResponse>("GetFederationToken", new Sts.GetFederationTokenRequest { Name = "Bob" }, caller).Credentials!);

    private (string SerialNumber, Authenticator App) EnableMfa(string user, string name)
    {
        Iam.VirtualMFADevice device = Daemon.Iam<Iam.CreateVirtualMFADeviceResponse>(
            "CreateVirtualMFADevice", new Iam.CreateVirtualMFADeviceRequest { VirtualMFADeviceName = name }).VirtualMFADevice;
        Authenticator app = new(Daemon, device.Base32StringSeed!.Value);
        Daemon.Iam<Iam.EnableMFADeviceResponse>("EnableMFADevice", new Iam.EnableMFADeviceRequest
        {
            UserName = user,
            SerialNumber = device.SerialNumber,
            AuthenticationCode1 = app.Code(-1),
            AuthenticationCode2 = app.Code(),
        });
        return (device.SerialNumber, app);
    }
}
