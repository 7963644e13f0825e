using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Probes;

/// <summary>What probes must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/ and
/// https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes.</remarks>
internal static class ProbeRules
{
    private static readonly string[] Numbers = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

    internal static IEnumerable<FieldFault> CheckLiveness(Field probe) => Once(probe);

    internal static IEnumerable<FieldFault> CheckStartup(Field probe) => Once(probe);

    internal static IEnumerable<FieldFault> CheckReadiness(Field probe)
    {
        var grace = probe["terminationGracePeriodSeconds"];
        return Probe(probe).Concat(grace.IsSet ? [FieldFault.Invalid(grace.Path, grace.Number, "must not be set for readinessProbes")] : []);
    }

    private static IEnumerable<FieldFault> Once(Field probe)
    {
        var successes = probe["successThreshold"];
        return Probe(probe).Concat(probe.IsSet && successes.Number != 1 ? [FieldFault.Invalid(successes.Path, successes.Number ?? 0, "must be 1")] : []);
    }

    private static IEnumerable<FieldFault> Probe(Field probe)
    {
        if (!probe.IsSet)
            return [];
        var grace = probe["terminationGracePeriodSeconds"];
        return
        [
            .. HandlerRules.CheckProbe(probe),
            .. Numbers.SelectMany(number => Checks.NonNegative(probe[number])),
            .. grace.Number <= 0 ? [FieldFault.Invalid(grace.Path, grace.Number, "must be greater than 0")] : Array.Empty<FieldFault>(),
        ];
    }
}
