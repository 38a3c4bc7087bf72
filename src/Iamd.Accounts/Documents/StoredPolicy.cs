namespace Iamd.Accounts;

/// <summary>What is asked of a policy text before it is stored, whoever it belongs to.</summary>
/// <remarks>IAM API Reference, <c>MalformedPolicyDocument</c>; sizes are for each kind of policy its own matter.</remarks>
internal static class StoredPolicy
{
    /// <summary>Reads and checks a policy text as IAM does when it is put.</summary>
    public static Result<Document> Read(string text, PolicyType type)
    {
        if (!Document.TryParse(text, out Document? document, out PolicyError? error))
            return IamErrors.MalformedPolicyDocument(PolicyValidator.Describe(error, type));
        return PolicyValidator.Validate(document.Policy, type) is string problem ? IamErrors.MalformedPolicyDocument(problem) : document;
    }

    /// <summary>Characters that count against quotas.</summary>
    public static int Characters(Document document) => PolicySize.WithoutWhitespace(document.Text);
}
