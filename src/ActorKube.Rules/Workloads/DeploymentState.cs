using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;
using ActorKube.Model.Selectors;
using ActorKube.Rules.Admission;
using k8s.Models;

namespace ActorKube.Rules.Workloads;

/// <summary>What the rules read from a Deployment.</summary>
internal sealed record DeploymentState
{
    internal required ApiObject Source { get; init; }

    internal required int Replicas { get; init; }

    /// <summary>The selector as it stands in the spec; read only.</summary>
    internal required JsonObject SelectorTree { get; init; }

    internal required LabelSelector Selector { get; init; }

    /// <summary>The pod template; read only.</summary>
    internal required JsonObject Template { get; init; }

    internal required bool Recreates { get; init; }

    internal required RollingBounds Bounds { get; init; }

    internal required int MinReadySeconds { get; init; }

    internal required bool Paused { get; init; }

    /// <summary>Seconds without progress after which a rollout has failed; null for never.</summary>
    internal required int? ProgressDeadlineSeconds { get; init; }

    internal required int RevisionHistoryLimit { get; init; }

    internal required DeploymentCounts Status { get; init; }

    internal string Name => Source.Key.Name;

    /// <summary>The most pods that there may be: what <c>max-replicas</c> records.</summary>
    internal int MaxReplicas => Replicas + Bounds.MaxSurge;

    internal int MinAvailable => Replicas - Bounds.MaxUnavailable;

    internal static DeploymentState Read(ApiObject source)
    {
        var tree = source.ToTree();
        var spec = tree.Object("spec");
        var status = tree.Object("status");
        var replicas = spec.Whole("replicas") ?? 1;
        var selector = spec.Object("selector");
        return new DeploymentState
        {
            Source = source,
            Replicas = replicas,
            SelectorTree = selector ?? [],
            Selector = LabelSelector.From(selector is null ? null : CanonicalJson.Read<V1LabelSelector>(selector)),
            Template = spec.Object("template") ?? [],
            Recreates = spec.Object("strategy").Text("type") == "Recreate",
            Bounds = RollingBounds.Of(spec, replicas),
            MinReadySeconds = spec.Whole("minReadySeconds") ?? 0,
            Paused = spec.Flag("paused"),
            ProgressDeadlineSeconds = spec.Whole("progressDeadlineSeconds") is { } seconds and < int.MaxValue ? seconds : null,
            RevisionHistoryLimit = spec.Whole("revisionHistoryLimit") ?? 10,
            Status = new(
                status.Whole("replicas") ?? 0, status.Whole("updatedReplicas") ?? 0, status.Whole("readyReplicas") ?? 0,
                status.Whole("availableReplicas") ?? 0, status.Whole("unavailableReplicas") ?? 0, status.Number("observedGeneration") ?? 0,
                status.Whole("collisionCount") ?? 0, WorkloadCondition.ReadAll(status)),
        };
    }
}
