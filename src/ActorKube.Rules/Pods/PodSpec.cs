using System.Collections.Immutable;
using ActorKube.Model.Objects;
using k8s.Models;

namespace ActorKube.Rules.Pods;

/// <summary>A pod as its manifest wants it, read once.</summary>
/// <param name="Object">The snapshot that it was read from.</param>
/// <param name="Containers">Init containers and sidecars in their order, then the ordinary ones.</param>
/// <param name="RestartPolicy">Always, OnFailure or Never.</param>
/// <param name="GraceSeconds">The pod's own grace on deletion.</param>
public sealed record PodSpec(ApiObject Object, ImmutableArray<ContainerSpec> Containers, string RestartPolicy, long GraceSeconds)
{
    private const int LongestHostname = 63;

    /// <summary>The pod's host name: <c>spec.hostname</c>, or its name as far as a host name may go.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field.</remarks>
    public required string Hostname { get; init; }

    /// <summary>The service account; empty if the manifest names none.</summary>
    public string ServiceAccountName { get; init; } = "";

    /// <summary>Reads a pod.</summary>
    public static PodSpec Of(ApiObject pod)
    {
        var spec = pod.As<V1Pod>().Spec;
        return new(
            pod,
            [
                .. (spec.InitContainers ?? []).Select(container => new ContainerSpec(container, container.RestartPolicy == "Always" ? ContainerRole.Sidecar : ContainerRole.Init)),
                .. spec.Containers.Select(container => new ContainerSpec(container, ContainerRole.Main)),
            ],
            spec.RestartPolicy ?? "Always",
            spec.TerminationGracePeriodSeconds ?? 30)
        {
            ServiceAccountName = spec.ServiceAccountName ?? "",
            Hostname = spec.Hostname is { Length: > 0 } hostname ? hostname
                : pod.Key.Name.Length <= LongestHostname ? pod.Key.Name : pod.Key.Name[..LongestHostname].TrimEnd('-', '.'),
        };
    }

    /// <summary>Name and uid as the kubelet's messages have them: <c>web_default(uid)</c>.</summary>
    public string FullName => $"{Object.Key.Name}_{Object.Key.Namespace}({Object.Metadata.Uid})";
}
