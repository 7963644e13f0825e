using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Workloads;

/// <summary>Rolls a Deployment's ReplicaSets from one pod template to the next, one small step a pass.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/.</remarks>
public sealed class DeploymentReconciler : IReconciler
{
    /// <inheritdoc/>
    public string Name => "deployment";

    /// <inheritdoc/>
    public string Component => "deployment-controller";

    /// <inheritdoc/>
    public ImmutableArray<ResourceKind> Kinds => [KindCatalogue.Deployment, KindCatalogue.ReplicaSet, KindCatalogue.Pod];

    /// <inheritdoc/>
    public IEnumerable<ResourceKey> KeysFor(IObserved observed, ObservedChange change)
    {
        var kind = change.Object.Key.Kind;
        if (kind == KindCatalogue.Deployment)
            return [change.Object.Key];
        if (kind == KindCatalogue.Pod)
            return change.After is { Pod.IsTerminal: false } ? [] : WaitingFor(observed, change.Object);
        if (kind != KindCatalogue.ReplicaSet)
            return [];
        var owners = change.Snapshots.Select(OwnerKey).OfType<ResourceKey>();
        return change.After is { Metadata: { Controller: null, IsDeleting: false } } orphan
            ? owners.Concat(observed.OfKind(KindCatalogue.Deployment)
                .Where(item => item.Key.Namespace == orphan.Key.Namespace && DeploymentState.Read(item).Selector.Matches(orphan.Metadata.Labels))
                .Select(item => item.Key)).Distinct()
            : owners.Distinct();
    }

    /// <inheritdoc/>
    public Reconciliation Reconcile(IObserved observed, ResourceKey key, DateTimeOffset now)
    {
        if (observed.Find(key) is not { } source)
            return Reconciliation.Nothing;
        var deployment = DeploymentState.Read(source);
        if (deployment.Selector.IsEverything)
            return new([new Change.Notify(new(
                source, Warning: true, "SelectingAll", "This deployment is selecting all pods. A non-empty selector is required."))]);
        var claims = Claims.Of(observed, source, KindCatalogue.ReplicaSet, deployment.Selector, _ => true);
        if (!claims.Changes.IsEmpty)
            return new(claims.Changes);
        var sets = claims.Kept.Select(set => ReplicaSetState.Read(set) with { ActivePods = PodsOf(observed, set).Count(PodCounting.IsActive) }).ToList();
        var newest = sets.FirstOrDefault(set => PodTemplateHash.AreSame(set.Template, deployment.Template));
        return source.Metadata.IsDeleting
            ? Finish(observed, deployment, sets, newest, [], created: null, now)
            : Advance(observed, deployment, sets, newest, now);
    }

    private static Reconciliation Advance(
        IObserved observed, DeploymentState deployment, List<ReplicaSetState> sets, ReplicaSetState? newest, DateTimeOffset now)
    {
        var old = sets.Where(set => set != newest).ToList();
        var edits = new ReplicaSetEdits(deployment);
        if (newest is not null)
        {
            edits.Align(newest);
            foreach (var (annotation, value) in DeploymentAnnotations.Newest(deployment, newest, old))
                edits.Annotate(newest, annotation, value);
        }
        if (deployment.Paused || ProportionalScaling.IsDue(deployment, sets))
            ProportionalScaling.Scale(deployment, newest, sets, edits);
        else if (deployment.Recreates)
            Recreate(observed, deployment, newest, old, edits);
        else if (newest is not null)
            Roll(deployment, newest, old, edits);

        var creates = newest is null && !deployment.Paused && edits.IsEmpty && !(deployment.Recreates && IsAnyPodLeft(observed, old));
        if (creates)
            return Begin(observed, deployment, sets, now);
        var changes = edits.Build().ToList();
        if (newest is not null && newest.Annotations.GetValueOrDefault(DeploymentAnnotations.Revision) is { } revision)
            changes.AddRange(NoteRevision(deployment, revision));
        if (DeploymentProgress.IsComplete(deployment, DeploymentProgress.Next(deployment, sets, newest, null, null, now)) || deployment.Paused)
            changes.AddRange(ForgetHistory(deployment, old));
        return Finish(observed, deployment, sets, newest, changes, created: null, now);
    }

    private static void Roll(DeploymentState deployment, ReplicaSetState newest, List<ReplicaSetState> old, ReplicaSetEdits edits)
    {
        var size = RollingUpdate.NewSize(deployment, newest.Replicas, old);
        if (size != newest.Replicas)
        {
            edits.Scale(newest, size);
            return;
        }
        foreach (var (set, replicas) in RollingUpdate.ScaleDownOld(deployment, newest, old))
            edits.Scale(set, replicas);
    }

    private static void Recreate(
        IObserved observed, DeploymentState deployment, ReplicaSetState? newest, List<ReplicaSetState> old, ReplicaSetEdits edits)
    {
        var active = old.Where(set => set.Replicas > 0).ToList();
        foreach (var set in active)
            edits.Scale(set, 0);
        var waits = active.Count > 0 || IsAnyPodLeft(observed, old);
        if (!waits && newest is not null)
            edits.Scale(newest, deployment.Replicas);
    }

    private static bool IsAnyPodLeft(IObserved observed, IEnumerable<ReplicaSetState> old) =>
        old.SelectMany(set => PodsOf(observed, set.Source)).Any(pod => !pod.Pod.IsTerminal);

    private static IEnumerable<ApiObject> PodsOf(IObserved observed, ApiObject set) =>
        observed.OwnedBy(set.Metadata.Uid).Where(item => item.Key.Kind == KindCatalogue.Pod);

    /// <summary>Creates the ReplicaSet of the present template. A name that is taken by another template counts as a collision of hashes.</summary>
    private static Reconciliation Begin(IObserved observed, DeploymentState deployment, List<ReplicaSetState> sets, DateTimeOffset now)
    {
        var collision = deployment.Status.CollisionCount;
        var hash = PodTemplateHash.Of(deployment.Template, collision);
        while (observed.Find(KeyOf(deployment, hash)) is not null)
            hash = PodTemplateHash.Of(deployment.Template, ++collision);
        var name = KeyOf(deployment, hash).Name;
        var replicas = deployment.Recreates ? deployment.Replicas : RollingUpdate.NewSize(deployment, 0, sets);
        var annotations = DeploymentAnnotations.First(deployment, sets);
        var revision = (string)annotations[DeploymentAnnotations.Revision]!;
        var create = new Change.Create(KindCatalogue.ReplicaSet, NewSet(deployment, name, hash, replicas, annotations))
        {
            Announcement = ReplicaSetEdits.Scaled(deployment, name, 0, replicas) with
            {
                DoneReason = replicas > 0 ? "ScalingReplicaSet" : "",
                FailedReason = "ReplicaSetCreateError", FailedMessage = $"Failed to create new replica set \"{name}\": {{error}}",
            },
        };
        var counted = deployment with { Status = deployment.Status with { CollisionCount = collision } };
        return Finish(observed, counted, sets, null, [create, .. NoteRevision(deployment, revision)], name, now);
    }

    private static JsonObject NewSet(DeploymentState deployment, string name, string hash, int replicas, JsonObject annotations)
    {
        var template = deployment.Template.DeepClone().AsObject();
        var selector = deployment.SelectorTree.DeepClone().AsObject();
        var metadata = template.Part("metadata");
        metadata.Part("labels")[PodTemplateHash.Label] = hash;
        selector.Part("matchLabels")[PodTemplateHash.Label] = hash;
        var spec = new JsonObject { ["replicas"] = replicas, ["selector"] = selector, ["template"] = template };
        if (deployment.MinReadySeconds > 0)
            spec["minReadySeconds"] = deployment.MinReadySeconds;
        return new JsonObject
        {
            ["apiVersion"] = KindCatalogue.ReplicaSet.ApiVersion,
            ["kind"] = KindCatalogue.ReplicaSet.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = deployment.Source.Key.Namespace,
                ["labels"] = metadata["labels"]!.DeepClone(),
                ["annotations"] = annotations,
                ["ownerReferences"] = new JsonArray(OwnerLink.Controller(deployment.Source)),
            },
            ["spec"] = spec,
        };
    }

    private static IEnumerable<Change> NoteRevision(DeploymentState deployment, string revision)
    {
        if (deployment.Source.Metadata.Annotations.GetValueOrDefault(DeploymentAnnotations.Revision) == revision)
            return [];
        return [new Change.Patch(deployment.Source.Key, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = deployment.Source.Metadata.Uid,
                ["annotations"] = new JsonObject { [DeploymentAnnotations.Revision] = revision },
            },
        })];
    }

    /// <summary>Deletes the oldest of the sets that are scaled down, beyond the limit of history.</summary>
    private static IEnumerable<Change> ForgetHistory(DeploymentState deployment, List<ReplicaSetState> old)
    {
        var live = old.Where(set => !set.Source.Metadata.IsDeleting).OrderBy(DeploymentAnnotations.RevisionOf).ThenBy(set => set.Created).ToList();
        return live.Take(Math.Max(0, live.Count - deployment.RevisionHistoryLimit))
            .Where(set => set is { Replicas: 0, Status.Replicas: 0 } && set.Source.Metadata.Generation <= set.Status.ObservedGeneration)
            .Select(set => new Change.Delete(set.Source.Key, set.Source.Metadata.Uid, set.Source.Revision));
    }

    private static Reconciliation Finish(
        IObserved observed, DeploymentState deployment, List<ReplicaSetState> sets, ReplicaSetState? newest, IEnumerable<Change> changes,
        string? created, DateTimeOffset now)
    {
        var status = DeploymentProgress.Next(deployment, sets, newest, created, observed.LastRefusal(deployment.Source.Key), now);
        var present = DeploymentState.Read(deployment.Source).Status;
        ImmutableArray<Change> all = status == present ? [.. changes] : [.. changes, status.Patch(deployment.Source)];
        return new(all, DeploymentProgress.UntilDeadline(deployment, status, now));
    }

    /// <summary>The Deployment that may be waiting for this pod to go before it recreates.</summary>
    private static IEnumerable<ResourceKey> WaitingFor(IObserved observed, ApiObject pod) =>
        pod.Metadata.Controller is { } owner
        && observed.Find(new ResourceKey(KindCatalogue.ReplicaSet, pod.Key.Namespace, owner.Name)) is { } set && OwnerKey(set) is { } key
            ? [key]
            : [];

    private static ResourceKey? OwnerKey(ApiObject set) =>
        set.Metadata.Controller is { } owner && owner.Kind == KindCatalogue.Deployment.Kind && owner.ApiVersion == KindCatalogue.Deployment.ApiVersion
            ? new ResourceKey(KindCatalogue.Deployment, set.Key.Namespace, owner.Name)
            : null;

    private static ResourceKey KeyOf(DeploymentState deployment, string hash) =>
        new(KindCatalogue.ReplicaSet, deployment.Source.Key.Namespace, $"{deployment.Name}-{hash}");
}
