using ActorKube.Model.Objects;

namespace ActorKube.Store.Objects;

/// <summary>The objects that are kept in memory only, in the order of their last writes, each with the emulated time at which it goes.</summary>
internal sealed class EphemeralShelf(TimeSpan lifetime)
{
    private readonly LinkedList<(ResourceKey Key, DateTimeOffset Expires)> _order = [];
    private readonly Dictionary<ResourceKey, LinkedListNode<(ResourceKey Key, DateTimeOffset Expires)>> _nodes = [];

    public int Count => _nodes.Count;

    public IEnumerable<(ResourceKey Key, DateTimeOffset Expires)> OldestFirst => _order;

    public void Put(ResourceKey key, DateTimeOffset now)
    {
        Remove(key);
        _nodes[key] = _order.AddLast((key, now + lifetime));
    }

    public void Remove(ResourceKey key)
    {
        if (_nodes.Remove(key, out var node))
            _order.Remove(node);
    }
}
