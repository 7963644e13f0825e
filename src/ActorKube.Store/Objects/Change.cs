using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;

namespace ActorKube.Store.Objects;

/// <summary>
/// One change of one object. It tells by itself whether a watch of some nodes' pods begins or ceases to match, so that watches can resume after
/// a restart from changes whose predecessors are compacted away.
/// </summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object after the change, or the last state of one that was removed; with the revision of the change.</param>
/// <param name="PreviousNode">The node that the pod was on before the change; empty for none, and for other kinds.</param>
/// <param name="Before">The state before, at the new revision, of a pod that went from one node to another; otherwise null.</param>
internal sealed record Change(WatchEventType Type, ApiObject Object, string PreviousNode = "", ApiObject? Before = null)
{
    public ResourceKey Key => Object.Key;

    public Revision Revision => Object.Revision;

    /// <summary>The bytes that it keeps in memory and in the journal.</summary>
    public int Bytes => Object.Json.Length + (Before?.Json.Length ?? 0);

    /// <summary>The node that the pod is on after the change; empty for none, and for other kinds.</summary>
    public string Node => NodeOf(Object);

    /// <summary>A change that puts an object, which already has its revision.</summary>
    public static Change Put(ApiObject? previous, ApiObject next)
    {
        var node = NodeOf(previous);
        var moved = node.Length > 0 && node != NodeOf(next);
        return new(
            previous is null ? WatchEventType.Added : WatchEventType.Modified, next, node, moved ? previous!.WithRevision(next.Revision) : null);
    }

    /// <summary>A change that removes an object; this is its last state with the revision of the removal.</summary>
    public static Change Remove(ApiObject last) => new(WatchEventType.Deleted, last, NodeOf(last));

    private static string NodeOf(ApiObject? value) => value?.Key.Kind == KindCatalogue.Pod ? value.Pod.NodeName : "";
}
