using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.Store.Objects;

/// <summary>The objects of one kind: found by key at once, and listed in order from any place on without a look at those before.</summary>
internal sealed class KindIndex(ResourceKind kind)
{
    private readonly Dictionary<Place, ApiObject> _objects = [];
    private readonly SortedSet<Place> _order = [];

    public ResourceKind Kind => kind;

    public int Count => _objects.Count;

    public ApiObject? Find(Place place) => _objects.GetValueOrDefault(place);

    public void Put(ApiObject value)
    {
        var place = Place.Of(value.Key);
        if (_objects.TryAdd(place, value))
            _order.Add(place);
        else
            _objects[place] = value;
    }

    public void Remove(Place place)
    {
        if (_objects.Remove(place))
            _order.Remove(place);
    }

    /// <summary>The objects after a place (null for all), in order, of one namespace (null for all).</summary>
    public IEnumerable<ApiObject> List(string? @namespace, Place? after)
    {
        var first = @namespace is null ? default : new Place(@namespace, "");
        var from = after is { } place && place.CompareTo(first) > 0 ? place : first;
        if (_order.Count == 0 || _order.Max.CompareTo(from) < 0)
            yield break;
        foreach (var next in _order.GetViewBetween(from, _order.Max))
        {
            if (@namespace is not null && next.Namespace != @namespace)
                yield break;
            if (after is null || next.CompareTo(after.Value) > 0)
                yield return _objects[next];
        }
    }
}
