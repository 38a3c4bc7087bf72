namespace Iamd.Testing;

/// <summary>
/// A history of an account: operations one after another, nearly all of them well-formed, over so few names that they meet
/// again and again.
/// </summary>
/// <param name="random">Decides all of it.</param>
/// <param name="accountId">The account's number.</param>
/// <param name="codes">Two consecutive codes of a device, by its serial number.</param>
public sealed class RandomHistory(Random random, string accountId, Func<string, (string First, string Second)> codes)
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";
    private const string Password = "Correct-horse-7";

    private static readonly string[] Names = ["anna", "Anna", "ben", "cleo"];
    private static readonly string[] Paths = ["/", "/a/", "/a/b/"];

    private static readonly string[] Operations =
    [
        "CreateUser", "CreateUser", "UpdateUser", "DeleteUser", "CreateGroup", "UpdateGroup", "DeleteGroup", "AddUserToGroup", "AddUserToGroup", "RemoveUserFromGroup",
        "CreateRole", "CreateRole", "UpdateAssumeRolePolicy", "UpdateRole", "DeleteRole", "CreatePolicy", "CreatePolicy", "CreatePolicyVersion", "SetDefaultPolicyVersion",
        "DeletePolicyVersion", "DeletePolicy", "CreateInstanceProfile", "AddRoleToInstanceProfile", "RemoveRoleFromInstanceProfile", "DeleteInstanceProfile",
        "CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "CreateLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile",
        "CreateVirtualMFADevice", "EnableMFADevice", "EnableMFADevice", "ResyncMFADevice", "DeactivateMFADevice", "DeleteVirtualMFADevice",
        "AttachUserPolicy", "DetachUserPolicy", "AttachGroupPolicy", "DetachGroupPolicy", "AttachRolePolicy", "DetachRolePolicy",
        "PutUserPermissionsBoundary", "DeleteUserPermissionsBoundary", "PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary",
        "PutUserPolicy", "DeleteUserPolicy", "PutGroupPolicy", "DeleteGroupPolicy", "PutRolePolicy", "DeleteRolePolicy",
        "TagUser", "UntagUser", "TagRole", "UntagRole", "TagPolicy", "UntagPolicy", "TagInstanceProfile", "TagMFADevice",
        "CreateServiceLinkedRole", "DeleteServiceLinkedRole", "CreateAccountAlias", "DeleteAccountAlias", "UpdateAccountPasswordPolicy", "DeleteAccountPasswordPolicy",
    ];

    private readonly List<string> _accessKeyIds = [];

    /// <summary>The next operation, and its parameters: names and values in turn.</summary>
    public (string Operation, string[] Parameters) Next()
    {
        string operation = Pick(Operations);
        return (operation, Parameters(operation));
    }

    /// <summary>Tells the id of an access key that was made.</summary>
    public void Learn(string accessKeyId) => _accessKeyIds.Add(accessKeyId);

    private string[] Parameters(string operation)
    {
        string name = Pick(Names);
        string device = $"arn:aws:iam::{accountId}:mfa{Pick(Paths)}{Pick(Names)}";
        return operation switch
        {
            "CreateUser" => [.. Created("UserName", name), .. Tags()],
            "UpdateUser" => ["UserName", name, "NewUserName", Pick(Names), "NewPath", Pick(Paths)],
            "CreateGroup" => Created("GroupName", name),
            "UpdateGroup" => ["GroupName", name, "NewGroupName", Pick(Names), "NewPath", Pick(Paths)],
            "DeleteGroup" => ["GroupName", name],
            "AddUserToGroup" or "RemoveUserFromGroup" => ["UserName", name, "GroupName", Pick(Names)],
            "CreateRole" => [.. Created("RoleName", name), "AssumeRolePolicyDocument", Trust(), .. Tags()],
            "UpdateAssumeRolePolicy" => ["RoleName", name, "PolicyDocument", Trust()],
            "UpdateRole" => ["RoleName", name, "Description", Pick(["", "a role"]), "MaxSessionDuration", "7200"],
            "DeleteRole" or "DeleteRolePermissionsBoundary" => ["RoleName", name],
            "DeleteServiceLinkedRole" => ["RoleName", Pick([name, "AWSServiceRoleForAutoScaling"])],
            "CreateServiceLinkedRole" => ["AWSServiceName", "autoscaling.amazonaws.com"],
            "CreatePolicy" => [.. Created("PolicyName", name), "PolicyDocument", Policy, .. Tags()],
            "CreatePolicyVersion" => ["PolicyArn", PolicyArn(), "PolicyDocument", Policy, "SetAsDefault", Pick(["true", "false"])],
            "SetDefaultPolicyVersion" or "DeletePolicyVersion" => ["PolicyArn", PolicyArn(), "VersionId", $"v{random.Next(1, 8)}"],
            "DeletePolicy" => ["PolicyArn", PolicyArn()],
            "TagPolicy" => ["PolicyArn", PolicyArn(), .. Tags()],
            "UntagPolicy" => ["PolicyArn", PolicyArn(), "TagKeys.member.1", "team"],
            "CreateInstanceProfile" => [.. Created("InstanceProfileName", name), .. Tags()],
            "AddRoleToInstanceProfile" or "RemoveRoleFromInstanceProfile" => ["InstanceProfileName", name, "RoleName", Pick(Names)],
            "DeleteInstanceProfile" => ["InstanceProfileName", name],
            "TagInstanceProfile" => ["InstanceProfileName", name, .. Tags()],
            "UpdateAccessKey" => ["UserName", name, "AccessKeyId", AccessKeyId(), "Status", Pick(["Active", "Inactive"])],
            "DeleteAccessKey" => ["UserName", name, "AccessKeyId", AccessKeyId()],
            "CreateLoginProfile" or "UpdateLoginProfile" => ["UserName", name, "Password", Password + random.Next(3)],
            "CreateVirtualMFADevice" => ["VirtualMFADeviceName", name, "Path", Pick(Paths), .. Tags()],
            "EnableMFADevice" or "ResyncMFADevice" =>
                ["UserName", name, "SerialNumber", device, "AuthenticationCode1", codes(device).First, "AuthenticationCode2", codes(device).Second],
            "DeactivateMFADevice" => ["UserName", name, "SerialNumber", device],
            "DeleteVirtualMFADevice" => ["SerialNumber", device],
            "TagMFADevice" => ["SerialNumber", device, .. Tags()],
            "AttachUserPolicy" or "DetachUserPolicy" => ["UserName", name, "PolicyArn", PolicyArn()],
            "AttachGroupPolicy" or "DetachGroupPolicy" => ["GroupName", name, "PolicyArn", PolicyArn()],
            "AttachRolePolicy" or "DetachRolePolicy" => ["RoleName", name, "PolicyArn", PolicyArn()],
            "PutUserPermissionsBoundary" => ["UserName", name, "PermissionsBoundary", PolicyArn()],
            "PutRolePermissionsBoundary" => ["RoleName", name, "PermissionsBoundary", PolicyArn()],
            "PutUserPolicy" => ["UserName", name, "PolicyName", Pick(Names), "PolicyDocument", Policy],
            "PutGroupPolicy" => ["GroupName", name, "PolicyName", Pick(Names), "PolicyDocument", Policy],
            "PutRolePolicy" => ["RoleName", name, "PolicyName", Pick(Names), "PolicyDocument", Policy],
            "DeleteUserPolicy" => ["UserName", name, "PolicyName", Pick(Names)],
            "DeleteGroupPolicy" => ["GroupName", name, "PolicyName", Pick(Names)],
            "DeleteRolePolicy" => ["RoleName", name, "PolicyName", Pick(Names)],
            "TagUser" => ["UserName", name, .. Tags()],
            "UntagUser" => ["UserName", name, "TagKeys.member.1", "TEAM"],
            "TagRole" => ["RoleName", name, .. Tags()],
            "UntagRole" => ["RoleName", name, "TagKeys.member.1", "team"],
            "CreateAccountAlias" or "DeleteAccountAlias" => ["AccountAlias", Pick(["acme", "ajax"])],
            "UpdateAccountPasswordPolicy" => ["MinimumPasswordLength", "8", "PasswordReusePrevention", "3", "AllowUsersToChangePassword", "true"],
            "DeleteAccountPasswordPolicy" => [],
            _ => ["UserName", name],
        };
    }

    private string[] Created(string member, string name) => [member, name, "Path", Pick(Paths)];

    private string[] Tags() => ["Tags.member.1.Key", Pick(["team", "Team", "cost"]), "Tags.member.1.Value", Pick(Names)];

    private string PolicyArn() =>
        random.Next(4) == 0 ? "arn:aws:iam::aws:policy/IAMReadOnlyAccess" : $"arn:aws:iam::{accountId}:policy{Pick(Paths)}{Pick(Names)}";

    private string Trust() =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{accountId}}:{{Pick(["root", $"user{Pick(Paths)}{Pick(Names)}", $"role{Pick(Paths)}{Pick(Names)}"])}}"},"Action":"sts:AssumeRole"}]}""";

    private string AccessKeyId() => _accessKeyIds.Count == 0 ? "AKIAIOSFODNN7EXAMPLE" : _accessKeyIds[random.Next(_accessKeyIds.Count)];

    private string Pick(string[] values) => values[random.Next(values.Length)];
}
