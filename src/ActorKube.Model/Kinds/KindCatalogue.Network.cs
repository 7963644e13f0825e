using k8s.Models;

namespace ActorKube.Model.Kinds;

/// <content>How pods are reached.</content>
public sealed partial class KindCatalogue
{
    private const string Networking = "networking.k8s.io";

    /// <summary>Service, core/v1.</summary>
    public static readonly ResourceKind Service = WithStatus(Namespaced<V1Service>("", "v1", "Service", "services", "svc") with { Categories = Everything });

    /// <summary>Endpoints, core/v1.</summary>
    public static readonly ResourceKind Endpoints = Namespaced<V1Endpoints>("", "v1", "Endpoints", "endpoints", "ep");

    /// <summary>EndpointSlice, discovery.k8s.io/v1.</summary>
    public static readonly ResourceKind EndpointSlice = Namespaced<V1EndpointSlice>("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices");

    /// <summary>Ingress, networking.k8s.io/v1.</summary>
    public static readonly ResourceKind Ingress = WithStatus(Namespaced<V1Ingress>(Networking, "v1", "Ingress", "ingresses", "ing"));

    /// <summary>IngressClass, networking.k8s.io/v1, cluster-scoped.</summary>
    public static readonly ResourceKind IngressClass = OfCluster<V1IngressClass>(Networking, "v1", "IngressClass", "ingressclasses");

    /// <summary>NetworkPolicy, networking.k8s.io/v1.</summary>
    public static readonly ResourceKind NetworkPolicy = Namespaced<V1NetworkPolicy>(Networking, "v1", "NetworkPolicy", "networkpolicies", "netpol");

    private static ResourceKind[] NetworkKinds => [Service, Endpoints, EndpointSlice, Ingress, IngressClass, NetworkPolicy];
}
