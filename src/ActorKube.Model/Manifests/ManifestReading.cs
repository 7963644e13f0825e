using System.Collections.Immutable;

namespace ActorKube.Model.Manifests;

/// <summary>
/// What a file of manifests says. If there is any fault, apply none of it: a file is applied as a whole or not at all, and the
/// manifests beside the faults only serve to show what was understood.
/// </summary>
/// <param name="Manifests">The objects, in the order of the file.</param>
/// <param name="Faults">Everything that is wrong, in the order of the file.</param>
public sealed record ManifestReading(ImmutableArray<Manifest> Manifests, ImmutableArray<ManifestFault> Faults)
{
    /// <summary>True if nothing is wrong.</summary>
    public bool IsSound => Faults.IsEmpty;
}
