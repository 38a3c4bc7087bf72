namespace Iamd.Accounts;

/// <summary>IAM <c>GetServiceLinkedRoleDeletionStatus</c>.</summary>
/// <remarks>IAM API Reference, "GetServiceLinkedRoleDeletionStatus": a task's id is <c>task/aws-service-role/SERVICE/ROLE/UUID</c>. Fails with NoSuchEntity or InvalidInput.</remarks>
public static class GetServiceLinkedRoleDeletionStatus
{
    public static readonly Operation Operation = Operation.Read<Iam.GetServiceLinkedRoleDeletionStatusRequest, Iam.GetServiceLinkedRoleDeletionStatusResponse>(
        "iam", "GetServiceLinkedRoleDeletionStatus", Accesses, Answer);

    private static ImmutableArray<Access> Accesses(Account account, Iam.GetServiceLinkedRoleDeletionStatusRequest request, Call call)
    {
        string role = request.DeletionTaskId.Split('/') is ["task", "aws-service-role", string service, string name, _]
            ? $"role/aws-service-role/{service}/{name}"
            : "role/*";
        return [new Access("iam:GetServiceLinkedRoleDeletionStatus", Arn.Iam(account.Id, role))];
    }

    private static Result<Iam.GetServiceLinkedRoleDeletionStatusResponse> Answer(
        Account account, Iam.GetServiceLinkedRoleDeletionStatusRequest request, Call call)
    {
        string task = request.DeletionTaskId;
        if (account.Settings.ServiceLinkedRoleDeletions.Contains(task, StringComparer.Ordinal))
            return new Iam.GetServiceLinkedRoleDeletionStatusResponse { Status = Iam.DeletionTaskStatusType.Succeeded };
        return task.Split('/') is ["task", "aws-service-role", { Length: > 0 }, { Length: > 0 }, string id] && Guid.TryParse(id, out _)
            ? IamErrors.NoSuchEntity($"Deletion task {task} cannot be found.")
            : IamErrors.InvalidInput($"Deletion task id {task} is not valid.");
    }
}
