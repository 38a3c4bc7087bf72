namespace Iamd.Policy;

/// <summary>How IAM counts a policy's characters for quotas.</summary>
/// <remarks>IAM User Guide, "IAM and AWS STS quotas": "IAM doesn't count white space when calculating the size of a policy".</remarks>
public static class PolicySize
{
    /// <summary>The number of characters that are not white space (space, tab, line feed, carriage return).</summary>
    public static int WithoutWhitespace(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int count = 0;
        foreach (char c in text)
            if (c is not (' ' or '\t' or '\n' or '\r'))
                count++;
        return count;
    }
}
