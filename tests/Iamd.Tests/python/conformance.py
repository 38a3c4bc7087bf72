"""Drives a daemon with boto3, as any Python program would. Prints a line a check; the exit status is the number of failures."""
import datetime
import json
import sys

import boto3
import botocore.exceptions
from botocore.config import Config

ENDPOINT = sys.argv[1]
CONFIG = Config(retries={"max_attempts": 1})


def client(service, credentials=None):
    keys = {}
    if credentials:
        keys = {
            "aws_access_key_id": credentials["AccessKeyId"],
            "aws_secret_access_key": credentials["SecretAccessKey"],
            "aws_session_token": credentials.get("SessionToken"),
        }
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1", config=CONFIG, **keys)


iam, sts = client("iam"), client("sts")
failures = 0


def check(what, actual, expected):
    global failures
    if actual == expected:
        print("ok   " + what)
    else:
        failures += 1
        print("FAIL %s\n     expected %r\n     actual   %r" % (what, expected, actual))


def error(what, code, status, message, call, **arguments):
    try:
        answer = call(**arguments)
    except botocore.exceptions.ClientError as e:
        got = (e.response["Error"]["Code"], e.response["ResponseMetadata"]["HTTPStatusCode"], e.response["Error"]["Message"])
        check(what, got, (code, status, message))
    else:
        check(what, answer, "the error " + code)


def policy(effect, action, resource="*", **more):
    return json.dumps({"Version": "2012-10-17", "Statement": [dict(Effect=effect, Action=action, Resource=resource, **more)]})


A = "111122223333"
check("root knows itself", {k: v for k, v in sts.get_caller_identity().items() if k != "ResponseMetadata"},
      {"UserId": A, "Account": A, "Arn": "arn:aws:iam::%s:root" % A})

# Users
user = iam.create_user(UserName="alice", Path="/staff/", Tags=[{"Key": "team", "Value": "web"}])["User"]
check("a user has path, arn and tags", (user["Path"], user["Arn"], user["Tags"]),
      ("/staff/", "arn:aws:iam::%s:user/staff/alice" % A, [{"Key": "team", "Value": "web"}]))
check("unique ids begin with AIDA", (user["UserId"][:4], len(user["UserId"])), ("AIDA", 21))
check("dates are times", isinstance(user["CreateDate"], datetime.datetime), True)
error("names collide regardless of case", "EntityAlreadyExists", 409, "User with name ALICE already exists.", iam.create_user, UserName="ALICE")
error("an unknown user", "NoSuchEntity", 404, "The user with name nobody cannot be found.", iam.get_user, UserName="nobody")
error("a bad name", "ValidationError", 400,
      "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-",
      iam.create_user, UserName="a/b")
for i in range(25):
    iam.create_user(UserName="u%02d" % i)
names = [u["UserName"] for page in iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 7}) for u in page["Users"]]
check("pages make up the whole", names, ["alice"] + ["u%02d" % i for i in range(25)])
check("a path prefix selects", [u["UserName"] for u in iam.list_users(PathPrefix="/staff/")["Users"]], ["alice"])
check("lists leave tags out", "Tags" in iam.list_users(PathPrefix="/staff/")["Users"][0], False)

# Policies
arn = iam.create_policy(PolicyName="ReadUsers", PolicyDocument=policy("Allow", "iam:List*"), Description="reads")["Policy"]["Arn"]
check("a policy's arn", arn, "arn:aws:iam::%s:policy/ReadUsers" % A)
error("no policy", "MalformedPolicyDocument", 400, "Syntax errors in policy.", iam.create_policy, PolicyName="x", PolicyDocument="{}x")
for i in range(4):
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=policy("Allow", "iam:List*", "arn:aws:iam::*:user/%d" % i))
error("five versions", "LimitExceeded", 409,
      "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
      iam.create_policy_version, PolicyArn=arn, PolicyDocument=policy("Allow", "iam:Get*"))
check("the first version stays in force", iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"], "v1")
check("documents come back as they were put",
      iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]["Document"], json.loads(policy("Allow", "iam:List*")))
iam.attach_user_policy(UserName="alice", PolicyArn=arn)
check("attachments are counted", iam.get_policy(PolicyArn=arn)["Policy"]["AttachmentCount"], 1)
error("an attached policy stays", "DeleteConflict", 409, "Cannot delete a policy attached to entities.", iam.delete_policy, PolicyArn=arn)
check("entities are listed", [u["UserName"] for u in iam.list_entities_for_policy(PolicyArn=arn)["PolicyUsers"]], ["alice"])
check("AWS's policies are there", iam.get_policy(PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")["Policy"]["PolicyName"], "ReadOnlyAccess")

# Access keys: authentication and authorization of a user
key = iam.create_access_key(UserName="alice")["AccessKey"]
alice_iam, alice_sts = client("iam", key), client("sts", key)
check("a user knows herself", alice_sts.get_caller_identity()["Arn"], "arn:aws:iam::%s:user/staff/alice" % A)
check("an allowed call", len(alice_iam.list_users()["Users"]), 26)
error("a denied call says why", "AccessDenied", 403,
      "User: arn:aws:iam::%s:user/staff/alice is not authorized to perform: iam:GetUser on resource: user u00 because no "
      "identity-based policy allows the iam:GetUser action" % A,
      alice_iam.get_user, UserName="u00")
iam.put_user_policy(UserName="alice", PolicyName="NoGroups", PolicyDocument=policy("Deny", "iam:ListGroups"))
error("deny beats allow", "AccessDenied", 403,
      "User: arn:aws:iam::%s:user/staff/alice is not authorized to perform: iam:ListGroups on resource: arn:aws:iam::%s:group/ "
      "with an explicit deny in an identity-based policy" % (A, A), alice_iam.list_groups)
wrong = dict(key, SecretAccessKey="x" * 40)
error("a wrong secret", "SignatureDoesNotMatch", 403,
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and "
      "signing method. Consult the service documentation for details.", client("sts", wrong).get_caller_identity)
error("an unknown key", "InvalidClientTokenId", 403, "The security token included in the request is invalid.",
      client("sts", dict(key, AccessKeyId="AKIAQNZGKIQY56JQ7WML")).get_caller_identity)
iam.update_access_key(UserName="alice", AccessKeyId=key["AccessKeyId"], Status="Inactive")
error("an inactive key", "InvalidClientTokenId", 403, "The security token included in the request is invalid.", alice_sts.get_caller_identity)
iam.update_access_key(UserName="alice", AccessKeyId=key["AccessKeyId"], Status="Active")

# Roles and temporary credentials
trust = json.dumps({"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:user/staff/alice" % A}, "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {"sts:ExternalId": "word"}}}]})
role = iam.create_role(RoleName="Reader", AssumeRolePolicyDocument=trust, MaxSessionDuration=7200)["Role"]
check("trust policies come back as they were put", role["AssumeRolePolicyDocument"], json.loads(trust))
iam.attach_role_policy(RoleName="Reader", PolicyArn="arn:aws:iam::aws:policy/IAMReadOnlyAccess")
error("without the external id", "AccessDenied", 403,
      "User: arn:aws:iam::%s:user/staff/alice is not authorized to perform: sts:AssumeRole on resource: %s" % (A, role["Arn"]),
      alice_sts.assume_role, RoleArn=role["Arn"], RoleSessionName="day")
session = alice_sts.assume_role(RoleArn=role["Arn"], RoleSessionName="day", ExternalId="word", DurationSeconds=900)
check("a role session's arn", session["AssumedRoleUser"]["Arn"], "arn:aws:sts::%s:assumed-role/Reader/day" % A)
reader = client("iam", session["Credentials"])
check("the session may read", reader.get_user(UserName="alice")["User"]["UserName"], "alice")
error("the session may not write", "AccessDenied", 403,
      "User: arn:aws:sts::%s:assumed-role/Reader/day is not authorized to perform: iam:CreateUser on resource: "
      "arn:aws:iam::%s:user/eve because no identity-based policy allows the iam:CreateUser action" % (A, A),
      reader.create_user, UserName="eve")
narrow = alice_sts.assume_role(RoleArn=role["Arn"], RoleSessionName="narrow", ExternalId="word", Policy=policy("Allow", "iam:ListUsers"))
error("a session policy limits", "AccessDenied", 403,
      "User: arn:aws:sts::%s:assumed-role/Reader/narrow is not authorized to perform: iam:GetUser on resource: "
      "user alice because no session policy allows the iam:GetUser action" % A,
      client("iam", narrow["Credentials"]).get_user, UserName="alice")
error("root does not assume roles", "AccessDenied", 403, "Roles may not be assumed by root accounts.",
      sts.assume_role, RoleArn=role["Arn"], RoleSessionName="day", ExternalId="word")
iam.detach_role_policy(RoleName="Reader", PolicyArn="arn:aws:iam::aws:policy/IAMReadOnlyAccess")
iam.delete_role(RoleName="Reader")
iam.create_role(RoleName="Reader", AssumeRolePolicyDocument=trust)
error("a role made again does not revive its sessions", "InvalidClientTokenId", 403, "The security token included in the request is invalid.",
      client("sts", session["Credentials"]).get_caller_identity)

# The simulator
result = iam.simulate_principal_policy(PolicySourceArn=user["Arn"], ActionNames=["iam:ListUsers", "iam:ListGroups", "s3:DeleteBucket"])
check("the simulator decides", [(r["EvalActionName"], r["EvalDecision"]) for r in result["EvaluationResults"]],
      [("iam:ListUsers", "allowed"), ("iam:ListGroups", "explicitDeny"), ("s3:DeleteBucket", "implicitDeny")])
result = iam.simulate_custom_policy(PolicyInputList=[policy("Allow", "s3:*", "arn:aws:s3:::${aws:username}/*")], ActionNames=["s3:GetObject"],
                                    ResourceArns=["arn:aws:s3:::alice/x"],
                                    ContextEntries=[{"ContextKeyName": "aws:username", "ContextKeyType": "string", "ContextKeyValues": ["alice"]}])
check("context entries count", result["EvaluationResults"][0]["EvalDecision"], "allowed")
check("context keys are found", iam.get_context_keys_for_custom_policy(
    PolicyInputList=[policy("Allow", "s3:*", "arn:aws:s3:::${aws:username}/*")])["ContextKeyNames"], ["aws:username"])

# Conflicts
error("a user with a key stays", "DeleteConflict", 409, "Cannot delete entity, must detach all policies first.", iam.delete_user, UserName="alice")
sys.exit(min(failures, 100))
