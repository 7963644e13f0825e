using System.Collections.Immutable;

namespace ActorKube.Rules.Pods.Probing;

/// <summary>
/// When a container's probes are tried, and what their outcomes mean: started, ready, or to be started again. The startup probe keeps the others back until it has
/// succeeded, and isn't tried afterwards.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes; pkg/kubelet/prober/worker.go.</remarks>
public static class ProbeRules
{
    // A kubelet learns of a container's start by looking, once a second.
    private static readonly TimeSpan NoticedAfter = TimeSpan.FromSeconds(1);

    /// <summary>The probes of a container that has just started.</summary>
    public static ImmutableArray<ProbeState> Begin(ContainerSpec container, DateTimeOffset now) => container.Probes.IsEmpty
        ? []
        : [.. container.Probes.Select(probe => new ProbeState(probe, now + (probe.InitialDelay > NoticedAfter ? probe.InitialDelay : NoticedAfter)))];

    /// <summary>True if a container that has just started counts as started at once.</summary>
    public static bool StartsStarted(ContainerSpec container) => container.Probes.All(probe => probe.Kind != ProbeKind.Startup);

    /// <summary>True if a container that has started counts as ready at once.</summary>
    public static bool StartsReady(ContainerSpec container) => container.Probes.All(probe => probe.Kind != ProbeKind.Readiness);

    /// <summary>The probes that are to be tried now, marked so, and when the next one is.</summary>
    /// <param name="probes">The probes of a container that runs.</param>
    /// <param name="container">The container.</param>
    /// <param name="endsWithPod">True if the pod ends, which only readiness is still watched of.</param>
    /// <param name="now">The time.</param>
    /// <param name="trying">Gets those to try, as they were.</param>
    public static (ImmutableArray<ProbeState> Probes, DateTimeOffset? Next) Due(
        ImmutableArray<ProbeState> probes, ContainerState container, bool endsWithPod, DateTimeOffset now, List<ProbeState> trying)
    {
        var next = (DateTimeOffset?)null;
        for (var index = 0; index < probes.Length; index++)
        {
            var probe = probes[index];
            if (probe.IsTrying || (probe.Spec.Kind == ProbeKind.Startup) == container.IsStarted || (endsWithPod && probe.Spec.Kind != ProbeKind.Readiness))
                continue;
            var due = probe.Due;
            if (due <= now)
            {
                trying.Add(probe);
                due = NextAfter(due, probe.Spec.Period, now);
                probes = probes.SetItem(index, probe with { IsTrying = true, Due = due });
            }
            else
            {
                next = next < due ? next : due;
            }
        }
        return (probes, next);
    }

    /// <summary>What an outcome makes of the probe, and whether it reached its threshold.</summary>
    /// <param name="probe">The probe before.</param>
    /// <param name="outcome">The outcome; one that is an error says nothing.</param>
    public static (ProbeState Probe, bool? Verdict) Take(ProbeState probe, ActionOutcome outcome)
    {
        var tried = probe with { IsTrying = false };
        if (outcome.Result == ActionResult.Error)
            return (tried, null);
        var succeeded = outcome.Result == ActionResult.Success;
        var inARow = probe.LastSucceeded == succeeded ? probe.InARow + 1 : 1;
        tried = tried with { LastSucceeded = succeeded, InARow = inARow };
        return (tried, inARow >= (succeeded ? probe.Spec.SuccessThreshold : probe.Spec.FailureThreshold) ? succeeded : null);
    }

    /// <summary>The Event of a try that didn't succeed; null if there is nothing to say.</summary>
    public static string? EventOf(ProbeKind kind, ActionOutcome outcome) => outcome.Result switch
    {
        ActionResult.Failure => $"{kind} probe failed: {outcome.Message}",
        ActionResult.Error => $"{kind} probe errored: {outcome.Message}",
        _ => null,
    };

    // A try that took longer than the period is followed by the next one at once, and the beat is kept.
    private static DateTimeOffset NextAfter(DateTimeOffset due, TimeSpan period, DateTimeOffset now) =>
        due + period > now ? due + period : due + (period * (Math.Floor((now - due) / period) + 1));
}
