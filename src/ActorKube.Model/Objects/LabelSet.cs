using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ActorKube.Model.Objects;

/// <summary>
/// A small immutable map of strings, for labels and annotations: one array sorted by key, so that a hundred thousand objects
/// carry no hash tables. Equal if the entries are.
/// </summary>
public sealed class LabelSet : IReadOnlyDictionary<string, string>, IEquatable<LabelSet>
{
    /// <summary>The set without entries.</summary>
    public static readonly LabelSet Empty = new([]);

    private readonly KeyValuePair<string, string>[] _entries;

    private LabelSet(KeyValuePair<string, string>[] sorted) => _entries = sorted;

    /// <summary>A set of these entries; of two with the same key the last one wins.</summary>
    public static LabelSet From(IEnumerable<KeyValuePair<string, string>>? entries)
    {
        if (entries is null)
            return Empty;
        if (entries is LabelSet same)
            return same;
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            sorted[key] = value;
        return sorted.Count == 0 ? Empty : new LabelSet([.. sorted]);
    }

    /// <summary>A set of one entry.</summary>
    public static LabelSet Of(string key, string value) => new([new(key, value)]);

    /// <inheritdoc/>
    public int Count => _entries.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _entries.Select(entry => entry.Key);

    /// <inheritdoc/>
    public IEnumerable<string> Values => _entries.Select(entry => entry.Value);

    /// <inheritdoc/>
    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"no entry {key}");

    /// <summary>This set with one entry added or replaced.</summary>
    public LabelSet With(string key, string value) => From(_entries.Append(new(key, value)));

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        int low = 0, high = _entries.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = string.CompareOrdinal(_entries[middle].Key, key);
            if (order == 0)
            {
                value = _entries[middle].Value;
                return true;
            }
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        value = null;
        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(LabelSet? other) => other is not null && _entries.AsSpan().SequenceEqual(other._entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (key, value) in _entries)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }
        return hash.ToHashCode();
    }

    /// <summary><c>a=1,b=2</c>, as kubectl prints labels.</summary>
    public override string ToString() => string.Join(',', _entries.Select(entry => $"{entry.Key}={entry.Value}"));
}
