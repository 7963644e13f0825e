using System.Globalization;
using System.Text.Json.Nodes;

namespace ActorKube.Rules.Pods;

/// <summary>
/// What a kubelet knows of a pod whose runtime was lost (a process or a node that died): restart counts and ends from the last status; whatever ran
/// then has ended in an unknown way, and init containers run again because the sandbox is new.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#pod-restart-reasons and the kubelet's ContainerStatusUnknown.</remarks>
public static class LostPod
{
    private const int UnknownExitCode = 137;

    /// <summary>The state to go on from; a pod that never started goes on as new.</summary>
    public static PodState Recover(PodSpec spec, PodStatus known, DateTimeOffset now)
    {
        var status = known.ToTree();
        var state = PodState.New(spec, Time(status?["startTime"]) ?? now);
        foreach (var container in spec.Containers)
        {
            var last = (status?[ListOf(container.Role)]?.AsArray() ?? [])
                .FirstOrDefault(item => (string?)item?["name"] == container.Name);
            if (last is not null)
                state = state.With(Recover(spec, container, state.Containers[container.Name], last, now));
        }
        return state;
    }

    private static string ListOf(ContainerRole role) => role switch
    {
        ContainerRole.Main => "containerStatuses",
        ContainerRole.Ephemeral => "ephemeralContainerStatuses",
        _ => "initContainerStatuses",
    };

    private static ContainerState Recover(PodSpec spec, ContainerSpec container, ContainerState fresh, JsonNode last, DateTimeOffset now)
    {
        var (running, terminated) = (last["state"]?["running"], last["state"]?["terminated"] ?? last["lastState"]?["terminated"]);
        var ended = running is not null
            ? new EndedRun(
                UnknownExitCode, "ContainerStatusUnknown", "The container could not be located when the pod was restarted", Time(running["startedAt"]), now,
                (string?)last["containerID"] ?? "")
            : terminated is not null
                ? new EndedRun(
                    (int?)terminated["exitCode"] ?? 0, (string?)terminated["reason"] ?? "Error", (string?)terminated["message"] ?? "",
                    Time(terminated["startedAt"]), Time(terminated["finishedAt"]) ?? now, (string?)terminated["containerID"] ?? "")
                : null;
        var known = fresh with { RestartCount = (int?)last["restartCount"] ?? 0 };
        if (ended is null)
            return known;
        // What had ended for good stays so; an init container of a pod that goes on runs again in the new sandbox.
        if (container.Role == ContainerRole.Init && spec.RestartPolicy != "Never")
            return known with { Previous = ended, RestartCount = known.RestartCount + 1 };
        return known with { Ended = ended, NotBefore = running is not null ? now : null };
    }

    private static DateTimeOffset? Time(JsonNode? node) =>
        DateTimeOffset.TryParse((string?)node, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
