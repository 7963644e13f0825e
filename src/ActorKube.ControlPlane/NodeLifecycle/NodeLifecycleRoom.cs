using ActorKube.ControlPlane.Controllers;
using ActorKube.ControlPlane.Events;
using ActorKube.Rules.Nodes;
using Akka.Actor;

namespace ActorKube.ControlPlane.NodeLifecycle;

/// <summary>The room <c>node-lifecycle</c>: what the composition root puts into the control plane.</summary>
public static class NodeLifecycleRoom
{
    /// <summary>The room, which also hears what Akka.Cluster says of the hosts.</summary>
    public static ControlPlaneRoom Open() => new(ControlPlaneRoom.NodeLifecycle, context => Lifecycle(context, Props.Create(() => new ClusterMembership())));

    internal static Props Lifecycle(ControlPlaneContext context, Props? membership)
    {
        var settings = NodeLifecycleSettings.From(context.Settings.Configuration, context.Time.Scale);
        var nodes = new EventRecorder(context.Store, "node-controller", context.Settings.EventsRemembered, context.Time);
        var evictions = new EventRecorder(context.Store, "taint-eviction-controller", context.Settings.EventsRemembered, context.Time);
        return Props.Create(() => new NodeLifecycleActor(
            context.Store, context.Epoch, context.Time, settings, notice => (notice.Reason == PodDepartures.EvictionReason ? evictions : nodes).Record(notice), membership));
    }
}
