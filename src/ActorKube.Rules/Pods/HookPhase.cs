namespace ActorKube.Rules.Pods;

/// <summary>How far the postStart hook of a container that runs has come; the container isn't shown as running before it has ended.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/.</remarks>
public enum HookPhase
{
    /// <summary>There is none, or it has ended well.</summary>
    None,

    /// <summary>It is to be run.</summary>
    Due,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has failed, for which the container is stopped.</summary>
    Failed,
}
