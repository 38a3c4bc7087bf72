namespace Iamd.Policy;

/// <summary>Patterns of the Resource element.</summary>
/// <remarks>
/// IAM User Guide, "IAM JSON policy elements: Resource": wildcards may reach over colons, and an ARN with fewer than six
/// fields is completed with <c>*</c>, so <c>arn:aws:sqs</c> is <c>arn:aws:sqs:*:*:*</c>.
/// </remarks>
internal static class ResourcePattern
{
    private const int ArnColons = 5;

    public static TextPattern Parse(string text, PolicyVersion version)
    {
        if (text.StartsWith("arn:", StringComparison.Ordinal))
            for (int colons = TextPattern.CountColons(text, version); colons < ArnColons; colons++)
                text += ":*";
        return TextPattern.Wildcards(text, version);
    }
}
