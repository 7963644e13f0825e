using System.Collections.Immutable;

namespace ActorKube.Rules.Workloads;

/// <summary>A reconciler's answer: changes in the order in which they must happen, and when to look again without being woken.</summary>
/// <param name="Changes">The changes.</param>
/// <param name="RequeueAfter">Emulated time after which the key is to be looked at again; null if only a change wakes it.</param>
public sealed record Reconciliation(ImmutableArray<Change> Changes, TimeSpan? RequeueAfter = null)
{
    /// <summary>Everything is as wanted.</summary>
    public static readonly Reconciliation Nothing = new([]);
}
