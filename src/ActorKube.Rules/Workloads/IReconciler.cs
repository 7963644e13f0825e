using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Workloads;

/// <summary>
/// One controller's rules: which objects a change concerns, and what should be changed to bring one of them nearer to what is wanted.
/// Pure: everything it knows comes in, everything it wants goes out as <see cref="Change"/>s, and asking twice about the same view gives the same answer.
/// </summary>
/// <remarks>Source of the pattern: https://kubernetes.io/docs/concepts/architecture/controller/.</remarks>
public interface IReconciler
{
    /// <summary>Name of the controller, as its actor and as the source of its Events: <c>replicaset</c>.</summary>
    string Name { get; }

    /// <summary>Component of its Events in upstream's spelling: <c>replicaset-controller</c>.</summary>
    string Component { get; }

    /// <summary>The kinds that it must see.</summary>
    ImmutableArray<ResourceKind> Kinds { get; }

    /// <summary>The keys to look at again because of a change; the view already shows the change.</summary>
    IEnumerable<ResourceKey> KeysFor(IObserved observed, ObservedChange change);

    /// <summary>What should be changed now for one key; nothing if the object is gone.</summary>
    Reconciliation Reconcile(IObserved observed, ResourceKey key, DateTimeOffset now);
}
