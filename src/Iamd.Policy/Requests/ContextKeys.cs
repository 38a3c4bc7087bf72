using System.Collections.Immutable;

namespace Iamd.Policy;

/// <summary>A context key's value: one string, or a list of them (perhaps empty).</summary>
public readonly record struct ContextValue
{
    private readonly string? _single;
    private readonly ImmutableArray<string> _list;

    /// <summary>A single-valued key.</summary>
    public ContextValue(string single)
    {
        ArgumentNullException.ThrowIfNull(single);
        _single = single;
        _list = [];
    }

    /// <summary>A multivalued key, such as <c>aws:TagKeys</c>.</summary>
    public ContextValue(ImmutableArray<string> list) => _list = list.IsDefault ? [] : list;

    /// <summary>Whether it was given as a list.</summary>
    public bool IsList => _single is null;

    /// <summary>How many values there are.</summary>
    public int Count => _single is null ? (_list.IsDefault ? 0 : _list.Length) : 1;

    /// <summary>The value at a place.</summary>
    public string this[int index] => _single ?? _list[index];

    public bool Equals(ContextValue other) => IsList == other.IsList && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    public override int GetHashCode() => Count == 0 ? 0 : StringComparer.Ordinal.GetHashCode(this[0]);

    public override string ToString() => _single ?? $"[{string.Join(", ", Values)}]";

    /// <summary>All values.</summary>
    public ImmutableArray<string> Values => _single is null ? (_list.IsDefault ? [] : _list) : [_single];

    public static implicit operator ContextValue(string single) => new(single);

    public static implicit operator ContextValue(ImmutableArray<string> list) => new(list);

    public static implicit operator ContextValue(string[] list) => new([.. list]);
}

/// <summary>The context of a request: keys, equal without regard to case, with their values. Immutable.</summary>
/// <remarks>IAM User Guide, "The request context". A key that is not here is absent, which is not the same as empty.</remarks>
public sealed class ContextKeys
{
    // Not frozen: a context is made for each request, and freezing costs more than all look-ups in it.
    private readonly Dictionary<string, ContextValue> _values;

    /// <exception cref="ArgumentException">A key is there twice.</exception>
    public ContextKeys(IEnumerable<KeyValuePair<string, ContextValue>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string key, ContextValue value) in values)
            _values.Add(key, value);
    }

    /// <summary>No key at all.</summary>
    public static ContextKeys Empty { get; } = new([]);

    /// <summary>All keys and values, keys as they were given.</summary>
    public IReadOnlyDictionary<string, ContextValue> Values => _values;

    /// <summary>Whether the key is there, and its value.</summary>
    public bool TryGet(string key, out ContextValue value) => _values.TryGetValue(key, out value);

    /// <summary>The same keys with one more or another value for one.</summary>
    public ContextKeys With(string key, ContextValue value) =>
        new(_values.Where(pair => !string.Equals(pair.Key, key, StringComparison.OrdinalIgnoreCase)).Append(new(key, value)));
}
