using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Workloads;

namespace ActorKube.Rules.Unattended;

/// <summary>Says on each new object of an unattended kind that nobody will act on it, so that nobody waits in vain.</summary>
public sealed class UnattendedReconciler : IReconciler
{
    /// <summary>Reason of the Event.</summary>
    public const string Reason = "NotEmulatedYet";

    /// <summary>How long an object counts as new. A control plane that starts sees every object for the first time; it must not say all of this again.</summary>
    public static readonly TimeSpan Newness = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Name => "unattended";

    /// <inheritdoc/>
    public string Component => "actorkube";

    /// <inheritdoc/>
    public ImmutableArray<ResourceKind> Kinds { get; } = [.. UnattendedKinds.All];

    /// <inheritdoc/>
    public IEnumerable<ResourceKey> KeysFor(IObserved observed, ObservedChange change) => change.Before is null && !change.IsGone ? [change.Object.Key] : [];

    /// <inheritdoc/>
    public Reconciliation Reconcile(IObserved observed, ResourceKey key, DateTimeOffset now) =>
        observed.Find(key) is { } item && now - item.Metadata.CreationTimestamp <= Newness && UnattendedKinds.WhatIsMissing(key.Kind) is { } missing
            ? new([new Change.Notify(new Notice(item, Warning: true, Reason, $"This {key.Kind.Kind} {missing}."))])
            : Reconciliation.Nothing;
}
