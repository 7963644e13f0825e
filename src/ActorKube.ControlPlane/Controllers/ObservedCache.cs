using ActorKube.ControlPlane.Watching;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Workloads;

namespace ActorKube.ControlPlane.Controllers;

/// <summary>What a reconciler sees of its controller: the cache, and why the controller's last changes were refused.</summary>
internal sealed class ObservedCache(ObjectCache cache, IReadOnlyDictionary<ResourceKey, Refusal> refusals) : IObserved
{
    public ApiObject? Find(ResourceKey key) => cache.Find(key);

    public IReadOnlyCollection<ApiObject> OfKind(ResourceKind kind) => cache.OfKind(kind);

    public IEnumerable<ApiObject> OwnedBy(string uid) => cache.OwnedBy(uid);

    public IEnumerable<ApiObject> WithoutController(ResourceKind kind, string @namespace) => cache.WithoutController(kind, @namespace);

    public Refusal? LastRefusal(ResourceKey key) => refusals.GetValueOrDefault(key);
}
