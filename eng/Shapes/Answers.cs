using System.Text.Json.Nodes;

namespace Iamd.Shapes;

/// <summary>How AWS words failed constraints, where the model does not say it.</summary>
/// <remarks>From recorded answers of AWS IAM and STS, 2025 and 2026.</remarks>
internal static class Answers
{
    private const string Names = "It must contain only alphanumeric characters and/or the following: +=,.@_-";
    private const string Paths = "It must begin and end with / and contain only alphanumeric characters and/or / characters.";
    private const string PathPrefixes = "It must begin with the / character and contain only alphanumeric characters and/or / characters.";
    private const string Documents = "It must contain only printable ASCII characters.";
    private const string KeyIds = "It must contain only alphanumeric characters.";

    /// <summary>ListPolicies checks <c>PathPrefix</c> by the pattern of a path, but complains of a prefix.</summary>
    private const string PolicyPathPrefix = "policyPathPrefixType";

    private static readonly Dictionary<string, string> IamSentences = new(StringComparer.Ordinal)
    {
        ["customSuffixType"] = Names,
        ["entityNameType"] = Names,
        ["existingUserNameType"] = Names,
        ["groupNameType"] = Names,
        ["instanceProfileNameType"] = Names,
        ["policyNameType"] = Names,
        ["roleNameType"] = Names,
        ["serverCertificateNameType"] = Names,
        ["userNameType"] = Names,
        ["virtualMFADeviceName"] = Names,
        ["pathType"] = Paths,
        ["policyPathType"] = Paths,
        ["pathPrefixType"] = PathPrefixes,
        [PolicyPathPrefix] = PathPrefixes,
        ["policyDocumentType"] = Documents,
        ["accessKeyIdType"] = KeyIds,
    };

    public static string RejectedValues(string endpointPrefix) => endpointPrefix == "iam" ? "withheld" : "shown";

    public static void Add(string endpointPrefix, JsonObject structures, JsonObject types)
    {
        // Recorded for TagKeys; the lists of client ids and thumbprints do not say it.
        if (types["tagKeyListType"] is { } tagKeys)
            tagKeys["elementsRequired"] = true;
        if (endpointPrefix != "iam")
            return;
        foreach ((_, JsonNode? structure) in structures)
        {
            if ((string?)structure!["PathPrefix"] != "policyPathType")
                continue;
            structure["PathPrefix"] = PolicyPathPrefix;
            types[PolicyPathPrefix] ??= types["policyPathType"]!.DeepClone();
        }
        foreach ((string type, string sentence) in IamSentences)
        {
            if (types[type] is { } fact)
                fact["sentence"] = sentence;
        }
    }
}
