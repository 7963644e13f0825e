using System.Diagnostics.CodeAnalysis;
using ActorKube.Model.Objects;

namespace ActorKube.ControlPlane.Controllers;

/// <summary>
/// Keys to look at, each at most once, in order of arrival. A key that is being worked on isn't handed out: if it is added meanwhile, it comes again when
/// the work is done.
/// </summary>
/// <remarks>The same three rules as client-go's workqueue.</remarks>
internal sealed class KeyQueue
{
    private readonly Queue<ResourceKey> _ready = [];
    private readonly HashSet<ResourceKey> _queued = [];
    private readonly HashSet<ResourceKey> _working = [];
    private readonly HashSet<ResourceKey> _again = [];

    internal int Ready => _ready.Count;

    internal int Working => _working.Count;

    internal void Add(ResourceKey key)
    {
        if (_working.Contains(key))
            _again.Add(key);
        else if (_queued.Add(key))
            _ready.Enqueue(key);
    }

    /// <summary>Hands out the next key; it is being worked on until <see cref="Done"/>.</summary>
    internal bool TryTake([MaybeNullWhen(false)] out ResourceKey key)
    {
        if (!_ready.TryDequeue(out key))
            return false;
        _queued.Remove(key);
        _working.Add(key);
        return true;
    }

    internal void Done(ResourceKey key)
    {
        _working.Remove(key);
        if (_again.Remove(key))
            Add(key);
    }
}
