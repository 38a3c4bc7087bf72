using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Iamd.Accounts;

/// <summary>The context that a request to the simulator states, read by the types it states.</summary>
/// <remarks>IAM API Reference, "ContextEntry".</remarks>
internal static class ContextEntries
{
    private const string ListSuffix = "List";

    /// <summary>Reads the entries over what is known anyway; of entries with one key the last counts.</summary>
    /// <param name="known">Keys that need not be stated; an entry takes the place of one.</param>
    public static bool TryRead(
        IReadOnlyList<Iam.ContextEntry> entries, ContextKeys known, [NotNullWhen(true)] out ContextKeys? context, [NotNullWhen(false)] out AwsError? error)
    {
        Dictionary<string, ContextValue> values = new(known.Values, StringComparer.OrdinalIgnoreCase);
        context = null;
        foreach (Iam.ContextEntry entry in entries)
        {
            if (entry.ContextKeyName is not string name)
            {
                error = SimulationErrors.ContextKeyWithoutName;
                return false;
            }
            string type = entry.ContextKeyType ?? Iam.ContextKeyTypeEnum.String;
            bool isList = type.EndsWith(ListSuffix, StringComparison.Ordinal);
            string single = isList ? type[..^ListSuffix.Length] : type;
            if (entry.ContextKeyValues.FirstOrDefault(value => !IsOfType(value, single)) is string wrong)
            {
                error = SimulationErrors.InvalidContextValue(name, wrong, type);
                return false;
            }
            // A single-valued type with several values is read as the list that it is.
            values[name] = isList || entry.ContextKeyValues.Count != 1
                ? new ContextValue([.. entry.ContextKeyValues])
                : new ContextValue(entry.ContextKeyValues[0]);
        }
        context = new ContextKeys(values);
        error = null;
        return true;
    }

    private static bool IsOfType(string value, string type) => type switch
    {
        Iam.ContextKeyTypeEnum.Numeric => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        Iam.ContextKeyTypeEnum.Boolean => bool.TryParse(value, out _),
        Iam.ContextKeyTypeEnum.Ip => IPAddress.TryParse(value, out _) || IPNetwork.TryParse(value, out _),
        Iam.ContextKeyTypeEnum.Date => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            || long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        Iam.ContextKeyTypeEnum.Binary => Convert.TryFromBase64String(value, new byte[value.Length], out _),
        _ => true,
    };
}
