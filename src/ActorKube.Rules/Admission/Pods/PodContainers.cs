namespace ActorKube.Rules.Admission.Pods;

/// <summary>The containers of a pod spec of all kinds.</summary>
internal static class PodContainers
{
    /// <summary>All of them in upstream's order: those that initialise, those that run, those that came later.</summary>
    internal static IEnumerable<Field> Of(Field spec) =>
        spec["initContainers"].Items.Concat(spec["containers"].Items).Concat(spec["ephemeralContainers"].Items);

    /// <summary>True for an init container that goes on beside the others.</summary>
    internal static bool IsSidecar(Field container) => container["restartPolicy"].Text == "Always";
}
