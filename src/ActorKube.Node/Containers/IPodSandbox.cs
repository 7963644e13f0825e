using ActorKube.Node.Pods;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Pods;

namespace ActorKube.Node.Containers;

/// <summary>Where the containers of one pod are made: the one place where the container runtimes differ for a pod. It belongs to the pod's actor.</summary>
internal interface IPodSandbox
{
    /// <summary>True if a container begins with its image.</summary>
    bool NeedsImages { get; }

    /// <summary>The pod's volumes.</summary>
    IPodVolumes Volumes { get; }

    /// <summary>What the pod's author should know before anything starts.</summary>
    IEnumerable<SandboxNotice> Notices { get; }

    /// <summary>Why a container can't be made as its manifest has it, and waits; null if it can.</summary>
    WaitFault? FaultOf(ContainerSpec container);

    /// <summary>Makes one run of a container.</summary>
    /// <param name="container">The container, which has no fault.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="run">The number of the run, from 0.</param>
    /// <param name="signalFirst">Sends a signal to its first process.</param>
    ContainerMade Make(ContainerSpec container, ContainerEnvironment environment, int run, Action<ProcessSignal> signalFirst);

    /// <summary>The pod is gone, and with it everything that it had.</summary>
    void Remove();
}

/// <summary>A container that was made.</summary>
/// <param name="Program">What it runs; null if that couldn't be started.</param>
/// <param name="Notice">Something to say about it.</param>
/// <param name="Fault">Why it couldn't be started.</param>
internal sealed record ContainerMade(IContainerProgram? Program, SandboxNotice? Notice = null, StartFault? Fault = null);

/// <summary>An Event.</summary>
internal sealed record SandboxNotice(bool IsWarning, string Reason, string Message);

/// <summary>Why a container waits.</summary>
internal sealed record WaitFault(string Reason, string Message);

/// <summary>How a container that couldn't be started has ended.</summary>
internal sealed record StartFault(int ExitCode, string Reason, string Message);
