using System.Collections.Immutable;

namespace ActorKube.Rules.Pods;

/// <summary>
/// Decides what to do next about a pod, in the manner of the kubelet's computePodActions: init containers one after the other, sidecars in their turn,
/// then the ordinary containers together; each started again as the restart policy says, with back-off.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/.</remarks>
public static class PodSync
{
    /// <summary>What to do now.</summary>
    public static PodActions Decide(PodSpec spec, PodState state, DateTimeOffset now)
    {
        if (state.IsStopping)
            return new(state, [], [.. spec.Containers.Where(container => state.Containers[container.Name].IsRunning).Select(container => container.Name)], null);

        var (start, look) = (ImmutableArray.CreateBuilder<string>(), (DateTimeOffset?)null);
        var initialised = Initialise(spec, ref state, now, start, ref look);
        if (initialised)
            foreach (var container in spec.Containers.Where(container => container.Role == ContainerRole.Main))
                Want(spec, container, ref state, now, start, ref look);
        var stop = MainEnded(spec, state)
            ? spec.Containers.Where(container => container.Role == ContainerRole.Sidecar && state.Containers[container.Name].IsRunning).Reverse().Select(container => container.Name)
            : [];
        return new(state, start.ToImmutable(), [.. stop], look);
    }

    /// <summary>True if the pod's ordinary containers have all ended and none is to be started again.</summary>
    public static bool MainEnded(PodSpec spec, PodState state) =>
        InitFailed(spec, state) || spec.Containers.Where(container => container.Role == ContainerRole.Main)
            .All(container => state.Containers[container.Name] is { Ended: not null } ended && !Restarts(spec, container, ended));

    /// <summary>True if an init container failed and is not to be started again.</summary>
    public static bool InitFailed(PodSpec spec, PodState state) => spec.RestartPolicy == "Never" && spec.Containers.Any(container =>
        container.Role == ContainerRole.Init && state.Containers[container.Name].Ended is { ExitCode: not 0 });

    /// <summary>True if every init container has succeeded and every sidecar has started.</summary>
    public static bool IsInitialised(PodSpec spec, PodState state) => spec.Containers.Where(container => container.Role != ContainerRole.Main)
        .All(container => container.Role == ContainerRole.Init ? state.Containers[container.Name].HasSucceeded : state.Containers[container.Name].HasRun);

    private static bool Initialise(PodSpec spec, ref PodState state, DateTimeOffset now, ImmutableArray<string>.Builder start, ref DateTimeOffset? look)
    {
        if (InitFailed(spec, state) || MainEnded(spec, state))
            return true;
        foreach (var container in spec.Containers.Where(container => container.Role != ContainerRole.Main))
        {
            var known = state.Containers[container.Name];
            if (container.Role == ContainerRole.Init && known.HasSucceeded)
                continue;
            Want(spec, container, ref state, now, start, ref look);
            if (container.Role == ContainerRole.Init || !known.HasRun)
                return false;
        }
        return true;
    }

    /// <summary>Starts a container unless it runs, has ended for good, or must wait.</summary>
    private static void Want(
        PodSpec spec, ContainerSpec container, ref PodState state, DateTimeOffset now, ImmutableArray<string>.Builder start, ref DateTimeOffset? look)
    {
        var known = state.Containers[container.Name];
        if (known.IsRunning || known.IsStarting || InitFailed(spec, state))
            return;
        if (known.Ended is not null)
        {
            if (!Restarts(spec, container, known))
                return;
            if (known.NotBefore is null)
                known = CrashBackoff.Next(known, now);
        }
        if (known.NotBefore is { } due && due > now)
        {
            look = look is { } earlier && earlier < due ? earlier : due;
            if (known.Ended is not null && !known.IsStartFailed)
                known = known with { WaitingReason = CrashBackoff.Reason, WaitingMessage = CrashBackoff.Message(known.Backoff, container.Name, spec) };
            state = state.With(known);
            return;
        }
        state = state.With(known with { IsStarting = true, NotBefore = null });
        start.Add(container.Name);
    }

    private static bool Restarts(PodSpec spec, ContainerSpec container, ContainerState ended) => container.Role switch
    {
        ContainerRole.Sidecar => true,
        ContainerRole.Init => !ended.HasSucceeded && spec.RestartPolicy != "Never",
        _ => spec.RestartPolicy switch { "Always" => true, "OnFailure" => !ended.HasSucceeded, _ => false },
    };
}
