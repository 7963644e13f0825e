using System.Collections.Immutable;
using System.Text.Json;
using ActorKube.Model.Objects;
using k8s.Models;

namespace ActorKube.Rules.Pods;

/// <summary>A pod as its manifest wants it, read once.</summary>
/// <param name="Object">The snapshot that it was read from.</param>
/// <param name="Containers">Init containers and sidecars in their order, then the ordinary ones, then the ephemeral ones.</param>
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

    /// <summary>The runtime class; empty if the manifest names none.</summary>
    public string RuntimeClassName { get; init; } = "";

    /// <summary>The volumes that its containers may mount.</summary>
    public IReadOnlyList<V1Volume> Volumes { get; init; } = [];

    /// <summary>Names of the Secrets that its images may be pulled with.</summary>
    public ImmutableArray<string> PullSecrets { get; init; } = [];

    /// <summary>Reads a pod.</summary>
    public static PodSpec Of(ApiObject pod)
    {
        var spec = pod.As<V1Pod>().Spec;
        return new(
            pod,
            [
                .. (spec.InitContainers ?? []).Select(container => new ContainerSpec(container, container.RestartPolicy == "Always" ? ContainerRole.Sidecar : ContainerRole.Init)),
                .. spec.Containers.Select(container => new ContainerSpec(container, ContainerRole.Main)),
                .. (spec.EphemeralContainers ?? []).Select(container => new ContainerSpec(Plain(container), ContainerRole.Ephemeral)),
            ],
            spec.RestartPolicy ?? "Always",
            spec.TerminationGracePeriodSeconds ?? 30)
        {
            ActiveDeadline = spec.ActiveDeadlineSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            RuntimeClassName = spec.RuntimeClassName ?? "",
            ServiceAccountName = spec.ServiceAccountName ?? "",
            Volumes = spec.Volumes is { Count: > 0 } volumes ? [.. volumes] : [],
            PullSecrets = [.. (spec.ImagePullSecrets ?? []).Select(secret => secret.Name).Where(name => !string.IsNullOrEmpty(name))],
            Hostname = spec.Hostname is { Length: > 0 } hostname ? hostname
                : pod.Key.Name.Length <= LongestHostname ? pod.Key.Name : pod.Key.Name[..LongestHostname].TrimEnd('-', '.'),
        };
    }

    /// <summary>The pod's own grace on deletion, emulated time.</summary>
    public TimeSpan Grace => TimeSpan.FromSeconds(GraceSeconds);

    /// <summary>How long the pod may be active, emulated time; null for ever.</summary>
    public TimeSpan? ActiveDeadline { get; init; }

    /// <summary>Name and uid as the kubelet's messages have them: <c>web_default(uid)</c>.</summary>
    public string FullName => $"{Object.Key.Name}_{Object.Key.Namespace}({Object.Metadata.Uid})";

    /// <summary>This pod's later object: read anew only if its spec has changed, which is rare beside its own statuses.</summary>
    public PodSpec Updated(ApiObject pod) => SpecOf(pod.Json.Span).SequenceEqual(SpecOf(Object.Json.Span)) ? this with { Object = pod } : Of(pod);

    private static ReadOnlySpan<byte> SpecOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSpec = reader.ValueTextEquals("spec"u8);
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isSpec)
                return json[from..(int)reader.BytesConsumed];
        }
        return default;
    }

    // An ephemeral container has the fields of an ordinary one, and its target besides.
    private static V1Container Plain(V1EphemeralContainer container) => new()
    {
        Name = container.Name, Image = container.Image, ImagePullPolicy = container.ImagePullPolicy, Command = container.Command, Args = container.Args,
        Env = container.Env, EnvFrom = container.EnvFrom, WorkingDir = container.WorkingDir, VolumeMounts = container.VolumeMounts, SecurityContext = container.SecurityContext,
        Stdin = container.Stdin, StdinOnce = container.StdinOnce, Tty = container.Tty,
        TerminationMessagePath = container.TerminationMessagePath, TerminationMessagePolicy = container.TerminationMessagePolicy,
    };
}
