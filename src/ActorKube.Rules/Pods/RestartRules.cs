using k8s.Models;

namespace ActorKube.Rules.Pods;

/// <summary>
/// Whether a container that has ended is started again: the first of its own rules that its exit code meets says so, else its own policy if it has one, else the pod's.
/// </summary>
/// <remarks>Sources: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy and KEP-5307.</remarks>
internal static class RestartRules
{
    /// <summary>True if the container is started again after an end with that code.</summary>
    internal static bool Restarts(PodSpec pod, ContainerSpec container, int exitCode) => container.Role switch
    {
        ContainerRole.Sidecar => true,
        ContainerRole.Ephemeral => false,
        // An init container that has done its work is never started again.
        ContainerRole.Init when exitCode == 0 => false,
        _ => Matches(container, exitCode) || PolicyOf(pod, container) switch { "Always" => true, "OnFailure" => exitCode != 0, _ => false },
    };

    /// <summary>True if some end of the container makes it start again.</summary>
    internal static bool MayRestart(PodSpec pod, ContainerSpec container) =>
        container.Role is ContainerRole.Sidecar || PolicyOf(pod, container) != "Never" || container.Model.RestartPolicyRules is { Count: > 0 };

    private static string PolicyOf(PodSpec pod, ContainerSpec container) => container.Model.RestartPolicy is { Length: > 0 } own ? own : pod.RestartPolicy;

    private static bool Matches(ContainerSpec container, int exitCode) => container.Model.RestartPolicyRules is { } rules && rules.Any(rule => Holds(rule.ExitCodes, exitCode));

    private static bool Holds(V1ContainerRestartRuleOnExitCodes? codes, int exitCode) => codes is not null && (codes.Values?.Contains(exitCode) ?? false) == (codes.OperatorProperty == "In");
}
