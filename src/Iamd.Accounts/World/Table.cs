using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Iamd.Accounts;

/// <summary>An immutable set of named entities, sorted by name regardless of case, with a seek by name.</summary>
/// <remarks>IAM User Guide, "IAM and AWS STS quotas": names of users, groups, roles and policies are unique regardless of case.</remarks>
public sealed class Table<T> : IReadOnlyCollection<T>
    where T : NamedEntity
{
    private readonly ImmutableSortedSet<Row> _rows;

    private Table(ImmutableSortedSet<Row> rows) => _rows = rows;

    public static Table<T> Empty { get; } = new(ImmutableSortedSet.Create<Row>(RowComparer.Instance));

    public int Count => _rows.Count;

    public bool Contains(string name) => _rows.Contains(new Row(name, null));

    public bool TryGet(string name, [NotNullWhen(true)] out T? entity)
    {
        bool found = _rows.TryGetValue(new Row(name, null), out Row row);
        entity = found ? row.Entity : null;
        return found;
    }

    /// <summary>The entities whose name comes after <paramref name="name"/>; all of them when it is null.</summary>
    public IEnumerable<T> After(string? name)
    {
        int start = 0;
        if (name is not null)
        {
            int index = _rows.IndexOf(new Row(name, null));
            start = index >= 0 ? index + 1 : ~index;
        }
        for (int i = start; i < _rows.Count; i++)
            yield return _rows[i].Entity!; // Rows in the set always hold an entity; only probes do not.
    }

    public IEnumerator<T> GetEnumerator() => _rows.Select(row => row.Entity!).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>All at once, which is much faster than one after another.</summary>
    internal static Table<T> Of(IEnumerable<Entity> entities) =>
        new(ImmutableSortedSet.CreateRange<Row>(RowComparer.Instance, entities.OfType<T>().Select(entity => new Row(entity.Name, entity))));

    internal Table<T> Put(T entity)
    {
        Row row = new(entity.Name, entity);
        ImmutableSortedSet<Row> added = _rows.Add(row);
        // Nothing was added where there is an entity of that name.
        return new(ReferenceEquals(added, _rows) ? _rows.Remove(row).Add(row) : added);
    }

    internal Table<T> Remove(string name) => new(_rows.Remove(new Row(name, null)));

    /// <summary>A name and its entity; a probe for a search has none.</summary>
    private readonly record struct Row(string Name, T? Entity);

    private sealed class RowComparer : IComparer<Row>
    {
        public static readonly RowComparer Instance = new();

        public int Compare(Row x, Row y) => string.Compare(x.Name, y.Name, StringComparison.OrdinalIgnoreCase);
    }
}
