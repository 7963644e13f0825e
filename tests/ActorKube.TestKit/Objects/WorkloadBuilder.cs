using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;

namespace ActorKube.TestKit.Objects;

/// <summary>What Deployments and ReplicaSets share: replicas, selector and pod template.</summary>
/// <typeparam name="TSelf">The builder, so that words chain.</typeparam>
public abstract class WorkloadBuilder<TSelf> : ObjectBuilder<TSelf> where TSelf : WorkloadBuilder<TSelf>
{
    private protected WorkloadBuilder(ResourceKind kind, string name) : base(kind, name)
    {
        Spec["replicas"] = 1;
        Selecting("app", name);
        Of(new PodBuilder(name).Labelled("app", name));
    }

    /// <summary>With so many replicas wanted.</summary>
    public TSelf Replicas(int replicas) => Put(Spec, "replicas", replicas);

    /// <summary>Selecting pods by one more label.</summary>
    public TSelf Selecting(string key, string value) => Put(Part(Part(Spec, "selector"), "matchLabels"), key, value);

    /// <summary>Of pods like that one, labels included.</summary>
    public TSelf Of(PodBuilder pod) => Put(Spec, "template", pod.Template());

    /// <summary>A pod is available once it was Ready for so long.</summary>
    public TSelf MinReady(int seconds) => Put(Spec, "minReadySeconds", seconds);

    /// <summary>With these fields of status.</summary>
    public TSelf Counting(params (string Field, int Count)[] fields)
    {
        foreach (var (field, count) in fields)
            Status[field] = JsonValue.Create(count);
        return (TSelf)this;
    }
}
