namespace Iamd.Policy;

/// <summary>Rules for service control and resource control policies; AWS Organizations has one message for all of them.</summary>
/// <remarks>AWS Organizations User Guide, "SCP syntax" and "RCP syntax".</remarks>
internal static class OrganizationRules
{
    public const string Message = "The provided policy document does not meet the requirements of the specified policy type.";

    public static string? Check(PolicyDocument document, bool hasPrincipal)
    {
        foreach (Statement statement in document.Statements)
            if (statement.Resource is null || (hasPrincipal
                    ? statement.Principal is not { IsNot: false, Names: [{ Text: "*" }] }
                    : statement.Principal is not null))
                return Message;
        return null;
    }
}
