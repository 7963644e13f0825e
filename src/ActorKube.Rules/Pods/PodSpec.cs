using System.Collections.Immutable;
using ActorKube.Model.Objects;
using k8s.Models;

namespace ActorKube.Rules.Pods;

/// <summary>A pod as its manifest wants it, read once.</summary>
/// <param name="Object">The snapshot that it was read from.</param>
/// <param name="Template">What it has in common with other pods.</param>
public sealed record PodSpec(ApiObject Object, PodTemplate Template)
{
    private const int LongestHostname = 63;

    /// <summary>Init containers and sidecars in their order, then the ordinary ones, then the ephemeral ones.</summary>
    public ImmutableArray<ContainerSpec> Containers => Template.Containers;

    /// <summary>Always, OnFailure or Never.</summary>
    public string RestartPolicy => Template.RestartPolicy;

    /// <summary>The pod's own grace on deletion, emulated time.</summary>
    public TimeSpan Grace => TimeSpan.FromSeconds(Template.GraceSeconds);

    /// <summary>How long the pod may be active, emulated time; null for ever.</summary>
    public TimeSpan? ActiveDeadline => Template.ActiveDeadline;

    /// <summary>The service account; empty if the manifest names none.</summary>
    public string ServiceAccountName => Template.ServiceAccountName;

    /// <summary>The runtime class; empty if the manifest names none.</summary>
    public string RuntimeClassName => Template.RuntimeClassName;

    /// <summary>The volumes that its containers may mount.</summary>
    public IReadOnlyList<V1Volume> Volumes => Template.Volumes;

    /// <summary>Names of the Secrets that its images may be pulled with.</summary>
    public ImmutableArray<string> PullSecrets => Template.PullSecrets;

    /// <summary>The pod's host name: <c>spec.hostname</c>, or its name as far as a host name may go.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field.</remarks>
    public string Hostname => Template.Hostname.Length > 0 ? Template.Hostname
        : Object.Key.Name.Length <= LongestHostname ? Object.Key.Name : Object.Key.Name[..LongestHostname].TrimEnd('-', '.');

    /// <summary>The container of that name, which is one of the pod's.</summary>
    public ContainerSpec Container(string name) => Containers.First(container => container.Name == name);

    /// <summary>Name and uid as the kubelet's messages have them: <c>web_default(uid)</c>.</summary>
    public string FullName => $"{Object.Key.Name}_{Object.Key.Namespace}({Object.Metadata.Uid})";

    /// <summary>Reads a pod.</summary>
    public static PodSpec Of(ApiObject pod) => new(pod, PodTemplate.Of(pod));

    /// <summary>This pod's later object: read anew only if its spec has changed, which is rare beside its own statuses.</summary>
    public PodSpec Updated(ApiObject pod) =>
        PodTemplate.SpecOf(pod.Json.Span).SequenceEqual(PodTemplate.SpecOf(Object.Json.Span)) ? this with { Object = pod } : Of(pod);
}
