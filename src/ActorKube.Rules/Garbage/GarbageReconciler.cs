using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Workloads;
using ActorKube.Rules.Writes;

namespace ActorKube.Rules.Garbage;

/// <summary>
/// Deletes what no owner wants any more, and carries out the finalizers <c>orphan</c> and <c>foregroundDeletion</c>. An owner counts only by its uid:
/// another object of the same name is no owner. What it can't see (a kind that isn't served) it takes for present.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/architecture/garbage-collection/.</remarks>
/// <param name="catalogue">The kinds that are served.</param>
public sealed class GarbageReconciler(KindCatalogue catalogue) : IReconciler
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    private enum Owner
    {
        Present,
        Absent,
        WaitsForDependents,
    }

    /// <inheritdoc/>
    public string Name => "garbage";

    /// <inheritdoc/>
    public string Component => "garbage-collector-controller";

    /// <inheritdoc/>
    public ImmutableArray<ResourceKind> Kinds => [.. catalogue.Stored.Where(kind => kind.Journaled)];

    /// <inheritdoc/>
    public IEnumerable<ResourceKey> KeysFor(IObserved observed, ObservedChange change)
    {
        var item = change.Object;
        if (change.After is { } present && (!present.Metadata.OwnerReferences.IsEmpty || present.Metadata.IsDeleting))
            yield return present.Key;
        // Dependents learn that their owner is gone or waits for them; owners, that a dependent is gone or has let go of them.
        if (change.IsGone || item.Metadata.IsDeleting)
            foreach (var dependent in observed.OwnedBy(item.Metadata.Uid))
                yield return dependent.Key;
        if (change.Before is { } before)
            foreach (var owner in before.Metadata.OwnerReferences)
                if (KeyOf(before, owner) is { } key && observed.Find(key) is { Metadata.IsDeleting: true })
                    yield return key;
    }

    /// <inheritdoc/>
    public Reconciliation Reconcile(IObserved observed, ResourceKey key, DateTimeOffset now)
    {
        if (observed.Find(key) is not { } item)
            return Reconciliation.Nothing;
        if (!item.Metadata.IsDeleting)
            return new([.. Collect(observed, item)]);
        if (item.Metadata.Finalizers.Contains(Orphan))
            return new([.. Release(observed, item)]);
        return item.Metadata.Finalizers.Contains(Foreground) ? new([.. DeleteDependents(observed, item)]) : Reconciliation.Nothing;
    }

    private IEnumerable<Change> Collect(IObserved observed, ApiObject item)
    {
        var owners = item.Metadata.OwnerReferences.Select(owner => (owner.Uid, State: StateOf(observed, item, owner))).ToList();
        if (owners.Count == 0)
            yield break;
        if (owners.Any(owner => owner.State == Owner.Present))
        {
            var gone = owners.Where(owner => owner.State != Owner.Present).Select(owner => owner.Uid).ToList();
            if (gone.Count > 0)
                yield return OwnerLink.Release(item, gone);
            yield break;
        }
        var waits = owners.Any(owner => owner.State == Owner.WaitsForDependents) && observed.OwnedBy(item.Metadata.Uid).Any();
        yield return new Change.Delete(
            item.Key, item.Metadata.Uid, item.Revision, Propagation: waits ? DeletionPropagation.Foreground : DeletionPropagation.Background);
    }

    private static IEnumerable<Change> Release(IObserved observed, ApiObject owner)
    {
        var dependents = observed.OwnedBy(owner.Metadata.Uid).ToList();
        return dependents.Count == 0
            ? [WithoutFinalizer(owner, Orphan)]
            : dependents.Select(dependent => OwnerLink.Release(dependent, owner.Metadata.Uid));
    }

    private static IEnumerable<Change> DeleteDependents(IObserved observed, ApiObject owner)
    {
        var uid = owner.Metadata.Uid;
        // A dependent wakes and deletes itself once its owner waits; the owner only sees when the last one that blocks it is gone.
        var blocked = observed.OwnedBy(uid).Any(item => item.Metadata.OwnerReferences.Any(reference => reference.Uid == uid && reference.BlockOwnerDeletion));
        if (!blocked)
            yield return WithoutFinalizer(owner, Foreground);
    }

    private static Change.Patch WithoutFinalizer(ApiObject item, string finalizer)
    {
        JsonNode[] rest = [.. item.Metadata.Finalizers.Where(other => other != finalizer).Select(other => JsonValue.Create(other))];
        return new(item.Key, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = item.Metadata.Uid, ["resourceVersion"] = item.Revision.ToString(),
                ["finalizers"] = rest.Length == 0 ? null : new JsonArray(rest),
            },
        });
    }

    private Owner StateOf(IObserved observed, ApiObject item, OwnerReference reference)
    {
        if (KeyOf(item, reference) is not { } key)
            return Owner.Present;
        if (observed.Find(key) is not { } owner || owner.Metadata.Uid != reference.Uid)
            return Owner.Absent;
        return owner.Metadata.IsDeleting && owner.Metadata.Finalizers.Contains(Foreground) && reference.BlockOwnerDeletion
            ? Owner.WaitsForDependents
            : Owner.Present;
    }

    private ResourceKey? KeyOf(ApiObject item, OwnerReference owner) =>
        catalogue.TryFind(owner.ApiVersion, owner.Kind, out var kind) && kind.Journaled
            ? new ResourceKey(kind, kind.Namespaced ? item.Key.Namespace : "", owner.Name)
            : null;
}
