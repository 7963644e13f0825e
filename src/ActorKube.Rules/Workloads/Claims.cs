using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Selectors;

namespace ActorKube.Rules.Workloads;

/// <summary>
/// Which objects a controller may count as its own. One that has the controller's reference but not its labels any more is released; one that has the
/// labels and no controller is adopted. Until these changes are made the controller decides nothing else, so it never deletes what it failed to adopt.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#non-template-pod-acquisitions.</remarks>
/// <param name="Kept">The objects that are the controller's own already.</param>
/// <param name="Changes">Adoptions and releases.</param>
internal sealed record Claims(ImmutableArray<ApiObject> Kept, ImmutableArray<Change> Changes)
{
    internal static Claims Of(IObserved observed, ApiObject owner, ResourceKind kind, LabelSelector selector, Func<ApiObject, bool> counts)
    {
        var uid = owner.Metadata.Uid;
        var kept = ImmutableArray.CreateBuilder<ApiObject>();
        var changes = ImmutableArray.CreateBuilder<Change>();
        foreach (var item in InOrder(observed.OwnedBy(uid).Where(item => item.Key.Kind == kind && item.Metadata.Controller?.Uid == uid && counts(item))))
        {
            if (selector.Matches(item.Metadata.Labels))
                kept.Add(item);
            else if (!owner.Metadata.IsDeleting)
                changes.Add(OwnerLink.Release(item, uid));
        }
        if (!owner.Metadata.IsDeleting)
            changes.AddRange(InOrder(observed.WithoutController(kind, owner.Key.Namespace))
                .Where(item => !item.Metadata.IsDeleting && counts(item) && selector.Matches(item.Metadata.Labels))
                .Select(item => OwnerLink.Adopt(item, owner)));
        return new(kept.DrainToImmutable(), changes.DrainToImmutable());
    }

    private static IEnumerable<ApiObject> InOrder(IEnumerable<ApiObject> items) =>
        items.OrderBy(item => item.Metadata.CreationTimestamp).ThenBy(item => item.Key.Name, StringComparer.Ordinal);
}
