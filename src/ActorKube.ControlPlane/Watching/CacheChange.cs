using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;

namespace ActorKube.ControlPlane.Watching;

/// <summary>A change of the cache.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Before">The snapshot that was there before, or null.</param>
/// <param name="After">The new snapshot; the last one if the object is gone.</param>
public sealed record CacheChange(WatchEventType Type, ApiObject? Before, ApiObject After);
