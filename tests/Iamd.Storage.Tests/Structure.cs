using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Iamd.Accounts;

namespace Iamd.Storage.Tests;

/// <summary>Writes out any value member by member, so that values compare by all that they hold.</summary>
internal static class Structure
{
    public static string Of(object? value)
    {
        StringBuilder text = new();
        Write(text, value, "");
        return text.ToString();
    }

    /// <summary>A whole world: version, entities, and what its indexes answer.</summary>
    public static string OfWorld(World world)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"version {world.Version}");
        foreach (Account account in world.Accounts)
        {
            foreach (Entity entity in account.Entities.OrderBy(e => e.GetType().Name + e.Id, StringComparer.Ordinal))
            {
                Write(text, entity, "  ");
                foreach (ReferenceKind kind in Enum.GetValues<ReferenceKind>())
                {
                    string target = (entity as NamedEntity)?.Arn.ToString() ?? entity.Id;
                    text.AppendLine(CultureInfo.InvariantCulture, $"  {kind}: {string.Join(", ", account.ReferrersTo(kind, entity.Id))}; {string.Join(", ", account.ReferrersTo(kind, target))}");
                }
                foreach (AccessKey key in (entity as User)?.AccessKeys ?? (entity as RootUser)?.AccessKeys ?? [])
                    text.AppendLine(CultureInfo.InvariantCulture, $"  {key.Id}: {world.TryGetAccessKeyOwner(key.Id, out AccessKeyOwner owner)} {owner}");
            }
            text.AppendLine(string.Join(", ", account.Users.Select(user => user.Name)));
            text.AppendLine(string.Join(", ", account.ManagedPolicies.Select(policy => policy.Name)));
            if (account.Settings.Alias is string alias)
                text.AppendLine(CultureInfo.InvariantCulture, $"{alias}: {world.TryGetAccountByAlias(alias, out _)}");
        }
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, string indent)
    {
        if (value is Document document)
            value = document.Text;
        if (value is Quotas quotas)
            value = quotas.Values;
        if (value is null || value is string || value.GetType() is { IsPrimitive: true } or { IsEnum: true }
            || value is DateTimeOffset or Guid or Iamd.Policy.AccountId or Iamd.Policy.Arn)
        {
            text.Append(indent).AppendLine(value is DateTimeOffset time ? time.ToString("O", CultureInfo.InvariantCulture) : value?.ToString() ?? "null");
            return;
        }
        text.Append(indent).AppendLine(value.GetType().Name);
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
                Write(text, item, indent + "  ");
            return;
        }
        // Compiled policies are made from the rest; the rest is what is compared.
        foreach (PropertyInfo property in value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.Name != "Compiled"))
        {
            text.Append(indent).Append(property.Name).AppendLine(":");
            Write(text, property.GetValue(value), indent + "  ");
        }
    }
}
