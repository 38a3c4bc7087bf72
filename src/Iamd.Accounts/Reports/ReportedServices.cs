namespace Iamd.Accounts;

/// <summary>Services as reports name them.</summary>
internal static class ReportedServices
{
    /// <summary>The service with that prefix; unlike in policies, its case matters.</summary>
    public static Catalog.Service? Find(string prefix) =>
        Catalog.Services.TryFind(prefix, out Catalog.Service? service) && string.Equals(service.Prefix, prefix, StringComparison.Ordinal) ? service : null;

    /// <summary>The name as recorded reports show it: without the abbreviation that the Service Authorization Reference appends to IAM's.</summary>
    public static string NameOf(Catalog.Service service) => service.Prefix is "iam" ? "AWS Identity and Access Management" : service.Name;

    /// <summary>Whether reports on actions follow this one.</summary>
    /// <remarks>
    /// IAM User Guide, "IAM action last accessed information services and actions". Only calls of the services that answer here
    /// can be seen; <c>iam:PassRole</c> is a permission that no call has for its own.
    /// </remarks>
    public static bool IsTracked(Catalog.ServiceAction action) =>
        (action.FullName.StartsWith("iam:", StringComparison.Ordinal) || action.FullName.StartsWith("sts:", StringComparison.Ordinal))
        && action.Name is not "PassRole";
}
