namespace ActorKube.Model.Objects;

/// <summary>Which part of an object a write may change.</summary>
public enum Subresource
{
    /// <summary>Everything but status.</summary>
    None,

    /// <summary>Status alone.</summary>
    Status,

    /// <summary>How many pods a workload wants; the JSON is an autoscaling/v1 Scale.</summary>
    Scale,

    /// <summary>The ephemeral containers of a pod: they can only be added to.</summary>
    EphemeralContainers,

    /// <summary>The resources of a pod's containers, changed in place.</summary>
    Resize,

    /// <summary>The finalizers in the spec of a namespace.</summary>
    Finalize,
}
