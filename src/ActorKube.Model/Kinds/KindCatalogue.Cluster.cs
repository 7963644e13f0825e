using k8s.Models;

namespace ActorKube.Model.Kinds;

/// <content>What a cluster is made of: namespaces, nodes, events, leases, and definitions of more kinds.</content>
public sealed partial class KindCatalogue
{
    private const string EventsGroup = "events.k8s.io";

    /// <summary>Namespace, core/v1, cluster-scoped.</summary>
    public static readonly ResourceKind Namespace = WithStatus(
        OfCluster<V1Namespace>("", "v1", "Namespace", "namespaces", "ns") with { Verbs = ["create", "delete", "get", "list", "patch", "update", "watch"] },
        new SubresourceKind("finalize", "", "v1", "Namespace", "update"));

    /// <summary>Node, core/v1, cluster-scoped.</summary>
    public static readonly ResourceKind Node = WithStatus(OfCluster<V1Node>("", "v1", "Node", "nodes", "no"));

    /// <summary>Event, core/v1; kept in memory only.</summary>
    public static readonly ResourceKind Event = Namespaced<Corev1Event>("", "v1", "Event", "events", "ev") with { Journaled = false };

    /// <summary>Event, events.k8s.io/v1: another version of <see cref="Event"/>.</summary>
    public static readonly ResourceKind EventsEvent =
        Namespaced<Eventsv1Event>(EventsGroup, "v1", "Event", "events") with { Journaled = false, StoredAs = Event };

    /// <summary>Lease, coordination.k8s.io/v1.</summary>
    public static readonly ResourceKind Lease = Namespaced<V1Lease>("coordination.k8s.io", "v1", "Lease", "leases");

    /// <summary>RuntimeClass, node.k8s.io/v1, cluster-scoped.</summary>
    public static readonly ResourceKind RuntimeClass = OfCluster<V1RuntimeClass>("node.k8s.io", "v1", "RuntimeClass", "runtimeclasses");

    /// <summary>CustomResourceDefinition, apiextensions.k8s.io/v1, cluster-scoped.</summary>
    public static readonly ResourceKind CustomResourceDefinition = WithStatus(
        OfCluster<V1CustomResourceDefinition>("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", "crd", "crds") with
        {
            Categories = ["api-extensions"],
        });

    private static ResourceKind[] ClusterKinds => [Namespace, Node, Event, EventsEvent, Lease, RuntimeClass, CustomResourceDefinition];
}
