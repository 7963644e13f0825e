using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>Decides what an eviction does: a deletion that the pod's disruption budget must allow, and that the budget counts.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/.</remarks>
internal static class Eviction
{
    internal static WriteDecision Decide(ResourceKey key, long? graceSeconds, string uid, Revision revision, WriteContext context)
    {
        if (context.Find(key) is not { } pod)
            return new WriteDecision.Refuse(Refusal.NotFound(key));
        if ((Preconditions.Uid(pod, uid) ?? Preconditions.Revision(pod, revision)) is { } failed)
            return new WriteDecision.Refuse(failed);
        var (charged, refusal) = MayGoAnyway(pod) ? (null, null) : Charge(pod, context);
        if (refusal is not null)
            return new WriteDecision.Refuse(refusal);
        var deletion = Deletion.Of(pod, graceSeconds, DeletionPropagation.Background, context.Now, tree => Mark(tree, context.Now));
        return charged is null ? deletion : deletion with { Also = [charged] };
    }

    // One that has ended, hasn't begun, or is going already was disrupted before.
    private static bool MayGoAnyway(ApiObject pod) => pod.Metadata.IsDeleting || pod.Pod.Phase is "Succeeded" or "Failed" or "Pending";

    /// <summary>The budget with one disruption less, null if none has to be charged; or why the pod has to stay.</summary>
    private static (ApiObject? Charged, Refusal? Refusal) Charge(ApiObject pod, WriteContext context)
    {
        var budgets = context.List(KindCatalogue.PodDisruptionBudget, pod.Key.Namespace)
            .Select(DisruptionBudget.Read).Where(budget => budget.Covers(pod)).ToImmutableArray();
        if (budgets.Length > 1)
        {
            return (null, new(RefusalReason.InternalError,
                "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."));
        }
        if (budgets.IsEmpty || (!IsReady(pod) && budgets[0].LetsUnhealthyGo))
            return (null, null);
        return budgets[0].Refuses() is { } refusal ? (null, refusal) : (budgets[0].Charged(pod.Key.Name, context.Now), null);
    }

    private static bool IsReady(ApiObject pod) =>
        pod.ToTree().Object("status").Array("conditions").Objects().Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True");

    private static void Mark(JsonObject tree, DateTimeOffset now) => StatusConditions.Set(tree.Part("status"), now, new()
    {
        ["type"] = "DisruptionTarget", ["status"] = "True", ["reason"] = "EvictionByEvictionAPI", ["message"] = "Eviction API: evicting",
    });
}
