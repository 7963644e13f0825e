namespace ActorKube.Rules.Writes;

/// <summary>What a deletion does to the objects that the deleted one owns.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion.</remarks>
public enum DeletionPropagation
{
    /// <summary>The object goes first, its dependents after it.</summary>
    Background,

    /// <summary>The object waits, by the finalizer <c>foregroundDeletion</c>, until dependents that block it are gone.</summary>
    Foreground,

    /// <summary>The object waits, by the finalizer <c>orphan</c>, until its dependents have lost their owner.</summary>
    Orphan,
}
