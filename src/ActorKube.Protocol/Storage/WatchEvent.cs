using ActorKube.Model.Objects;

namespace ActorKube.Protocol.Storage;

/// <summary>One change that a watch shows.</summary>
/// <param name="Type">What happened, from the watcher's point of view.</param>
/// <param name="Object">The object after the change; for Deleted its last state, with the revision of the deletion.</param>
public sealed record WatchEvent(WatchEventType Type, ApiObject Object);

/// <summary>Sorts of change, in upstream's words.</summary>
public enum WatchEventType
{
    /// <summary>The object is new, or begins to match the watch.</summary>
    Added,

    /// <summary>The object has a new revision.</summary>
    Modified,

    /// <summary>The object is gone, or ceases to match the watch.</summary>
    Deleted,
}
