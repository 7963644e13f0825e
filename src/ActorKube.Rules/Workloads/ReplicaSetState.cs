using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;
using ActorKube.Model.Selectors;
using ActorKube.Rules.Admission;
using k8s.Models;

namespace ActorKube.Rules.Workloads;

/// <summary>What the rules read from a ReplicaSet.</summary>
internal sealed record ReplicaSetState
{
    internal required ApiObject Source { get; init; }

    internal required int Replicas { get; init; }

    internal required LabelSelector Selector { get; init; }

    internal required int MinReadySeconds { get; init; }

    /// <summary>The pod template; read only.</summary>
    internal required JsonObject Template { get; init; }

    internal required ReplicaSetCounts Status { get; init; }

    /// <summary>Pods of the set that count now; only the rules of Deployments ask for them.</summary>
    internal int ActivePods { get; init; }

    /// <summary>True if the set's own controller has acted on its present spec, so that it makes no pods for an earlier one any more.</summary>
    internal bool IsSettled => Status.ObservedGeneration >= Source.Metadata.Generation;

    internal string Name => Source.Key.Name;

    internal DateTimeOffset Created => Source.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue;

    internal LabelSet Annotations => Source.Metadata.Annotations;

    /// <summary>Replicas that are surely available: the status may still count pods that a smaller spec has already given up.</summary>
    internal int SurelyAvailable => Math.Min(Status.Available, Replicas);

    internal static ReplicaSetState Read(ApiObject source)
    {
        var tree = source.ToTree();
        var spec = tree.Object("spec");
        var status = tree.Object("status");
        return new ReplicaSetState
        {
            Source = source,
            Replicas = spec.Whole("replicas") ?? 1,
            Selector = LabelSelector.From(spec.Object("selector") is { } selector ? CanonicalJson.Read<V1LabelSelector>(selector) : null),
            MinReadySeconds = spec.Whole("minReadySeconds") ?? 0,
            Template = spec.Object("template") ?? [],
            Status = new(
                status.Whole("replicas") ?? 0, status.Whole("fullyLabeledReplicas") ?? 0, status.Whole("readyReplicas") ?? 0,
                status.Whole("availableReplicas") ?? 0, status.Number("observedGeneration") ?? 0, WorkloadCondition.ReadAll(status)),
        };
    }
}
