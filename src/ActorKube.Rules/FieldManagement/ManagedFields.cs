using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ActorKube.Rules.FieldManagement;

/// <summary>Who owns what of one object: its <c>metadata.managedFields</c>.</summary>
internal sealed class ManagedFields
{
    /// <summary>Nobody owns anything.</summary>
    internal static readonly ManagedFields None = new([]);

    // Upstream's bound on entries that aren't of an apply; the oldest are put together above it.
    private const int MostUpdaters = 10;
    private const string Ancient = "ancient-changes";

    private ManagedFields(ImmutableArray<ManagedEntry> entries) => Entries = entries;

    internal ImmutableArray<ManagedEntry> Entries { get; }

    internal bool IsEmpty => Entries.IsEmpty;

    /// <summary>Null if an entry can't be read.</summary>
    internal static ManagedFields? Read(JsonNode? list)
    {
        if (list is not JsonArray items)
            return None;
        var entries = items.Select(ManagedEntry.Read).ToImmutableArray();
        return entries.Contains(null) ? null : Of(entries!);
    }

    /// <summary>True if a client asks that everybody shall own nothing any more: a list of one empty entry, since clients that don't know the field send none.</summary>
    internal static bool IsReset(JsonNode? list) => list is JsonArray { Count: 1 } items && items[0] is JsonObject { Count: 0 };

    /// <summary>The list in upstream's order; null if it is empty.</summary>
    internal JsonArray? Write() => IsEmpty
        ? null
        : new JsonArray([.. Entries.OrderBy(entry => !entry.Applies).ThenBy(entry => entry.Time, StringComparer.Ordinal).ThenBy(entry => entry.Manager, StringComparer.Ordinal)
            .ThenBy(entry => entry.ApiVersion, StringComparer.Ordinal).ThenBy(entry => entry.Subresource, StringComparer.Ordinal).Select(entry => entry.Write())]);

    internal ManagedEntry? Find(ManagedEntry like) => Entries.FirstOrDefault(entry => entry.IsOf(like));

    /// <summary>With this entry instead of the one that it takes after; without that one if this owns nothing.</summary>
    internal ManagedFields With(ManagedEntry entry) => Of([.. Entries.Where(other => !other.IsOf(entry)), entry]);

    /// <summary>With the entries as they are after something; null leaves one out.</summary>
    internal ManagedFields Select(Func<ManagedEntry, ManagedEntry?> change) => Of(Entries.Select(change).OfType<ManagedEntry>());

    /// <summary>With the oldest entries that aren't of an apply put together, while there are too many.</summary>
    internal ManagedFields Capped()
    {
        var updaters = Entries.Where(entry => !entry.Applies).OrderBy(entry => entry.Time, StringComparer.Ordinal).ThenBy(entry => entry.Manager, StringComparer.Ordinal).ToList();
        var capped = this;
        for (var excess = updaters.Count - MostUpdaters; excess > 0; excess--)
        {
            var oldest = updaters[0];
            // Only entries of one version can be put together.
            if (updaters.Skip(1).FirstOrDefault(entry => entry.ApiVersion == oldest.ApiVersion) is not { } next)
                return capped;
            var bucket = new ManagedEntry(Ancient, Applies: false, oldest.ApiVersion, "", next.Time, oldest.Fields.Union(next.Fields));
            capped = capped.Select(entry => entry.IsOf(oldest) || entry.IsOf(next) ? null : entry).With(bucket);
            updaters.Remove(oldest);
            updaters.Remove(next);
            updaters.Insert(0, bucket);
        }
        return capped;
    }

    /// <summary>True if both say the same, but for the times.</summary>
    internal bool SaysTheSameAs(ManagedFields other) =>
        Entries.Length == other.Entries.Length && Entries.All(entry => other.Find(entry)?.SaysTheSameAs(entry) == true);

    private static ManagedFields Of(IEnumerable<ManagedEntry> entries)
    {
        // Two entries of one manager are one; one that owns nothing is none.
        var merged = entries.Where(entry => !entry.Fields.IsEmpty)
            .GroupBy(entry => (entry.Manager, entry.Applies, entry.Subresource, Version: entry.Applies ? "" : entry.ApiVersion))
            .Select(group => group.Aggregate((one, other) => other with { Fields = one.Fields.Union(other.Fields) }));
        return new([.. merged]);
    }
}
