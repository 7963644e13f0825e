using System.Collections.Immutable;
using k8s.Models;

namespace ActorKube.Rules.Pods.Probing;

/// <summary>A probe as the manifest has it.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Action">What is done.</param>
public sealed record ProbeSpec(ProbeKind Kind, ContainerAction Action)
{
    private const int DefaultPeriodSeconds = 10;
    private const int DefaultFailureThreshold = 3;

    /// <summary>From the container's start to the first try.</summary>
    public TimeSpan InitialDelay { get; init; }

    /// <summary>From one try to the next.</summary>
    public TimeSpan Period { get; init; }

    /// <summary>A try that takes longer has failed.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Successes in a row that count as one.</summary>
    public int SuccessThreshold { get; init; }

    /// <summary>Failures in a row that count as one.</summary>
    public int FailureThreshold { get; init; }

    /// <summary>The grace of a container that is stopped because of it; null for the pod's own.</summary>
    public long? GraceSeconds { get; init; }

    /// <summary>The probes of a container; mostly none.</summary>
    internal static ImmutableArray<ProbeSpec> Of(V1Container container) => container is { StartupProbe: null, LivenessProbe: null, ReadinessProbe: null }
        ? []
        : [.. Each(container)];

    private static IEnumerable<ProbeSpec> Each(V1Container container)
    {
        if (container.StartupProbe is { } startup)
            yield return Of(ProbeKind.Startup, startup, container);
        if (container.LivenessProbe is { } liveness)
            yield return Of(ProbeKind.Liveness, liveness, container);
        if (container.ReadinessProbe is { } readiness)
            yield return Of(ProbeKind.Readiness, readiness, container);
    }

    private static ProbeSpec Of(ProbeKind kind, V1Probe probe, V1Container container) => new(kind, ContainerAction.Of(probe, container))
    {
        InitialDelay = TimeSpan.FromSeconds(probe.InitialDelaySeconds ?? 0),
        Period = TimeSpan.FromSeconds(Positive(probe.PeriodSeconds, DefaultPeriodSeconds)),
        Timeout = TimeSpan.FromSeconds(Positive(probe.TimeoutSeconds, 1)),
        SuccessThreshold = Positive(probe.SuccessThreshold, 1),
        FailureThreshold = Positive(probe.FailureThreshold, DefaultFailureThreshold),
        GraceSeconds = probe.TerminationGracePeriodSeconds,
    };

    private static int Positive(int? number, int otherwise) => number is > 0 and var value ? value : otherwise;
}
