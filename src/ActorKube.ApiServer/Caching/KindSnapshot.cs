using System.Collections.Immutable;
using ActorKube.Model.Objects;

namespace ActorKube.ApiServer.Caching;

/// <summary>All objects of a kind at one revision, in order of namespace and name. Immutable: a list can take its time over it.</summary>
internal sealed class KindSnapshot
{
    internal static readonly KindSnapshot Empty = new(Revision.None, ImmutableSortedSet.Create<Placed>(PlacedOrder.Instance));

    private readonly ImmutableSortedSet<Placed> _objects;

    private KindSnapshot(Revision revision, ImmutableSortedSet<Placed> objects) => (Revision, _objects) = (revision, objects);

    /// <summary>Every change up to this revision is in.</summary>
    internal Revision Revision { get; }

    /// <summary>How many objects there are in all namespaces.</summary>
    internal int Count => _objects.Count;

    /// <summary>The object of that name, or null; the namespace is empty for a cluster-scoped kind.</summary>
    internal ApiObject? Find(string @namespace, string name) =>
        _objects.TryGetValue(new Placed(@namespace, name, null), out var found) ? found.Object : null;

    /// <summary>The object at a place from zero to <see cref="Count"/>, exclusive.</summary>
    internal ApiObject this[int index] => _objects[index].Object!;

    /// <summary>The places of one namespace, or of all if it is null, from a key on.</summary>
    /// <param name="namespace">The namespace; null for all.</param>
    /// <param name="after">Only objects after this <c>namespace/name</c>; empty for all.</param>
    internal (int First, int End) Range(string? @namespace, string after)
    {
        var (first, end) = @namespace is null ? (0, _objects.Count) : (PlaceOf(@namespace, ""), PlaceOf(@namespace + "\0", ""));
        if (after.Length > 0)
        {
            var slash = after.IndexOf('/', StringComparison.Ordinal);
            first = Math.Max(first, PlaceOf(slash < 0 ? "" : after[..slash], after[(slash + 1)..] + "\0"));
        }
        return (first, end);
    }

    internal KindSnapshot At(Revision revision) => revision == Revision ? this : new(revision, _objects);

    internal Builder ToBuilder() => new(_objects.ToBuilder());

    /// <summary>The place of an object, or the one where it would be.</summary>
    internal int PlaceOf(string @namespace, string name)
    {
        var index = _objects.IndexOf(new Placed(@namespace, name, null));
        return index < 0 ? ~index : index;
    }

    /// <summary>Takes many changes in at once.</summary>
    internal sealed class Builder
    {
        private readonly ImmutableSortedSet<Placed>.Builder _objects;

        internal Builder(ImmutableSortedSet<Placed>.Builder objects) => _objects = objects;

        internal ApiObject? Put(ApiObject value)
        {
            var before = Remove(value);
            _objects.Add(Placed.Of(value));
            return before;
        }

        internal ApiObject? Remove(ApiObject value)
        {
            if (!_objects.TryGetValue(Placed.Of(value), out var present))
                return null;
            _objects.Remove(present);
            return present.Object;
        }

        internal KindSnapshot Build(Revision revision) => new(revision, _objects.ToImmutable());
    }

    internal readonly record struct Placed(string Namespace, string Name, ApiObject? Object)
    {
        internal static Placed Of(ApiObject value) => new(value.Key.Namespace, value.Key.Name, value);
    }

    private sealed class PlacedOrder : IComparer<Placed>
    {
        internal static readonly PlacedOrder Instance = new();

        public int Compare(Placed x, Placed y)
        {
            var order = string.CompareOrdinal(x.Namespace, y.Namespace);
            return order != 0 ? order : string.CompareOrdinal(x.Name, y.Name);
        }
    }
}
