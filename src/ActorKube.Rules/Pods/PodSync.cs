using System.Collections.Immutable;
using ActorKube.Rules.Pods.Endings;
using ActorKube.Rules.Pods.Probing;

namespace ActorKube.Rules.Pods;

/// <summary>
/// Decides what to do next about a pod, in the manner of the kubelet's computePodActions: init containers one after the other, sidecars in their turn,
/// then the ordinary containers together; each started again as the restart policy says, with back-off; and whatever its hooks, probes and deadlines ask for.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/.</remarks>
public static class PodSync
{
    /// <summary>What to do now.</summary>
    public static PodActions Decide(PodSpec spec, PodState state, DateTimeOffset now)
    {
        var turn = new PodTurn(spec, state, now);
        MeetDeadline(turn);
        if (turn.State.Ending is { } ending)
        {
            foreach (var container in Running(turn))
                StopRules.Begin(turn, container, ending.IsForced ? TimeSpan.Zero : Longer(ending.Deadline - now, TimeSpan.FromTicks(1)), $"Stopping container {container.Name}");
        }
        else
        {
            StartWhatShouldRun(turn);
            if (MainEnded(spec, turn.State))
                foreach (var container in Running(turn).Where(container => container.Role == ContainerRole.Sidecar).Reverse())
                    StopRules.Begin(turn, container, spec.Grace, $"Stopping container {container.Name}");
            FollowProbesAndHooks(turn);
        }
        StopRules.Proceed(turn);
        TryProbes(turn);
        return turn.Decided();
    }

    /// <summary>True if the pod's ordinary containers have all ended and none is to be started again.</summary>
    public static bool MainEnded(PodSpec spec, PodState state) =>
        InitFailed(spec, state) || spec.Containers.All(container => container.Role != ContainerRole.Main
            || (state.Containers[container.Name] is { Ended: not null } ended && !Restarts(spec, container, ended)));

    /// <summary>True if an init container failed and is not to be started again.</summary>
    public static bool InitFailed(PodSpec spec, PodState state) => spec.Containers.Any(container => container.Role == ContainerRole.Init
        && state.Containers[container.Name].Ended is { ExitCode: not 0 and var code } && !RestartRules.Restarts(spec, container, code));

    /// <summary>True if every init container has succeeded and every sidecar has started.</summary>
    public static bool IsInitialised(PodSpec spec, PodState state) => spec.Containers.All(container => container.Role switch
    {
        ContainerRole.Init => state.Containers[container.Name].HasSucceeded,
        ContainerRole.Sidecar => state.Containers[container.Name].HasStartedOnce,
        _ => true,
    });

    /// <summary>True if the pod is on its way to its end.</summary>
    internal static bool Ends(PodSpec spec, PodState state) => state.IsStopping || MainEnded(spec, state);

    private static void MeetDeadline(PodTurn turn)
    {
        if (turn.Spec.ActiveDeadline is not { } limit || turn.State.IsStopping || MainEnded(turn.Spec, turn.State))
            return;
        var due = turn.State.StartTime + limit;
        if (due > turn.Now)
        {
            turn.LookAgainAt(due);
            return;
        }
        const string Message = "Pod was active on the node longer than the specified deadline";
        turn.Say(null, warning: false, "DeadlineExceeded", Message);
        turn.Put(PodTransitions.Failing(turn.State, new("DeadlineExceeded", Message), turn.Spec.Grace, turn.Now));
    }

    private static void StartWhatShouldRun(PodTurn turn)
    {
        if (Initialise(turn))
            foreach (var container in turn.Spec.Containers)
                if (container.Role == ContainerRole.Main)
                    Want(turn, container);
        foreach (var container in turn.Spec.Containers)
            if (container.Role == ContainerRole.Ephemeral && !turn.State.Containers[container.Name].HasRun)
                Want(turn, container);
    }

    private static bool Initialise(PodTurn turn)
    {
        if (MainEnded(turn.Spec, turn.State))
            return true;
        foreach (var container in turn.Spec.Containers)
        {
            if (container.Role is not (ContainerRole.Init or ContainerRole.Sidecar))
                continue;
            var known = turn.State.Containers[container.Name];
            if (container.Role == ContainerRole.Init && known.HasSucceeded)
                continue;
            Want(turn, container);
            if (container.Role == ContainerRole.Init || !known.HasStartedOnce)
                return false;
        }
        return true;
    }

    /// <summary>Starts a container unless it runs, has ended for good, or must wait.</summary>
    private static void Want(PodTurn turn, ContainerSpec container)
    {
        var (spec, known) = (turn.Spec, turn.State.Containers[container.Name]);
        if (known.IsRunning || known.IsStarting || InitFailed(spec, turn.State))
            return;
        if (known.Ended is not null)
        {
            if (!Restarts(spec, container, known))
                return;
            if (known.NotBefore is null)
                known = CrashBackoff.Next(known, turn.Now);
        }
        if (known.NotBefore is { } due && due > turn.Now)
        {
            if (due < DateTimeOffset.MaxValue)
                turn.LookAgainAt(due);
            if (known.Ended is not null && !known.IsStartFailed)
                known = known with { WaitingReason = CrashBackoff.Reason, WaitingMessage = CrashBackoff.Message(known.Backoff, container.Name, spec) };
            turn.Put(known);
            return;
        }
        turn.Put(known with { IsStarting = true, NotBefore = null });
        turn.Do(new PodAction.Start(container.Name));
    }

    private static void FollowProbesAndHooks(PodTurn turn)
    {
        foreach (var container in turn.Spec.Containers)
        {
            var known = turn.State.Containers[container.Name];
            if (known is not { IsRunning: true, Stop: null })
                continue;
            if (known.PostStart == HookPhase.Due)
            {
                turn.Put(known with { PostStart = HookPhase.Running });
                turn.Do(new PodAction.PostStart(container.Name, container.PostStart!));
            }
            else if (known.PostStart == HookPhase.Failed)
            {
                StopRules.Begin(turn, container, turn.Spec.Grace, "FailedPostStartHook");
            }
            else if (known.IsOutdated && container.Role != ContainerRole.Init)
            {
                StopRules.Begin(turn, container, turn.Spec.Grace, $"Container {container.Name} definition changed, will be restarted");
            }
            else if (known.FailedProbe is { } failed)
            {
                var probe = container.Probes.First(probe => probe.Kind == failed);
                var words = $"Container {container.Name} failed {(failed == ProbeKind.Startup ? "startup" : "liveness")} probe";
                StopRules.Begin(
                    turn, container, probe.GraceSeconds is { } own ? TimeSpan.FromSeconds(own) : turn.Spec.Grace,
                    RestartRules.MayRestart(turn.Spec, container) ? $"{words}, will be restarted" : words);
            }
        }
    }

    private static void TryProbes(PodTurn turn)
    {
        if (turn.State.Probes.IsEmpty)
            return;
        var trying = new List<ProbeState>();
        foreach (var (name, probes) in turn.State.Probes)
        {
            var known = turn.State.Containers[name];
            if (known is not { IsRunning: true, PostStart: HookPhase.None } || (known.Stop is not null && !turn.State.IsStopping))
                continue;
            trying.Clear();
            var (next, due) = ProbeRules.Due(probes, known, turn.State.IsStopping, turn.Now, trying);
            if (trying.Count > 0)
                turn.Put(turn.State with { Probes = turn.State.Probes.SetItem(name, next) });
            foreach (var probe in trying)
                turn.Do(new PodAction.Try(name, probe.Spec, probe.Due));
            if (due is { } moment)
                turn.LookAgainAt(moment);
        }
    }

    private static bool Restarts(PodSpec spec, ContainerSpec container, ContainerState known) =>
        (container.Role == ContainerRole.Main && known.IsOutdated) || RestartRules.Restarts(spec, container, known.Ended!.ExitCode);

    private static IEnumerable<ContainerSpec> Running(PodTurn turn) => turn.Spec.Containers.Where(container => turn.State.Containers[container.Name].IsRunning).ToList();

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
