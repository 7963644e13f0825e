using System.Collections.Immutable;
using ActorKube.Rules.Pods.Endings;
using ActorKube.Rules.Pods.Probing;

namespace ActorKube.Rules.Pods;

/// <summary>How the state of a pod and its containers changes by what happens to them.</summary>
public static class PodTransitions
{
    /// <summary>Reason of a container whose configuration can't be had.</summary>
    public const string ConfigurationFault = "CreateContainerConfigError";

    /// <summary>A run has begun; one after an earlier end counts as a restart.</summary>
    public static PodState Started(PodState pod, ContainerSpec container, string containerId, DateTimeOffset now)
    {
        var known = pod.Containers[container.Name];
        var isStarted = ProbeRules.StartsStarted(container);
        var probes = ProbeRules.Begin(container, now);
        return pod.With(known with
        {
            IsStarting = false, IsStartFailed = false, RunningSince = now, ContainerId = containerId, NotBefore = null,
            Previous = known.Ended ?? known.Previous, Ended = null,
            RestartCount = known.RestartCount + (known.Ended is null ? 0 : 1),
            WaitingReason = "ContainerCreating", WaitingMessage = "",
            PostStart = container.PostStart is null ? HookPhase.None : HookPhase.Due, IsOutdated = false,
            IsStarted = isStarted, HasStartedOnce = known.HasStartedOnce || (isStarted && container.PostStart is null), IsProbedReady = ProbeRules.StartsReady(container),
        }) with
        {
            Probes = probes.IsEmpty ? pod.Probes : pod.Probes.SetItem(container.Name, probes),
        };
    }

    /// <summary>The run has ended.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="name">The container.</param>
    /// <param name="exitCode">Its exit code.</param>
    /// <param name="now">The time.</param>
    /// <param name="reason">Why, if not for the code alone.</param>
    /// <param name="message">The termination message; empty if it left none.</param>
    public static PodState Ended(PodState pod, string name, int exitCode, DateTimeOffset now, string? reason = null, string message = "")
    {
        var known = pod.Containers[name];
        var run = EndedRun.Of(exitCode, known.RunningSince ?? now, now, known.ContainerId);
        return pod.With(Quiet(known) with { Ended = run with { Reason = reason ?? run.Reason, Message = message } }) with { Probes = pod.Probes.Remove(name) };
    }

    /// <summary>It can't be started for a reason that may pass: it waits with that reason, and is tried again.</summary>
    public static PodState StartFailed(PodState pod, string name, string reason, string message, DateTimeOffset? tryAgain) => pod.With(pod.Containers[name] with
    {
        IsStarting = false, IsStartFailed = true, WaitingReason = reason, WaitingMessage = message, NotBefore = tryAgain ?? DateTimeOffset.MaxValue,
    });

    /// <summary>What the pod's configuration names has changed: containers that lacked some of it are tried again at once.</summary>
    public static PodState ConfigurationChanged(PodState pod, DateTimeOffset now) => pod.Containers.Values
        .Where(container => container is { IsStartFailed: true, WaitingReason: ConfigurationFault })
        .Aggregate(pod, (state, container) => state.With(container with { NotBefore = now }));

    /// <summary>A start that was decided was called off because the pod ends.</summary>
    public static PodState CalledOff(PodState pod, string name) => pod.With(pod.Containers[name] with { IsStarting = false });

    /// <summary>The pod is to end and to leave nothing on the node; a later word can only shorten the grace.</summary>
    public static PodState Deleted(PodState pod, TimeSpan grace, DateTimeOffset now)
    {
        var deadline = now + grace;
        return pod with
        {
            Ending = (pod.Ending ?? new(deadline, IsDeleted: true)) with
            {
                IsDeleted = true, IsForced = grace <= TimeSpan.Zero, Deadline = pod.Ending?.Deadline < deadline ? pod.Ending.Deadline : deadline,
            },
        };
    }

    /// <summary>The pod has failed as a whole: what runs of it is ended, and nothing is started.</summary>
    public static PodState Failing(PodState pod, PodFailure failure, TimeSpan grace, DateTimeOffset now) =>
        pod with { Ending = pod.Ending ?? new PodEnding(now + grace, IsDeleted: false) { Failure = failure, IsForced = grace <= TimeSpan.Zero } };

    /// <summary>The pod's spec has changed as far as it may: another image makes a container start again, and ephemeral containers may have come.</summary>
    public static PodState SpecChanged(PodState pod, PodSpec before, PodSpec after)
    {
        var changed = pod.Knowing(after);
        foreach (var container in after.Containers)
            if (before.Containers.FirstOrDefault(known => known.Name == container.Name) is { } known && known.Model.Image != container.Model.Image)
                changed = changed.With(changed.Containers[container.Name] with { IsOutdated = true });
        return changed;
    }

    /// <summary>A postStart hook has ended.</summary>
    public static PodState PostStartEnded(PodState pod, string name, ActionOutcome outcome)
    {
        var known = pod.Containers[name];
        if (known.PostStart != HookPhase.Running)
            return pod;
        return pod.With(outcome.Result == ActionResult.Success
            ? known with { PostStart = HookPhase.None, HasStartedOnce = known.HasStartedOnce || known.IsStarted }
            : known with { PostStart = HookPhase.Failed });
    }

    /// <summary>A preStop hook has ended, well or not.</summary>
    public static PodState PreStopEnded(PodState pod, string name) => pod.Containers[name] is { Stop: { Phase: StopPhase.PreStop } stop } known
        ? pod.With(known with { Stop = stop with { Phase = StopPhase.Turn } })
        : pod;

    /// <summary>A probe was tried.</summary>
    public static PodState Probed(PodState pod, string name, ProbeKind kind, ActionOutcome outcome)
    {
        if (!pod.Probes.TryGetValue(name, out var probes) || probes.FirstOrDefault(probe => probe.Spec.Kind == kind) is not { } before)
            return pod;
        var (after, verdict) = ProbeRules.Take(before, outcome);
        var probed = pod with { Probes = pod.Probes.SetItem(name, probes.Replace(before, after)) };
        var known = pod.Containers[name];
        return (kind, verdict) switch
        {
            (_, null) => probed,
            (ProbeKind.Readiness, { } ready) => ready == known.IsProbedReady ? probed : probed.With(known with { IsProbedReady = ready }),
            (_, false) => probed.With(known with { FailedProbe = kind }),
            (ProbeKind.Startup, _) => probed.With(known with { IsStarted = true, HasStartedOnce = true }),
            _ => probed,
        };
    }

    private static ContainerState Quiet(ContainerState known) => known with
    {
        IsStarting = false, RunningSince = null, ContainerId = "", PostStart = HookPhase.None, IsStarted = false, IsProbedReady = false, FailedProbe = null, Stop = null,
    };
}
