using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;

namespace ActorKube.ApiServer.Caching;

/// <summary>One change of one object of the cache, with what was there before, by which a selecting watch tells whether the object was among its own.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object after the change; the last state, with the revision of the removal, if it is gone.</param>
/// <param name="Before">The object before the change; null if there was none, or if it is not known any more.</param>
internal sealed record CachedChange(WatchEventType Type, ApiObject Object, ApiObject? Before)
{
    /// <summary>The revision of the change.</summary>
    internal Revision Revision => Object.Revision;
}
