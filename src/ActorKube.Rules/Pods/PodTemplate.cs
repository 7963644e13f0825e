using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using ActorKube.Model.Objects;
using k8s.Models;

namespace ActorKube.Rules.Pods;

/// <summary>What pods of one template have in common: their specs, but for the node. It is read once for all of them, and gone with the last.</summary>
public sealed record PodTemplate
{
    private const int ManyTemplates = 1000;

    private static readonly ConcurrentDictionary<(UInt128, UInt128), WeakReference<PodTemplate>> Known = [];

    /// <summary>Init containers and sidecars in their order, then the ordinary ones, then the ephemeral ones.</summary>
    public required ImmutableArray<ContainerSpec> Containers { get; init; }

    /// <summary>Always, OnFailure or Never.</summary>
    public required string RestartPolicy { get; init; }

    /// <summary>The pod's own grace on deletion.</summary>
    public required long GraceSeconds { get; init; }

    /// <summary>How long the pod may be active, emulated time; null for ever.</summary>
    public TimeSpan? ActiveDeadline { get; init; }

    /// <summary>The host name; empty for the pod's own name.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>The service account; empty if the manifest names none.</summary>
    public string ServiceAccountName { get; init; } = "";

    /// <summary>The runtime class; empty if the manifest names none.</summary>
    public string RuntimeClassName { get; init; } = "";

    /// <summary>The volumes that its containers may mount.</summary>
    public IReadOnlyList<V1Volume> Volumes { get; init; } = [];

    /// <summary>True if its containers see each other's processes.</summary>
    public bool SharesProcesses { get; init; }

    /// <summary>Types of the conditions that must be True besides for the pod to be ready.</summary>
    public ImmutableArray<string> ReadinessGates { get; init; } = [];

    /// <summary>Names of the Secrets that its images may be pulled with.</summary>
    public ImmutableArray<string> PullSecrets { get; init; } = [];

    /// <summary>The template of a pod: that of another pod whose spec says the same, if there is one.</summary>
    internal static PodTemplate Of(ApiObject pod)
    {
        var key = KeyOf(pod.Json.Span);
        if (Known.TryGetValue(key, out var weak) && weak.TryGetTarget(out var known))
            return known;
        var template = Read(pod.As<V1Pod>().Spec);
        Known[key] = new(template);
        if (Known.Count > ManyTemplates)
            foreach (var (old, reference) in Known)
                if (!reference.TryGetTarget(out _))
                    Known.TryRemove(old, out _);
        return template;
    }

    /// <summary>The bytes of a pod's spec.</summary>
    internal static ReadOnlySpan<byte> SpecOf(ReadOnlySpan<byte> json) => Member(json, "spec"u8, out _);

    private static PodTemplate Read(V1PodSpec spec) => new()
    {
        Containers =
        [
            .. (spec.InitContainers ?? []).Select(container => new ContainerSpec(container, container.RestartPolicy == "Always" ? ContainerRole.Sidecar : ContainerRole.Init)),
            .. spec.Containers.Select(container => new ContainerSpec(container, ContainerRole.Main)),
            .. (spec.EphemeralContainers ?? []).Select(container => new ContainerSpec(Plain(container), ContainerRole.Ephemeral)),
        ],
        RestartPolicy = spec.RestartPolicy ?? "Always",
        GraceSeconds = spec.TerminationGracePeriodSeconds ?? 30,
        ActiveDeadline = spec.ActiveDeadlineSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Hostname = spec.Hostname ?? "",
        RuntimeClassName = spec.RuntimeClassName ?? "",
        ServiceAccountName = spec.ServiceAccountName ?? "",
        Volumes = spec.Volumes is { Count: > 0 } volumes ? [.. volumes] : [],
        SharesProcesses = spec.ShareProcessNamespace == true,
        ReadinessGates = [.. (spec.ReadinessGates ?? []).Select(gate => gate.ConditionType)],
        PullSecrets = [.. (spec.ImagePullSecrets ?? []).Select(secret => secret.Name).Where(name => !string.IsNullOrEmpty(name))],
    };

    // A digest of the spec without the node's name: two specs with one digest are one spec.
    private static (UInt128, UInt128) KeyOf(ReadOnlySpan<byte> json)
    {
        var spec = SpecOf(json);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var node = Member(spec, "nodeName"u8, out var from);
        digest.AppendData(node.IsEmpty ? spec : spec[..from]);
        if (!node.IsEmpty)
            digest.AppendData(spec[(from + node.Length)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        digest.GetHashAndReset(hash);
        return (BitConverter.ToUInt128(hash), BitConverter.ToUInt128(hash[16..]));
    }

    private static ReadOnlySpan<byte> Member(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, out int from)
    {
        from = 0;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
        if (!reader.Read())
            return default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isIt)
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
