using System.Collections.Frozen;
using ActorKube.Model.Kinds;

namespace ActorKube.Rules.Admission;

/// <summary>The registry of admission: one line a kind.</summary>
internal sealed class AdmissionChain(AdmissionPolicy policy)
{
    private readonly FrozenDictionary<ResourceKind, KindAdmission> _byKind = new KindAdmission[]
    {
    }.ToFrozenDictionary(admission => admission.Kind);

    internal AdmissionPolicy Policy => policy;

    /// <summary>The rules of a kind; one without rules of its own has those of metadata.</summary>
    internal KindAdmission For(ResourceKind kind) => _byKind.TryGetValue(kind, out var admission) ? admission : new KindAdmission(kind);
}
