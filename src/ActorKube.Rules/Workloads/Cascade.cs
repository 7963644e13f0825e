namespace ActorKube.Rules.Workloads;

/// <summary>What a deletion does to the objects that the deleted one owns.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion.</remarks>
public enum Cascade
{
    /// <summary>The object goes first, its dependents after it.</summary>
    Background,

    /// <summary>Dependents that block go first.</summary>
    Foreground,

    /// <summary>Dependents stay and lose their owner.</summary>
    Orphan,
}
