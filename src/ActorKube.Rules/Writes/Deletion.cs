using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>Decides what a deletion does.</summary>
/// <remarks>
/// Sources: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination and
/// https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/.
/// </remarks>
internal static class Deletion
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    private static readonly string[] NamespacesThatStay = ["default", "kube-system", "kube-public", "kube-node-lease"];

    internal static WriteDecision Decide(
        ResourceKey key, long? graceSeconds, DeletionPropagation propagation, string uid, Revision revision, WriteContext context)
    {
        if (context.Find(key) is not { } live)
            return new WriteDecision.Refuse(Refusal.NotFound(key));
        if (key.Kind == KindCatalogue.Namespace && NamespacesThatStay.Contains(key.Name))
            return new WriteDecision.Refuse(new(RefusalReason.Forbidden, $"namespaces \"{key.Name}\" is forbidden: this namespace may not be deleted"));
        if ((Preconditions.Uid(live, uid) ?? Preconditions.Revision(live, revision)) is { } failed)
            return new WriteDecision.Refuse(failed);
        return Of(live, graceSeconds, propagation, context.Now);
    }

    /// <summary>What the deletion of a live object does.</summary>
    /// <param name="live">The object.</param>
    /// <param name="graceSeconds">Seconds of grace for a pod; null for its own.</param>
    /// <param name="propagation">What becomes of dependents.</param>
    /// <param name="now">Emulated time.</param>
    /// <param name="mark">Notes on the object why it goes, if anything does.</param>
    internal static WriteDecision Of(
        ApiObject live, long? graceSeconds, DeletionPropagation propagation, DateTimeOffset now, Action<JsonObject>? mark = null)
    {
        var tree = live.ToTree();
        mark?.Invoke(tree);
        var metadata = tree.Object("metadata")!;
        metadata.Remove("resourceVersion");
        if (!live.Metadata.IsDeleting)
            Begin(live, tree, metadata, GraceOf(live, tree, graceSeconds), now);
        else if (Shorter(live, graceSeconds) is { } shorter)
            Shorten(live, metadata, shorter);
        Hold(metadata, propagation);
        var deleted = ApiObject.From(live.Key.Kind, tree);
        if (IsComplete(deleted))
            return new WriteDecision.Remove(deleted);
        return deleted.WithRevision(live.Revision).ToTree().SameAs(live.ToTree())
            ? new WriteDecision.Keep(live)
            : new WriteDecision.Put(deleted, Creates: false);
    }

    /// <summary>True if nothing holds a deleted object any more: no grace, no finalizer, and no content in a namespace.</summary>
    internal static bool IsComplete(ApiObject value) =>
        value.Metadata is { IsDeleting: true, Finalizers.IsEmpty: true, DeletionGracePeriodSeconds: null or 0 }
        && (value.Key.Kind != KindCatalogue.Namespace || value.ToTree().Object("spec").Array("finalizers") is null or { Count: 0 });

    private static long GraceOf(ApiObject live, JsonObject tree, long? asked)
    {
        // Only pods end gracefully, and only those that run somewhere.
        if (live.Key.Kind != KindCatalogue.Pod || !live.Pod.IsBound || live.Pod.IsTerminal)
            return 0;
        var grace = asked ?? tree.Object("spec").Number("terminationGracePeriodSeconds") ?? 30;
        return grace < 0 ? 1 : grace;
    }

    private static void Begin(ApiObject live, JsonObject tree, JsonObject metadata, long grace, DateTimeOffset now)
    {
        metadata["deletionTimestamp"] = now.AddSeconds(grace).ToText();
        metadata["deletionGracePeriodSeconds"] = grace;
        if (live.Metadata.Generation > 0)
            metadata["generation"] = live.Metadata.Generation + 1;
        if (live.Key.Kind == KindCatalogue.Namespace)
            tree.Part("status")["phase"] = "Terminating";
    }

    // A second deletion can only take time away.
    private static long? Shorter(ApiObject live, long? asked) => (asked, live.Metadata.DeletionGracePeriodSeconds) switch
    {
        ( < 0, > 1) => 1,
        ({ } wanted and >= 0, { } given) when wanted < given => wanted,
        _ => null,
    };

    private static void Shorten(ApiObject live, JsonObject metadata, long grace)
    {
        var begun = live.Metadata.DeletionTimestamp!.Value.AddSeconds(-live.Metadata.DeletionGracePeriodSeconds!.Value);
        metadata["deletionTimestamp"] = begun.AddSeconds(grace).ToText();
        metadata["deletionGracePeriodSeconds"] = grace;
    }

    private static void Hold(JsonObject metadata, DeletionPropagation propagation)
    {
        var finalizers = metadata.Array("finalizers").Texts().Where(finalizer => finalizer is not (Foreground or Orphan)).ToList();
        if (propagation == DeletionPropagation.Foreground)
            finalizers.Add(Foreground);
        else if (propagation == DeletionPropagation.Orphan)
            finalizers.Add(Orphan);
        if (finalizers.Count == 0)
            metadata.Remove("finalizers");
        else
            metadata["finalizers"] = new JsonArray([.. finalizers.Select(finalizer => (JsonNode)finalizer)]);
    }
}
