using System.Collections.Immutable;
using System.Text.Json;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;
using ActorKube.Model.Quantities;

namespace ActorKube.Model.Pods;

/// <summary>The compact immutable view of a pod that scheduling, node life and controllers decide by.</summary>
public sealed record PodView
{
    /// <summary><c>spec.nodeName</c>; empty while the pod is not bound.</summary>
    public required string NodeName { get; init; }

    /// <summary><c>spec.schedulerName</c>.</summary>
    public required string SchedulerName { get; init; }

    /// <summary><c>spec.nodeSelector</c>.</summary>
    public required LabelSet NodeSelector { get; init; }

    /// <summary><c>spec.tolerations</c>.</summary>
    public required ImmutableArray<Toleration> Tolerations { get; init; }

    /// <summary>Names of <c>spec.schedulingGates</c>: while there is one, the pod is not scheduled.</summary>
    public required ImmutableArray<string> SchedulingGates { get; init; }

    /// <summary><c>spec.priority</c>; zero if not set.</summary>
    public required int Priority { get; init; }

    /// <summary>
    /// What the pod takes from its node: the larger of all ordinary containers together and any single init container, with
    /// restartable init containers (sidecars) added as upstream does, plus overhead.
    /// </summary>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers.</remarks>
    public required ResourceList Requests { get; init; }

    /// <summary>The ports of the node that its containers take; mostly none.</summary>
    public required ImmutableArray<HostPort> HostPorts { get; init; }

    /// <summary>True if it has the node's network instead of an address of its own.</summary>
    public required bool UsesHostNetwork { get; init; }

    /// <summary><c>status.phase</c>: Pending, Running, Succeeded, Failed or Unknown; empty before the first status.</summary>
    public required string Phase { get; init; }

    /// <summary>True if the Ready condition is True.</summary>
    public required bool IsReady { get; init; }

    /// <summary>When the Ready condition last changed.</summary>
    public required DateTimeOffset? ReadyTransition { get; init; }

    /// <summary><c>status.podIP</c>; empty until the sandbox is made.</summary>
    public required string PodIP { get; init; }

    /// <summary>True once the pod is bound to a node.</summary>
    public bool IsBound => NodeName.Length > 0;

    /// <summary>True if the pod has ended for good: Succeeded or Failed.</summary>
    public bool IsTerminal => Phase is "Succeeded" or "Failed";

    internal static PodView Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, JsonFields.Documents);
        var spec = document.RootElement.Field("spec");
        var status = document.RootElement.Field("status");
        var ready = status.Items("conditions").FirstOrDefault(condition => condition.Text("type") == "Ready");
        return new PodView
        {
            NodeName = spec.Text("nodeName"),
            SchedulerName = spec.Text("schedulerName"),
            NodeSelector = LabelSet.From(spec.Entries("nodeSelector")),
            Tolerations =
            [
                .. spec.Items("tolerations").Select(toleration => new Toleration(
                    toleration.Text("key"),
                    toleration.Text("operator") is { Length: > 0 } @operator ? @operator : "Equal",
                    toleration.Text("value"), toleration.Text("effect"), toleration.Number("tolerationSeconds"))),
            ],
            SchedulingGates = [.. spec.Items("schedulingGates").Select(gate => gate.Text("name"))],
            Priority = (int)(spec.Number("priority") ?? 0),
            Requests = PodRequests.Of(spec, ResourceList.Empty),
            HostPorts = Ports(spec),
            UsesHostNetwork = spec.Field("hostNetwork").ValueKind == JsonValueKind.True,
            Phase = status.Text("phase"),
            IsReady = ready.Text("status") == "True",
            ReadyTransition = ready.Time("lastTransitionTime"),
            PodIP = status.Text("podIP"),
        };
    }

    // Init containers that end have given theirs back before the others begin; sidecars keep them.
    private static ImmutableArray<HostPort> Ports(JsonElement spec) =>
    [
        .. spec.Items("containers").Concat(spec.Items("initContainers").Where(container => container.Text("restartPolicy") == "Always"))
            .SelectMany(container => container.Items("ports")).Where(port => port.Number("hostPort") > 0)
            .Select(port => new HostPort(
                (int)port.Number("hostPort")!, port.Text("protocol") is { Length: > 0 } protocol ? protocol : "TCP",
                port.Text("hostIP") is { Length: > 0 } address ? address : HostPort.Everywhere, (int)(port.Number("containerPort") ?? 0))),
    ];
}
