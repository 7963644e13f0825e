using System.Collections.Immutable;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>What the parts of a pod spec must know of the rest of it.</summary>
/// <param name="Spec">The whole spec.</param>
/// <param name="Volumes">The volumes that are sound, by their names; who mounts one that isn't, mounts none.</param>
internal sealed record PodScope(Field Spec, ImmutableDictionary<string, Field> Volumes)
{
    /// <summary>The names of the resource claims of the pod, in order.</summary>
    internal ImmutableSortedSet<string> Claims { get; } =
        [.. Spec["resourceClaims"].Each("name").Where(name => !name.IsEmptyText).Select(name => name.Text)];

    internal long? GracePeriodSeconds => Spec["terminationGracePeriodSeconds"].Number;

    internal string RestartPolicy => Spec["restartPolicy"].Text;

    /// <summary>False if the pod has users of its own, apart from those of its host.</summary>
    internal bool SharesHostUsers => !Spec["hostUsers"].IsSet || Spec["hostUsers"].Flag;
}
