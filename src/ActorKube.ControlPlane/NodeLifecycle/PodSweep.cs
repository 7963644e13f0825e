using ActorKube.ControlPlane.Controllers;
using ActorKube.ControlPlane.Watching;
using ActorKube.Model.Kinds;
using ActorKube.Model.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Nodes;

namespace ActorKube.ControlPlane.NodeLifecycle;

/// <summary>Finds the pods whose node makes them leave. It looks only at nodes that are tainted, dead or missing, so a healthy cluster costs nothing.</summary>
internal sealed class PodSweep(ObjectCache cache, OwnWrites writes, NodeLifecycleSettings settings)
{
    private readonly Dictionary<string, DateTimeOffset> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<ResourceKey, DateTimeOffset> _resting = [];

    /// <summary>Notes that a node's object is gone.</summary>
    internal void NodeIsMissing(string node, DateTimeOffset now) => _missing.TryAdd(node, now);

    /// <summary>Notes a bound pod, whose node may not exist.</summary>
    internal void PodIsBound(string node, DateTimeOffset now)
    {
        if (cache.Find(ResourceKey.Node(node)) is null)
            _missing.TryAdd(node, now);
    }

    /// <summary>Leaves a pod alone for a while after the store refused to let it go.</summary>
    internal void Rest(ResourceKey pod, DateTimeOffset now) => _resting[pod] = now + settings.EvictionRetry;

    /// <summary>The pods that leave a node now, and those that are not Ready any more because it is taken for dead.</summary>
    internal IEnumerable<PodDeparture> Leave(ApiObject node, HostPresence presence, DateTimeOffset now)
    {
        var view = node.Node;
        if (view.Ready != "Unknown" && !view.Taints.Any(taint => taint.Effect == Taint.NoExecute))
            yield break;
        foreach (var pod in Free(cache.PodsOn(node.Key.Name), now))
        {
            var fate = PodFates.OnNode(pod, view, presence, settings.Policy.Migration, now);
            if (fate != PodFate.Stay)
                yield return new(pod.Key, PodDepartures.Changes(pod, fate, now), Atomic: fate == PodFate.Move);
            else if (view.Ready == "Unknown" && PodReadiness.Suspend(pod, now) is { } suspend)
                yield return new(pod.Key, [suspend]);
        }
    }

    /// <summary>The pods of a node that has returned get their readiness back.</summary>
    internal IEnumerable<PodDeparture> Resume(ApiObject node, DateTimeOffset now) =>
        Free(cache.PodsOn(node.Key.Name), now).Select(pod => (pod, change: PodReadiness.Resume(pod, now)))
            .Where(item => item.change is not null).Select(item => new PodDeparture(item.pod.Key, [item.change!]));

    /// <summary>The pods whose node has not existed for too long.</summary>
    internal IEnumerable<PodDeparture> CollectFromMissingNodes(DateTimeOffset now)
    {
        foreach (var (node, since) in _missing.ToList())
        {
            var pods = cache.PodsOn(node).ToList();
            if (pods.Count == 0 || cache.Find(ResourceKey.Node(node)) is not null)
                _missing.Remove(node);
            else if (PodFates.OnMissingNode(since, settings.Policy.PodGcQuarantine, now) is var fate && fate != PodFate.Stay)
                foreach (var pod in Free(pods, now))
                    yield return new(pod.Key, PodDepartures.Collected(pod));
        }
    }

    private List<ApiObject> Free(IEnumerable<ApiObject> pods, DateTimeOffset now)
    {
        if (_resting.Count > 0)
            foreach (var (key, until) in _resting.Where(item => item.Value <= now).ToList())
                _resting.Remove(key);
        return [.. pods.Where(pod => pod.Key.Kind == KindCatalogue.Pod && !writes.IsBusy(pod.Key) && !_resting.ContainsKey(pod.Key))];
    }
}
