using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>A managed policy of either kind: a customer's own, or one of AWS's.</summary>
public abstract record ManagedPolicySource
{
    private ManagedPolicySource()
    {
    }

    /// <summary>The version in force, ready to decide.</summary>
    public abstract CompiledPolicy Compiled { get; }

    /// <summary>Finds the policy with that ARN among the account's own and AWS's.</summary>
    public static bool TryFind(Account account, string arn, [NotNullWhen(true)] out ManagedPolicySource? source)
    {
        source = null;
        if (Catalog.ManagedPolicies.TryFind(arn, out Catalog.ManagedPolicy? aws))
            source = new OfAws(aws);
        else if (account.ManagedPolicies.TryGet(arn[(arn.LastIndexOf('/') + 1)..], out ManagedPolicy? own)
            && string.Equals(own.Arn.ToString(), arn, StringComparison.Ordinal))
            source = new OfCustomer(own);
        return source is not null;
    }

    public sealed record OfCustomer(ManagedPolicy Policy) : ManagedPolicySource
    {
        public override CompiledPolicy Compiled => Policy.DefaultDocument.Compiled;
    }

    public sealed record OfAws(Catalog.ManagedPolicy Policy) : ManagedPolicySource
    {
        public override CompiledPolicy Compiled => Policy.Compiled;
    }
}
