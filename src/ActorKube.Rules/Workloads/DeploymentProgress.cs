using System.Collections.Immutable;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Workloads;

/// <summary>The status of a Deployment: counts from its ReplicaSets, and the conditions Available, Progressing and ReplicaFailure.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status.</remarks>
internal static class DeploymentProgress
{
    private const string Available = "Available";
    private const string Progressing = "Progressing";
    private const string ReplicaFailure = "ReplicaFailure";
    private const string Complete = "NewReplicaSetAvailable";
    private const string TimedOut = "ProgressDeadlineExceeded";

    /// <summary>True if the rollout is over: all replicas are updated and available, and no old one is left.</summary>
    internal static bool IsComplete(DeploymentState deployment, DeploymentCounts status) =>
        status.Updated == deployment.Replicas && status.Replicas == deployment.Replicas && status.Available == deployment.Replicas
        && status.ObservedGeneration >= deployment.Source.Metadata.Generation;

    /// <summary>The status after this pass.</summary>
    /// <param name="deployment">The Deployment.</param>
    /// <param name="sets">Its ReplicaSets.</param>
    /// <param name="newest">The one of the present template, or null.</param>
    /// <param name="created">Name of the set that this pass creates, or null.</param>
    /// <param name="refusal">Why the last pass's changes were refused, or null.</param>
    /// <param name="now">Emulated time.</param>
    internal static DeploymentCounts Next(
        DeploymentState deployment, IReadOnlyList<ReplicaSetState> sets, ReplicaSetState? newest, string? created, Refusal? refusal, DateTimeOffset now)
    {
        var present = deployment.Status;
        var available = sets.Sum(set => set.Status.Available);
        var status = present with
        {
            Replicas = sets.Sum(set => set.Status.Replicas),
            Updated = newest?.Status.Replicas ?? 0,
            Ready = sets.Sum(set => set.Status.Ready),
            Available = available,
            Unavailable = Math.Max(0, sets.Sum(set => set.Replicas) - available),
            ObservedGeneration = deployment.Source.Metadata.Generation,
        };
        var conditions = Pause(deployment, present.Conditions, now);
        conditions = conditions.With(available >= deployment.MinAvailable
            ? Condition(Available, "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", now)
            : Condition(Available, "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", now));
        if (deployment.ProgressDeadlineSeconds is null)
            conditions = conditions.Without(Progressing);
        else if (!deployment.Paused)
            conditions = Progress(deployment, status, newest, created, refusal, conditions, now);
        return status with { Conditions = Failures(sets, newest, conditions) };
    }

    /// <summary>How long until a rollout that makes no progress has failed; null if that can't happen.</summary>
    internal static TimeSpan? UntilDeadline(DeploymentState deployment, DeploymentCounts status, DateTimeOffset now) =>
        !deployment.Paused && !IsComplete(deployment, status) && status.Conditions.Of(Progressing) is { Reason: not (Complete or TimedOut), LastUpdate: { } updated }
        && deployment.ProgressDeadlineSeconds is { } seconds && updated.AddSeconds(seconds) - now is var wait && wait > TimeSpan.Zero
            ? wait
            : null;

    private static ImmutableArray<WorkloadCondition> Progress(
        DeploymentState deployment, DeploymentCounts status, ReplicaSetState? newest, string? created, Refusal? refusal,
        ImmutableArray<WorkloadCondition> conditions, DateTimeOffset now)
    {
        if (created is not null)
        {
            return refusal is null
                ? conditions.With(Condition(Progressing, "True", "NewReplicaSetCreated", $"Created new replica set \"{created}\"", now))
                : conditions.With(Condition(Progressing, "False", "ReplicaSetCreateError", $"Failed to create new replica set \"{created}\": {refusal.Message}", now));
        }
        var present = conditions.Of(Progressing);
        if (newest is not null && present is null)
            conditions = conditions.With(present = Condition(Progressing, "True", "FoundNewReplicaSet", $"Found new replica set \"{newest.Name}\"", now));
        if (status.Replicas == status.Updated && present?.Reason == Complete)
            return conditions;
        var subject = newest is null ? $"Deployment \"{deployment.Name}\"" : $"ReplicaSet \"{newest.Name}\"";
        if (IsComplete(deployment, status))
            return conditions.With(Condition(Progressing, "True", Complete, $"{subject} has successfully progressed.", now));
        if (MadeProgress(deployment.Status, status))
            return conditions.Replaced(Condition(Progressing, "True", "ReplicaSetUpdated", $"{subject} is progressing.", now));
        if (present is { Reason: not (Complete or TimedOut), LastUpdate: { } updated } && now >= updated.AddSeconds(deployment.ProgressDeadlineSeconds ?? 0))
            return conditions.With(Condition(Progressing, "False", TimedOut, $"{subject} has timed out progressing.", now));
        return conditions;
    }

    private static bool MadeProgress(DeploymentCounts before, DeploymentCounts after) =>
        after.Updated > before.Updated
        || after.Replicas - after.Updated < before.Replicas - before.Updated
        || after.Ready > before.Ready
        || after.Available > before.Available;

    private static ImmutableArray<WorkloadCondition> Pause(DeploymentState deployment, ImmutableArray<WorkloadCondition> conditions, DateTimeOffset now)
    {
        var reason = conditions.Of(Progressing)?.Reason;
        if (deployment.ProgressDeadlineSeconds is null || reason == TimedOut)
            return conditions;
        return (deployment.Paused, reason == "DeploymentPaused") switch
        {
            (true, false) => conditions.With(Condition(Progressing, "Unknown", "DeploymentPaused", "Deployment is paused", now)),
            (false, true) => conditions.With(Condition(Progressing, "Unknown", "DeploymentResumed", "Deployment is resumed", now)),
            _ => conditions,
        };
    }

    private static ImmutableArray<WorkloadCondition> Failures(
        IReadOnlyList<ReplicaSetState> sets, ReplicaSetState? newest, ImmutableArray<WorkloadCondition> conditions)
    {
        var failure = newest?.Status.Conditions.Of(ReplicaFailure)
            ?? sets.Select(set => set.Status.Conditions.Of(ReplicaFailure)).FirstOrDefault(condition => condition is not null);
        return failure is null
            ? conditions.Without(ReplicaFailure)
            : conditions.With(failure with { LastUpdate = failure.LastTransition });
    }

    private static WorkloadCondition Condition(string type, string status, string reason, string message, DateTimeOffset now) =>
        new(type, status, reason, message, now, now);
}
