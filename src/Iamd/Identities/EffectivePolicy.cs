namespace Iamd.Identities;

/// <summary>What sort of policy it is.</summary>
internal enum PolicySort
{
    AwsManaged,
    CustomerManaged,
    Inline,
}

/// <summary>A policy that counts for somebody.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">The ARN of a managed policy; null for an inline one.</param>
/// <param name="Carrier">Who carries it: <c>user alice</c>, <c>group Developers</c> or <c>role Deploy</c>.</param>
internal sealed record EffectivePolicy(string Name, string? Arn, string Carrier)
{
    private const string AwsPrefix = "arn:aws:iam::aws:policy/";

    public PolicySort Sort =>
        Arn is null ? PolicySort.Inline
        : Arn.StartsWith(AwsPrefix, StringComparison.Ordinal) ? PolicySort.AwsManaged
        : PolicySort.CustomerManaged;

    /// <summary>The sort as AWS's console calls it.</summary>
    public string SortName => Sort switch
    {
        PolicySort.AwsManaged => "AWS managed",
        PolicySort.CustomerManaged => "customer managed",
        PolicySort.Inline => "inline",
        _ => throw new InvalidOperationException("No such sort."),
    };

    /// <summary>A managed policy by its ARN.</summary>
    public static EffectivePolicy Managed(string arn, string carrier) => new(arn[(arn.LastIndexOf('/') + 1)..], arn, carrier);
}
