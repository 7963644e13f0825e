using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Workloads;

/// <summary>Keeps as many pods of a template as a ReplicaSet wants.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/.</remarks>
public sealed class ReplicaSetReconciler : IReconciler
{
    /// <summary>At most so many pods are created or deleted in one pass, as upstream's burst.</summary>
    public const int BurstReplicas = 500;

    private const string ReplicaFailure = "ReplicaFailure";

    /// <inheritdoc/>
    public string Name => "replicaset";

    /// <inheritdoc/>
    public string Component => "replicaset-controller";

    /// <inheritdoc/>
    public ImmutableArray<ResourceKind> Kinds => [KindCatalogue.ReplicaSet, KindCatalogue.Pod];

    /// <inheritdoc/>
    public IEnumerable<ResourceKey> KeysFor(IObserved observed, ObservedChange change)
    {
        if (change.Object.Key.Kind == KindCatalogue.ReplicaSet)
            return [change.Object.Key];
        if (change.Object.Key.Kind != KindCatalogue.Pod)
            return [];
        var owners = change.Snapshots.Select(pod => OwnerKey(pod)).OfType<ResourceKey>();
        // A pod that nobody manages wakes every set that may adopt it.
        return change.After is { Metadata: { Controller: null, IsDeleting: false } } orphan
            ? owners.Concat(observed.OfKind(KindCatalogue.ReplicaSet)
                .Where(set => set.Key.Namespace == orphan.Key.Namespace && ReplicaSetState.Read(set).Selector.Matches(orphan.Metadata.Labels))
                .Select(set => set.Key)).Distinct()
            : owners.Distinct();
    }

    /// <inheritdoc/>
    public Reconciliation Reconcile(IObserved observed, ResourceKey key, DateTimeOffset now)
    {
        if (observed.Find(key) is not { } source)
            return Reconciliation.Nothing;
        var set = ReplicaSetState.Read(source);
        var claims = Claims.Of(observed, source, KindCatalogue.Pod, set.Selector, PodCounting.IsActive);
        if (!claims.Changes.IsEmpty)
            return new(claims.Changes);

        var changes = new List<Change>();
        if (!source.Metadata.IsDeleting)
            changes.AddRange(BringToCount(observed, set, claims.Kept, now));
        var status = Count(set, claims.Kept, observed.LastRefusal(key), now);
        if (status != set.Status)
            changes.Add(status.Patch(source));
        return new([.. changes], NextAvailable(set, claims.Kept, now));
    }

    private static IEnumerable<Change> BringToCount(IObserved observed, ReplicaSetState set, ImmutableArray<ApiObject> pods, DateTimeOffset now)
    {
        var surplus = pods.Length - set.Replicas;
        return surplus < 0
            ? Enumerable.Range(0, Math.Min(-surplus, BurstReplicas)).Select(_ => Create(set))
            : PodDeletionOrder.Sort(pods, Neighbours(observed, set), now).Take(Math.Min(surplus, BurstReplicas)).Select(pod => Delete(set, pod));
    }

    private static Change.Create Create(ReplicaSetState set)
    {
        var template = set.Template.Object("metadata");
        var metadata = new JsonObject
        {
            ["generateName"] = set.Name + "-",
            ["namespace"] = set.Source.Key.Namespace,
            ["ownerReferences"] = new JsonArray(OwnerLink.Controller(set.Source)),
        };
        foreach (var field in (string[])["labels", "annotations", "finalizers"])
            if (template?[field] is { } value)
                metadata[field] = value.DeepClone();
        return new(KindCatalogue.Pod, new JsonObject
        {
            ["apiVersion"] = KindCatalogue.Pod.ApiVersion,
            ["kind"] = KindCatalogue.Pod.Kind,
            ["metadata"] = metadata,
            ["spec"] = set.Template["spec"]?.DeepClone(),
        })
        {
            Announcement = new(set.Source, "SuccessfulCreate", "Created pod: {name}", "FailedCreate", "Error creating: {error}"),
        };
    }

    private static Change.Delete Delete(ReplicaSetState set, ApiObject pod) => new(pod.Key, pod.Metadata.Uid)
    {
        Announcement = new(set.Source, "SuccessfulDelete", "Deleted pod: {name}", "FailedDelete", "Error deleting: {error}"),
    };

    /// <summary>Active pods of all sets of the same Deployment, by which crowded nodes are relieved first.</summary>
    private static IEnumerable<ApiObject> Neighbours(IObserved observed, ReplicaSetState set)
    {
        var sets = set.Source.Metadata.Controller is { } controller
            ? observed.OwnedBy(controller.Uid).Where(item => item.Key.Kind == KindCatalogue.ReplicaSet)
            : [set.Source];
        return sets.SelectMany(item => observed.OwnedBy(item.Metadata.Uid))
            .Where(item => item.Key.Kind == KindCatalogue.Pod && PodCounting.IsActive(item));
    }

    private static ReplicaSetCounts Count(ReplicaSetState set, ImmutableArray<ApiObject> pods, Refusal? refusal, DateTimeOffset now)
    {
        var labels = set.Template.Object("metadata").Object("labels");
        var conditions = set.Status.Conditions;
        if (refusal is null)
            conditions = conditions.Without(ReplicaFailure);
        else
            conditions = conditions.With(new(
                ReplicaFailure, "True", pods.Length < set.Replicas ? "FailedCreate" : "FailedDelete", refusal.Message, now));
        return new(
            pods.Length,
            pods.Count(pod => labels is null || labels.All(label => pod.Metadata.Labels.TryGetValue(label.Key, out var value) && value == (string?)label.Value)),
            pods.Count(pod => pod.Pod.IsReady),
            pods.Count(pod => PodCounting.AvailableFrom(pod, set.MinReadySeconds) <= now),
            set.Source.Metadata.Generation,
            conditions);
    }

    private static TimeSpan? NextAvailable(ReplicaSetState set, ImmutableArray<ApiObject> pods, DateTimeOffset now)
    {
        var waits = pods.Select(pod => PodCounting.AvailableFrom(pod, set.MinReadySeconds) - now).Where(wait => wait > TimeSpan.Zero);
        return waits.Min();
    }

    private static ResourceKey? OwnerKey(ApiObject pod) =>
        pod.Metadata.Controller is { } owner && owner.Kind == KindCatalogue.ReplicaSet.Kind && owner.ApiVersion == KindCatalogue.ReplicaSet.ApiVersion
            ? new ResourceKey(KindCatalogue.ReplicaSet, pod.Key.Namespace, owner.Name)
            : null;
}
