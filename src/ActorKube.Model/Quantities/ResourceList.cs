using System.Collections;
using System.Text.Json;
using ActorKube.Model.Json;

namespace ActorKube.Model.Quantities;

/// <summary>An immutable list of quantities by resource name (<c>cpu</c>, <c>memory</c>, <c>pods</c>, extended resources), in order of name.</summary>
public sealed class ResourceList : IReadOnlyCollection<KeyValuePair<string, Quantity>>
{
    /// <summary>Resource name of processor time, in cores.</summary>
    public const string Cpu = "cpu";

    /// <summary>Resource name of memory, in bytes.</summary>
    public const string Memory = "memory";

    /// <summary>Resource name of the number of pods that a node takes.</summary>
    public const string Pods = "pods";

    /// <summary>The list without entries.</summary>
    public static readonly ResourceList Empty = new([]);

    private readonly KeyValuePair<string, Quantity>[] _entries;

    private ResourceList(KeyValuePair<string, Quantity>[] sorted) => _entries = sorted;

    /// <inheritdoc/>
    public int Count => _entries.Length;

    /// <summary>The quantity of that resource; zero if it isn't listed.</summary>
    public Quantity this[string name]
    {
        get
        {
            foreach (var (key, quantity) in _entries)
                if (key == name)
                    return quantity;
            return Quantity.Zero;
        }
    }

    /// <summary>A list of these entries.</summary>
    public static ResourceList From(IEnumerable<KeyValuePair<string, Quantity>> entries)
    {
        var sorted = entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToArray();
        return sorted.Length == 0 ? Empty : new ResourceList(sorted);
    }

    /// <summary>The sums, resource by resource.</summary>
    public ResourceList Plus(ResourceList other) => Combine(other, static (left, right) => left + right);

    /// <summary>The differences, resource by resource; may go below zero.</summary>
    public ResourceList Minus(ResourceList other) => Combine(other, static (left, right) => left - right);

    /// <summary>The larger of both, resource by resource.</summary>
    public ResourceList Max(ResourceList other) => Combine(other, static (left, right) => left >= right ? left : right);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Quantity>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, Quantity>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>cpu=500m,memory=1Gi</c>.</summary>
    public override string ToString() => string.Join(',', _entries.Select(entry => $"{entry.Key}={entry.Value}"));

    internal static ResourceList Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return Empty;
        var entries = new List<KeyValuePair<string, Quantity>>();
        foreach (var entry in element.EnumerateObject())
        {
            var text = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString() : entry.Value.GetRawText();
            if (Quantity.TryParse(text, out var quantity))
                entries.Add(new(entry.Name, quantity));
        }
        return From(entries);
    }

    private ResourceList Combine(ResourceList other, Func<Quantity, Quantity, Quantity> combine)
    {
        if (other._entries.Length == 0 && _entries.Length == 0)
            return this;
        var names = _entries.Select(entry => entry.Key).Union(other._entries.Select(entry => entry.Key));
        return From(names.Select(name => new KeyValuePair<string, Quantity>(name, combine(this[name], other[name]))));
    }
}
