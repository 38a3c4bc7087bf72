using System.Globalization;
using System.Text;

namespace Iamd.Accounts;

/// <summary>One page of a list.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Marker">Where the next page starts; null when this is the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Marker)
{
    /// <summary>True, or false at the end; as the response's <c>IsTruncated</c>.</summary>
    public bool IsTruncated => Marker is not null;
}

/// <summary>Paging as IAM does it: <c>MaxItems</c> (100 by default) and an opaque <c>Marker</c> that names the last item given.</summary>
/// <remarks>
/// The marker holds the key of the last item, so pages stay right while others write: nothing comes twice, nothing is lost.
/// It is sealed for its account and operation; any other is refused as AWS does.
/// </remarks>
public static class Paging
{
    private const int DefaultItems = 100;

    /// <summary>Cuts a page.</summary>
    /// <param name="after">The items after a key in their order; all of them for null.</param>
    /// <param name="key">The key of an item.</param>
    /// <param name="maxItems">As in the request.</param>
    /// <param name="marker">As in the request.</param>
    /// <param name="operation">The list that the marker belongs to, parameters included that select its items.</param>
    public static Result<Page<T>> Cut<T>(
        Func<string?, IEnumerable<T>> after,
        Func<T, string> key,
        int? maxItems,
        string? marker,
        string operation,
        Call call)
    {
        string? last = null;
        if (marker is not null && !TryOpen(marker, operation, call, out last))
            return IamErrors.ValidationError("Invalid Marker.");
        int limit = maxItems ?? DefaultItems;
        List<T> items = [];
        foreach (T item in after(last))
        {
            if (items.Count == limit)
                return new Page<T>(items, Seal(key(items[^1]), operation, call));
            items.Add(item);
        }
        return new Page<T>(items, null);
    }

    /// <summary>Cuts a page of a table, sorted by name, of the entities whose path begins with a prefix.</summary>
    /// <param name="pathPrefix">As in the request; null for all.</param>
    /// <param name="operation">Name of the operation.</param>
    public static Result<Page<T>> CutByName<T>(
        Table<T> table,
        string? pathPrefix,
        int? maxItems,
        string? marker,
        string operation,
        Call call)
        where T : NamedEntity
    {
        string prefix = pathPrefix ?? "/";
        return Cut(
            after => table.After(after).Where(entity => entity.Path.StartsWith(prefix, StringComparison.Ordinal)),
            entity => entity.Name,
            maxItems,
            marker,
            $"{operation} {prefix}",
            call);
    }

    /// <summary>Cuts a page of a short list in the order of creation.</summary>
    /// <param name="items">The list, in any order.</param>
    /// <param name="createdAt">When an item was made.</param>
    /// <param name="id">What tells items of one moment apart.</param>
    /// <param name="maxItems">As in the request.</param>
    /// <param name="marker">As in the request.</param>
    /// <param name="operation">The list that the marker belongs to, parameters included that select its items.</param>
    public static Result<Page<T>> CutByAge<T>(
        IEnumerable<T> items,
        Func<T, DateTimeOffset> createdAt,
        Func<T, string> id,
        int? maxItems,
        string? marker,
        string operation,
        Call call)
    {
        return Cut(
            after => items.Where(item => after is null || string.CompareOrdinal(Place(item), after) > 0).OrderBy(Place, StringComparer.Ordinal),
            Place,
            maxItems,
            marker,
            operation,
            call);

        // The moment as text that sorts like it.
        string Place(T item) => $"{createdAt(item).UtcTicks.ToString("D19", CultureInfo.InvariantCulture)} {id(item)}";
    }

    private static string Seal(string key, string operation, Call call)
    {
        SealedSecret secret = call.Keys.Seal(
            SecretKind.Marker, call.Caller.Account, operation, Encoding.UTF8.GetBytes(key), call.Now, call.Randomness);
        byte[] bytes = [.. BitConverter.GetBytes(secret.DataKeyId), .. secret.Bytes];
        return Convert.ToBase64String(bytes);
    }

    private static bool TryOpen(string marker, string operation, Call call, out string? key)
    {
        key = null;
        byte[] bytes = new byte[marker.Length];
        if (!Convert.TryFromBase64String(marker, bytes, out int length) || length < sizeof(int))
            return false;
        SealedSecret secret = new(BitConverter.ToInt32(bytes), [.. bytes.AsSpan(sizeof(int)..length)]);
        if (!call.Keys.TryOpen(SecretKind.Marker, call.Caller.Account, operation, secret, out byte[]? opened))
            return false;
        key = Encoding.UTF8.GetString(opened);
        return true;
    }
}
