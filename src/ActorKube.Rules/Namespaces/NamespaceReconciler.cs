using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Workloads;

namespace ActorKube.Rules.Namespaces;

/// <summary>Empties a namespace that is being deleted, and lets it go when nothing is left in it.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/administer-cluster/namespaces/#deleting-a-namespace.</remarks>
/// <param name="catalogue">The kinds that are served.</param>
public sealed class NamespaceReconciler(KindCatalogue catalogue) : IReconciler
{
    /// <summary>At most so many objects are deleted in one pass.</summary>
    public const int Burst = 500;

    /// <inheritdoc/>
    public string Name => "namespace";

    /// <inheritdoc/>
    public string Component => "namespace-controller";

    /// <inheritdoc/>
    public ImmutableArray<ResourceKind> Kinds => [KindCatalogue.Namespace, .. Contents];

    private IEnumerable<ResourceKind> Contents => catalogue.Stored.Where(kind => kind.Namespaced && kind.Journaled);

    /// <inheritdoc/>
    public IEnumerable<ResourceKey> KeysFor(IObserved observed, ObservedChange change)
    {
        var item = change.Object.Key;
        var key = item.Kind == KindCatalogue.Namespace ? item : new ResourceKey(KindCatalogue.Namespace, "", item.Namespace);
        return observed.Find(key) is { Metadata.IsDeleting: true } && (item == key || change.IsGone || change.Before is null) ? [key] : [];
    }

    /// <inheritdoc/>
    public Reconciliation Reconcile(IObserved observed, ResourceKey key, DateTimeOffset now)
    {
        if (observed.Find(key) is not { Metadata.IsDeleting: true } home)
            return Reconciliation.Nothing;
        var contents = Contents.SelectMany(observed.OfKind).Where(item => item.Key.Namespace == key.Name).ToList();
        if (contents.Count == 0)
            return new([Finalize(home)]);
        return new([.. contents.Where(item => !item.Metadata.IsDeleting).OrderBy(item => item.Key.ToString(), StringComparer.Ordinal).Take(Burst)
            .Select(item => new Change.Delete(item.Key, item.Metadata.Uid))]);
    }

    private static Change.Patch Finalize(ApiObject home) => new(home.Key, new JsonObject
    {
        ["metadata"] = new JsonObject { ["uid"] = home.Metadata.Uid },
        ["spec"] = new JsonObject { ["finalizers"] = new JsonArray() },
    });
}
