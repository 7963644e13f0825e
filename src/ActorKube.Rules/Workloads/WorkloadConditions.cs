using System.Collections.Immutable;

namespace ActorKube.Rules.Workloads;

/// <summary>Upstream's rules of setting a condition in a list.</summary>
internal static class WorkloadConditions
{
    internal static WorkloadCondition? Of(this ImmutableArray<WorkloadCondition> conditions, string type) =>
        conditions.FirstOrDefault(condition => condition.Type == type);

    internal static ImmutableArray<WorkloadCondition> Without(this ImmutableArray<WorkloadCondition> conditions, string type) =>
        conditions.RemoveAll(condition => condition.Type == type);

    /// <summary>Sets a condition: the same status and reason change nothing, the same status keeps its time of transition.</summary>
    internal static ImmutableArray<WorkloadCondition> With(this ImmutableArray<WorkloadCondition> conditions, WorkloadCondition next)
    {
        var present = conditions.Of(next.Type);
        if (present is not null && present.Status == next.Status && present.Reason == next.Reason)
            return conditions;
        return conditions.Replaced(next);
    }

    /// <summary>Sets a condition whatever was there; only the same status keeps its time of transition.</summary>
    internal static ImmutableArray<WorkloadCondition> Replaced(this ImmutableArray<WorkloadCondition> conditions, WorkloadCondition next)
    {
        var present = conditions.Of(next.Type);
        if (present is not null && present.Status == next.Status)
            next = next with { LastTransition = present.LastTransition };
        return conditions.Without(next.Type).Add(next);
    }
}
