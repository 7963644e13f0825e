using ActorKube.Rules.Pods.Probing;

namespace ActorKube.Rules.Pods;

/// <summary>One thing that is to be done about a pod.</summary>
public abstract record PodAction
{
    private PodAction() { }

    /// <summary>Start a container, which is marked as starting.</summary>
    public sealed record Start(string Container) : PodAction;

    /// <summary>Run a container's postStart hook, and say how it went.</summary>
    public sealed record PostStart(string Container, ContainerAction Hook) : PodAction;

    /// <summary>Run a container's preStop hook, and say how it went.</summary>
    public sealed record PreStop(string Container, ContainerAction Hook) : PodAction;

    /// <summary>Try a probe, and say how it went.</summary>
    /// <param name="Container">The container.</param>
    /// <param name="Probe">The probe.</param>
    /// <param name="Due">When it was due.</param>
    public sealed record Try(string Container, ProbeSpec Probe, DateTimeOffset Due) : PodAction;

    /// <summary>Send a container SIGTERM.</summary>
    public sealed record Terminate(string Container) : PodAction;

    /// <summary>Send a container SIGKILL.</summary>
    public sealed record Kill(string Container) : PodAction;

    /// <summary>Tell the user as a Kubernetes Event.</summary>
    /// <param name="Container">The container that it is about; null for the pod.</param>
    /// <param name="Warning">True for a warning.</param>
    /// <param name="Reason">Its reason.</param>
    /// <param name="Message">Its message.</param>
    public sealed record Notice(string? Container, bool Warning, string Reason, string Message) : PodAction;
}
