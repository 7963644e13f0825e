using System.Globalization;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Nodes;

namespace ActorKube.Rules.Pods;

/// <summary>Builds a pod's <c>status</c> from what the kubelet knows, in upstream's fields, reasons and words.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase and #pod-conditions.</remarks>
public static class PodStatusRules
{
    /// <summary>
    /// The status. Conditions keep the time of their last transition from
    /// <paramref name="before"/>, the last status that was built, or else from the stored one.
    /// </summary>
    public static PodStatus Build(PodSpec spec, PodState state, string hostIP, PodStatus? before, DateTimeOffset now)
    {
        var previous = (before ?? PodStatus.Stored(spec.Object))?.ToTree();
        var phase = Phase(spec, state);
        var status = new JsonObject
        {
            ["phase"] = phase,
            ["conditions"] = Conditions(spec, state, phase, previous, now),
            ["hostIP"] = hostIP,
            ["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = hostIP }),
            ["startTime"] = Text(state.StartTime),
            ["qosClass"] = (string?)previous?["qosClass"] ?? "BestEffort",
        };
        if (state.PodIP.Length > 0)
        {
            status["podIP"] = state.PodIP;
            status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = state.PodIP });
        }
        if (phase == "Failed" && state.Ending?.Failure is var (reason, message))
            (status["reason"], status["message"]) = (reason, message);
        if (Statuses(spec, state, ContainerRole.Init, ContainerRole.Sidecar) is { Length: > 0 } init)
            status["initContainerStatuses"] = new JsonArray(init);
        status["containerStatuses"] = new JsonArray(Statuses(spec, state, ContainerRole.Main));
        if (Statuses(spec, state, ContainerRole.Ephemeral) is { Length: > 0 } ephemeral)
            status["ephemeralContainerStatuses"] = new JsonArray(ephemeral);
        return PodStatus.Of(status);
    }

    /// <summary>A status of a pod that the kubelet won't run.</summary>
    public static PodStatus Rejected(ApiObject pod, string reason, string message, DateTimeOffset now) => PodStatus.Of(new()
    {
        ["phase"] = "Failed", ["reason"] = reason, ["message"] = message, ["startTime"] = Text(now),
        ["qosClass"] = (string?)pod.ToTree()["status"]?["qosClass"] ?? "BestEffort",
    });

    /// <summary>The phase: Pending until every container has been started once, then Running, until all have ended for good.</summary>
    public static string Phase(PodSpec spec, PodState state)
    {
        if (PodSync.InitFailed(spec, state) || (state.Ending?.Failure is not null && state.IsQuiet))
            return "Failed";
        var main = spec.Containers.Where(container => container.Role == ContainerRole.Main).Select(container => state.Containers[container.Name]).ToList();
        if (main.All(container => container.Ended is not null) && (state.IsStopping || PodSync.MainEnded(spec, state)))
            return main.All(container => container.HasSucceeded) ? "Succeeded" : "Failed";
        if (!PodSync.IsInitialised(spec, state) && !main.Any(container => container.HasRun))
            return "Pending";
        return main.All(container => container.HasRun) ? "Running" : "Pending";
    }

    private static JsonArray Conditions(PodSpec spec, PodState state, string phase, JsonObject? previous, DateTimeOffset now)
    {
        var initialised = PodSync.IsInitialised(spec, state) || phase is "Succeeded";
        var notInitialised = spec.Containers.Where(container => container.Role switch
        {
            ContainerRole.Init => !state.Containers[container.Name].HasSucceeded,
            ContainerRole.Sidecar => !state.Containers[container.Name].HasStartedOnce,
            _ => false,
        }).Select(container => container.Name);
        var unready = spec.Containers.Where(container => container.Role is ContainerRole.Main or ContainerRole.Sidecar && !state.Containers[container.Name].IsReady)
            .Select(container => container.Name).ToList();
        var terminal = phase is "Succeeded" or "Failed";
        var (reason, message) = phase == "Succeeded" ? ("PodCompleted", "") : phase == "Failed" ? ("PodFailed", "")
            : ("ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]");
        var ready = !terminal && unready.Count == 0;
        var gated = ready ? ReadinessGates.Unmet(spec) : null;
        JsonNode[] disrupted = state.Ending?.Failure is { Reason: MemoryEviction.Evicted } eviction ? [Condition("DisruptionTarget", true, "TerminationByKubelet", eviction.Message)] : [];
        return
        [
            .. disrupted,
            Condition("PodReadyToStartContainers", state.PodIP.Length > 0 && !terminal, "", ""),
            Condition("Initialized", initialised,
                initialised ? phase == "Succeeded" ? "PodCompleted" : "" : "ContainersNotInitialized",
                initialised ? "" : $"containers with incomplete status: [{string.Join(' ', notInitialised)}]"),
            gated is null ? Condition("Ready", ready, ready ? "" : reason, ready ? "" : message) : Condition("Ready", false, ReadinessGates.Reason, gated),
            Condition("ContainersReady", ready, ready ? "" : reason, ready ? "" : message),
            Condition("PodScheduled", true, "", ""),
        ];

        JsonObject Condition(string type, bool holds, string why, string words)
        {
            var old = previous?["conditions"]?.AsArray().FirstOrDefault(condition => (string?)condition?["type"] == type);
            var value = holds ? "True" : "False";
            var condition = new JsonObject { ["type"] = type, ["status"] = value };
            condition["lastTransitionTime"] = (string?)old?["status"] == value && (string?)old?["lastTransitionTime"] is { } kept ? kept : Text(now);
            if (why.Length > 0)
                condition["reason"] = why;
            if (words.Length > 0)
                condition["message"] = words;
            return condition;
        }
    }

    private static JsonNode[] Statuses(PodSpec spec, PodState state, params ReadOnlySpan<ContainerRole> roles)
    {
        var statuses = new List<JsonNode>();
        foreach (var container in spec.Containers)
            if (roles.Contains(container.Role))
                statuses.Add(Status(spec, container, state));
        return [.. statuses];
    }

    private static JsonObject Status(PodSpec spec, ContainerSpec container, PodState pod)
    {
        var known = pod.Containers[container.Name];
        var status = new JsonObject
        {
            ["name"] = container.Name,
            ["image"] = container.Model.Image,
            ["imageID"] = known.ImageId,
            ["restartCount"] = known.RestartCount,
            ["ready"] = container.Role switch { ContainerRole.Init => known.HasSucceeded, ContainerRole.Ephemeral => false, _ => known.IsReady },
            ["started"] = container.Role is ContainerRole.Main or ContainerRole.Sidecar && known.ShowsRunning && known.IsStarted,
            ["state"] = State(spec, known, pod),
            ["lastState"] = Waits(spec, known, pod) && known.Ended is { } before ? Terminated(before) : known.Previous is { } earlier ? Terminated(earlier) : new JsonObject(),
        };
        var id = known.ContainerId.Length > 0 ? known.ContainerId : known.Ended?.ContainerId ?? "";
        if (id.Length > 0)
            status["containerID"] = id;
        return status;
    }

    /// <summary>An ended container shows its end until it waits out a back-off or its next start failed.</summary>
    private static bool Waits(PodSpec spec, ContainerState known, PodState pod) => !known.ShowsRunning
        && (known.Ended is null || (!pod.IsStopping && !PodSync.MainEnded(spec, pod) && (known.IsStartFailed || known is { NotBefore: not null, WaitingReason: CrashBackoff.Reason })));

    private static JsonObject State(PodSpec spec, ContainerState known, PodState pod)
    {
        if (known is { ShowsRunning: true, RunningSince: { } since })
            return new JsonObject { ["running"] = new JsonObject { ["startedAt"] = Text(since) } };
        if (!Waits(spec, known, pod))
            return Terminated(known.Ended!);
        var waiting = new JsonObject { ["reason"] = known.WaitingReason };
        if (known.WaitingMessage.Length > 0)
            waiting["message"] = known.WaitingMessage;
        return new JsonObject { ["waiting"] = waiting };
    }

    private static JsonObject Terminated(EndedRun run)
    {
        var terminated = new JsonObject { ["exitCode"] = run.ExitCode, ["reason"] = run.Reason, ["finishedAt"] = Text(run.FinishedAt) };
        if (run.Message.Length > 0)
            terminated["message"] = run.Message;
        if (run.StartedAt is { } started)
            terminated["startedAt"] = Text(started);
        if (run.ContainerId.Length > 0)
            terminated["containerID"] = run.ContainerId;
        return new JsonObject { ["terminated"] = terminated };
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
