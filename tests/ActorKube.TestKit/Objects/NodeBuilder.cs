using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;

namespace ActorKube.TestKit.Objects;

/// <summary>Builds nodes.</summary>
public sealed class NodeBuilder : ObjectBuilder<NodeBuilder>
{
    internal NodeBuilder(string name) : base(KindCatalogue.Node, name)
    {
        Labelled("kubernetes.io/hostname", name);
        With(cpu: "4", memory: "8Gi", pods: 110);
    }

    /// <summary>With that capacity, all of it allocatable.</summary>
    public NodeBuilder With(string cpu, string memory, int pods = 110) =>
        Offering("cpu", cpu).Offering("memory", memory).Offering("pods", $"{pods}");

    /// <summary>With that much of any resource.</summary>
    public NodeBuilder Offering(string resource, string amount)
    {
        Part(Status, "capacity")[resource] = amount;
        return Put(Part(Status, "allocatable"), resource, amount);
    }

    /// <summary>With a taint.</summary>
    public NodeBuilder Tainted(string key, string effect = "NoSchedule", string value = "", DateTimeOffset? since = null)
    {
        var taint = new JsonObject { ["key"] = key, ["effect"] = effect };
        if (value.Length > 0)
            taint["value"] = value;
        if (since is { } time)
            taint["timeAdded"] = At.Text(time);
        return Append(Spec, "taints", taint);
    }

    /// <summary>Cordoned.</summary>
    public NodeBuilder Cordoned() => Put(Spec, "unschedulable", true);

    /// <summary>Its Ready condition is True.</summary>
    public NodeBuilder Ready(DateTimeOffset? since = null) => Condition("Ready", "True", "KubeletReady", since);

    /// <summary>Its Ready condition is False.</summary>
    public NodeBuilder NotReady(DateTimeOffset? since = null) => Condition("Ready", "False", "KubeletNotReady", since);

    /// <summary>Its Ready condition is Unknown: heartbeats are missing.</summary>
    public NodeBuilder Silent(DateTimeOffset? since = null) => Condition("Ready", "Unknown", "NodeStatusUnknown", since);
}
