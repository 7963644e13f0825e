namespace ActorKube.Rules.Pods.Endings;

/// <summary>
/// How containers that run are stopped: preStop hook, then SIGTERM in their turn, then SIGKILL when the grace is over. The hook's time counts against the grace,
/// but a moment for SIGTERM is always left. Sidecars have their turn when no ordinary container runs any more, the last one first.
/// </summary>
/// <remarks>
/// Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination and #termination-with-sidecars; killContainer in pkg/kubelet/kuberuntime.
/// </remarks>
internal static class StopRules
{
    private static readonly TimeSpan LeastGrace = TimeSpan.FromSeconds(2);

    /// <summary>Has a container stopped, unless that is under way.</summary>
    /// <param name="turn">The turn of the pod.</param>
    /// <param name="container">The container, which runs.</param>
    /// <param name="grace">Emulated time until it is killed; none kills it at once.</param>
    /// <param name="why">The Event's message.</param>
    internal static void Begin(PodTurn turn, ContainerSpec container, TimeSpan grace, string why)
    {
        var known = turn.State.Containers[container.Name];
        if (known.Stop is not null)
            return;
        turn.Say(container.Name, warning: false, "Killing", why);
        if (grace <= TimeSpan.Zero)
        {
            Kill(turn, known);
            return;
        }
        var hook = container.PreStop;
        turn.Put(known with { Stop = new(turn.Now + grace, hook is null ? StopPhase.Turn : StopPhase.PreStop) });
        if (hook is not null)
            turn.Do(new PodAction.PreStop(container.Name, hook));
    }

    /// <summary>Goes on with all that are being stopped.</summary>
    internal static void Proceed(PodTurn turn)
    {
        foreach (var container in turn.Spec.Containers)
        {
            var known = turn.State.Containers[container.Name];
            if (known is not { IsRunning: true, Stop: { } stop } || stop.Phase == StopPhase.Killed)
                continue;
            if (turn.State.Ending is { } ending)
            {
                if (ending.IsForced)
                {
                    Kill(turn, known);
                    continue;
                }
                if (ending.Deadline < stop.Deadline && ending.Deadline > turn.Now)
                    turn.Put(known = known with { Stop = stop = stop with { Deadline = ending.Deadline } });
            }
            var isLate = turn.Now >= stop.Deadline;
            if (stop.Phase == StopPhase.Terminated)
            {
                if (isLate)
                    Kill(turn, known);
                else
                    turn.LookAgainAt(stop.Deadline);
            }
            else if (isLate || (stop.Phase == StopPhase.Turn && HasTurn(turn, container)))
            {
                Terminate(turn, known, stop);
            }
            else
            {
                turn.LookAgainAt(stop.Deadline);
            }
        }
    }

    private static void Terminate(PodTurn turn, ContainerState known, ContainerStop stop)
    {
        var deadline = stop.Deadline - turn.Now < LeastGrace ? turn.Now + LeastGrace : stop.Deadline;
        turn.Put(known with { Stop = new(deadline, StopPhase.Terminated) });
        turn.Do(new PodAction.Terminate(known.Name));
        turn.LookAgainAt(deadline);
    }

    private static void Kill(PodTurn turn, ContainerState known)
    {
        turn.Put(known with { Stop = new(turn.Now, StopPhase.Killed) });
        turn.Do(new PodAction.Kill(known.Name));
    }

    private static bool HasTurn(PodTurn turn, ContainerSpec container) => container.Role != ContainerRole.Sidecar || !PodSync.Ends(turn.Spec, turn.State)
        || turn.Spec.Containers.SkipWhile(other => other != container).Skip(1)
            .All(after => after.Role is ContainerRole.Init or ContainerRole.Ephemeral || !turn.State.Containers[after.Name].IsRunning);
}
