// Drives a daemon with the AWS SDK for JavaScript v3. Prints a line a check; the exit status is the number of failures.
import * as IAM from "@aws-sdk/client-iam";
import * as STS from "@aws-sdk/client-sts";

const endpoint = process.argv[2];
const account = "111122223333";
const client = (kind, credentials) => new kind({ endpoint, region: "us-east-1", maxAttempts: 1, ...(credentials && { credentials }) });
const keysOf = (c) => ({ accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretAccessKey, sessionToken: c.SessionToken });
const iam = client(IAM.IAMClient), sts = client(STS.STSClient);
let failures = 0;

const check = (what, actual, expected) => {
  const ok = JSON.stringify(actual) === JSON.stringify(expected);
  if (!ok) failures++;
  console.log(ok ? `ok   ${what}` : `FAIL ${what}\n     expected ${JSON.stringify(expected)}\n     actual   ${JSON.stringify(actual)}`);
};
const error = async (what, name, status, call) => {
  try { check(what, await call(), `the error ${name}`); } catch (e) { check(what, [e.name, e.$metadata?.httpStatusCode], [name, status]); }
};
const document = (Action, Resource = "*", more = {}) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource, ...more }] });

check("root", (await sts.send(new STS.GetCallerIdentityCommand({}))).Arn, `arn:aws:iam::${account}:root`);

// Groups pass on their policies.
await iam.send(new IAM.CreateUserCommand({ UserName: "bob" }));
await iam.send(new IAM.CreateGroupCommand({ GroupName: "Developers" }));
await iam.send(new IAM.AddUserToGroupCommand({ GroupName: "Developers", UserName: "bob" }));
const { AccessKey } = await iam.send(new IAM.CreateAccessKeyCommand({ UserName: "bob" }));
const bob = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
const asBob = client(IAM.IAMClient, bob);
await error("default deny", "AccessDenied", 403, () => asBob.send(new IAM.ListUsersCommand({})));
await iam.send(new IAM.AttachGroupPolicyCommand({ GroupName: "Developers", PolicyArn: "arn:aws:iam::aws:policy/IAMReadOnlyAccess" }));
check("the group's policy is the user's", (await asBob.send(new IAM.ListUsersCommand({}))).Users.map((u) => u.UserName), ["bob"]);
await error("and no more", "AccessDenied", 403, () => asBob.send(new IAM.CreateUserCommand({ UserName: "eve" })));
check("paginators", await (async () => { const n = []; for await (const p of IAM.paginateListPolicies({ client: iam, pageSize: 400 }, { Scope: "AWS" })) n.push(...p.Policies); return n.length > 1000; })(), true);
check("a user's own tags", (await iam.send(new IAM.ListUserTagsCommand({ UserName: "bob" }))).Tags, []);
await error("typed errors", "NoSuchEntityException", 404, () => iam.send(new IAM.GetUserCommand({ UserName: "nobody" })));
await error("conflicts", "EntityAlreadyExistsException", 409, () => iam.send(new IAM.CreateGroupCommand({ GroupName: "developers" })));
await error("missing documents", "MalformedPolicyDocumentException", 400, () => iam.send(new IAM.CreatePolicyCommand({ PolicyName: "p", PolicyDocument: "{" })));

// A permissions boundary limits and never grants.
await iam.send(new IAM.CreatePolicyCommand({ PolicyName: "Edge", PolicyDocument: document(["iam:GetUser", "iam:CreateUser"]) }));
await iam.send(new IAM.PutUserPermissionsBoundaryCommand({ UserName: "bob", PermissionsBoundary: `arn:aws:iam::${account}:policy/Edge` }));
check("within the boundary", (await asBob.send(new IAM.GetUserCommand({}))).User.UserName, "bob");
await error("outside of it", "AccessDenied", 403, () => asBob.send(new IAM.ListUsersCommand({})));
await error("it grants nothing", "AccessDenied", 403, () => asBob.send(new IAM.CreateUserCommand({ UserName: "eve" })));
await iam.send(new IAM.DeleteUserPermissionsBoundaryCommand({ UserName: "bob" }));

// Sessions with tags.
const trust = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] }] });
await iam.send(new IAM.CreateRoleCommand({ RoleName: "Tagged", AssumeRolePolicyDocument: trust }));
await iam.send(new IAM.PutRolePolicyCommand({ RoleName: "Tagged", PolicyName: "own", PolicyDocument: document("iam:GetUser", `arn:aws:iam::${account}:user/\${aws:PrincipalTag/owns}`) }));
await iam.send(new IAM.PutUserPolicyCommand({ UserName: "bob", PolicyName: "become", PolicyDocument: document("sts:*") }));
const assumed = await client(STS.STSClient, bob).send(new STS.AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/Tagged`, RoleSessionName: "tagging", SourceIdentity: "bob", Tags: [{ Key: "owns", Value: "bob" }] }));
check("source identity", assumed.SourceIdentity, "bob");
const tagged = client(IAM.IAMClient, keysOf(assumed.Credentials));
check("a session tag in a resource", (await tagged.send(new IAM.GetUserCommand({ UserName: "bob" }))).User.UserName, "bob");
await error("and not another's", "AccessDenied", 403, () => tagged.send(new IAM.GetUserCommand({ UserName: "alice" })));
await error("no session from a role session", "AccessDenied", 403, () => client(STS.STSClient, keysOf(assumed.Credentials)).send(new STS.GetSessionTokenCommand({})));

// GetFederationToken and GetSessionToken.
const federated = await client(STS.STSClient, bob).send(new STS.GetFederationTokenCommand({ Name: "guest", Policy: document("s3:*") }));
check("a federated user", federated.FederatedUser.Arn, `arn:aws:sts::${account}:federated-user/guest`);
check("who is who", (await client(STS.STSClient, keysOf(federated.Credentials)).send(new STS.GetCallerIdentityCommand({}))).UserId, `${account}:guest`);
await error("a federated user calls no IAM", "InvalidClientTokenId", 403, () => client(IAM.IAMClient, keysOf(federated.Credentials)).send(new IAM.ListUsersCommand({})));
const session = await client(STS.STSClient, bob).send(new STS.GetSessionTokenCommand({ DurationSeconds: 900 }));
await error("without MFA it calls no IAM", "InvalidClientTokenId", 403, () => client(IAM.IAMClient, keysOf(session.Credentials)).send(new IAM.ListUsersCommand({})));
check("but knows itself", (await client(STS.STSClient, keysOf(session.Credentials)).send(new STS.GetCallerIdentityCommand({}))).Arn, `arn:aws:iam::${account}:user/bob`);

// Instance profiles, service-linked roles, account.
await iam.send(new IAM.CreateInstanceProfileCommand({ InstanceProfileName: "web" }));
await iam.send(new IAM.AddRoleToInstanceProfileCommand({ InstanceProfileName: "web", RoleName: "Tagged" }));
check("a profile holds its role", (await iam.send(new IAM.GetInstanceProfileCommand({ InstanceProfileName: "web" }))).InstanceProfile.Roles.map((r) => r.RoleName), ["Tagged"]);
await error("a held role stays", "DeleteConflictException", 409, () => iam.send(new IAM.DeleteRoleCommand({ RoleName: "Tagged" })));
check("a service-linked role", (await iam.send(new IAM.CreateServiceLinkedRoleCommand({ AWSServiceName: "elasticbeanstalk.amazonaws.com" }))).Role.Path, "/aws-service-role/elasticbeanstalk.amazonaws.com/");
await iam.send(new IAM.CreateAccountAliasCommand({ AccountAlias: "example" }));
check("the alias", (await iam.send(new IAM.ListAccountAliasesCommand({}))).AccountAliases, ["example"]);
check("the summary counts", (({ Users, Groups, Roles, InstanceProfiles }) => ({ Users, Groups, Roles, InstanceProfiles }))((await iam.send(new IAM.GetAccountSummaryCommand({}))).SummaryMap), { Users: 1, Groups: 1, Roles: 2, InstanceProfiles: 1 });
check("all details", (await iam.send(new IAM.GetAccountAuthorizationDetailsCommand({ Filter: ["User"] }))).UserDetailList.map((u) => [u.UserName, u.GroupList]), [["bob", ["Developers"]]]);
process.exit(Math.min(failures, 100));
