using System.Globalization;
using System.Text.Json;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;

namespace ActorKube.Model.Pods;

/// <summary>What one line of <c>kubectl get pods</c> says about a pod. A pure function of the object; what depends on the time takes it.</summary>
/// <remarks>Source: printPod in kubernetes/pkg/printers/internalversion/printers.go, as of 1.32.</remarks>
public sealed record PodSummary
{
    private PodSummary() { }

    /// <summary>Containers that are ready, started sidecars included.</summary>
    public int ReadyContainers { get; private init; }

    /// <summary>Ordinary containers and sidecars.</summary>
    public int TotalContainers { get; private init; }

    /// <summary>The STATUS cell, such as <c>Running</c>, <c>Init:0/1</c>, <c>CrashLoopBackOff</c>, <c>Terminating</c>.</summary>
    public string Status { get; private init; } = "";

    /// <summary>How often containers were started again.</summary>
    public long Restarts { get; private init; }

    /// <summary>When the last of the ended runs ended; null if none did.</summary>
    public DateTimeOffset? LastRestart { get; private init; }

    /// <summary>The NODE cell: where the pod is bound to; empty while it isn't.</summary>
    public string NodeName { get; private init; } = "";

    /// <summary>The IP cell; empty until the pod has an address.</summary>
    public string PodIP { get; private init; } = "";

    /// <summary>The NOMINATED NODE cell; empty if there is none.</summary>
    public string NominatedNode { get; private init; } = "";

    /// <summary>The READINESS GATES cell: how many are open, such as <c>1/2</c>; empty for a pod without any.</summary>
    public string ReadinessGates { get; private init; } = "";

    /// <summary>The READY cell: <c>1/2</c>.</summary>
    public string Ready => string.Create(CultureInfo.InvariantCulture, $"{ReadyContainers}/{TotalContainers}");

    /// <summary>The RESTARTS cell: <c>0</c>, or <c>3 (5m ago)</c>.</summary>
    public string RestartsAt(DateTimeOffset now) => Restarts != 0 && LastRestart is { } last
        ? string.Create(CultureInfo.InvariantCulture, $"{Restarts} ({HumanDuration.Of(now - last)} ago)")
        : Restarts.ToString(CultureInfo.InvariantCulture);

    /// <summary>The summary of a pod.</summary>
    public static PodSummary Of(ApiObject pod)
    {
        using var document = JsonDocument.Parse(pod.Json, JsonFields.Documents);
        var spec = document.RootElement.Field("spec");
        var status = document.RootElement.Field("status");
        var phase = status.Text("phase");
        var conditions = status.Items("conditions").ToList();
        var summary = new PodSummary
        {
            Status = FirstOf(status.Text("reason"), phase),
            TotalContainers = spec.Items("containers").Count(),
            NodeName = spec.Text("nodeName"),
            PodIP = FirstOf(status.Text("podIP"), status.Items("podIPs").FirstOrDefault().Text("ip")),
            NominatedNode = status.Text("nominatedNodeName"),
            ReadinessGates = Gates(spec, conditions),
        };
        if (conditions.Any(condition => condition.Text("type") == "PodScheduled" && condition.Text("reason") == "SchedulingGated"))
            summary = summary with { Status = "SchedulingGated" };

        var (afterInit, initializing) = WithInitContainers(summary, spec, status);
        summary = afterInit;
        if (!initializing || IsTrue(conditions, "Initialized"))
            summary = WithContainers(summary, status, IsTrue(conditions, "Ready"));
        return pod.Metadata.IsDeleting switch
        {
            true when status.Text("reason") == "NodeLost" => summary with { Status = "Unknown" },
            true when phase is not ("Succeeded" or "Failed") => summary with { Status = "Terminating" },
            _ => summary,
        };
    }

    private static (PodSummary Summary, bool Initializing) WithInitContainers(PodSummary summary, JsonElement spec, JsonElement status)
    {
        var wanted = spec.Items("initContainers").ToList();
        var sidecars = wanted.Where(container => container.Text("restartPolicy") == "Always").Select(container => container.Text("name")).ToHashSet();
        var (ready, ofAll, ofSidecars) = (0, default(Ended), default(Ended));
        string? reason = null;
        var index = 0;
        foreach (var container in status.Items("initContainerStatuses"))
        {
            var isSidecar = sidecars.Contains(container.Text("name"));
            ofAll = ofAll.With(container);
            if (isSidecar)
                ofSidecars = ofSidecars.With(container);
            var state = container.Field("state");
            var hasStarted = isSidecar && container.Flag("started");
            if (hasStarted && state.Field("terminated").ValueKind != JsonValueKind.Object && container.Flag("ready"))
                ready++;
            if (!hasStarted && !HasSucceeded(state))
            {
                reason = "Init:" + (InitReason(state) ?? string.Create(CultureInfo.InvariantCulture, $"{index}/{wanted.Count}"));
                break;
            }
            index++;
        }
        // While init containers run, their restarts count; afterwards only those of sidecars do.
        var restarts = reason is null || IsTrue([.. status.Items("conditions")], "Initialized") ? ofSidecars : ofAll;
        return (summary with
        {
            TotalContainers = summary.TotalContainers + sidecars.Count,
            ReadyContainers = ready,
            Restarts = restarts.Restarts,
            LastRestart = restarts.Last,
            Status = reason ?? summary.Status,
        }, reason is not null);
    }

    private static PodSummary WithContainers(PodSummary summary, JsonElement status, bool isReady)
    {
        var (reason, ready, hasRunning) = (summary.Status, summary.ReadyContainers, false);
        var ended = new Ended(summary.Restarts, summary.LastRestart);
        // Upstream walks from the last to the first, so that the first container's reason wins.
        foreach (var container in status.Items("containerStatuses").Reverse())
        {
            var state = container.Field("state");
            ended = ended.With(container);
            if (state.Field("waiting").Text("reason") is { Length: > 0 } waiting)
                reason = waiting;
            else if (state.Field("terminated").ValueKind == JsonValueKind.Object)
                reason = TerminatedReason(state.Field("terminated"));
            else if (container.Flag("ready") && state.Field("running").ValueKind == JsonValueKind.Object)
                (hasRunning, ready) = (true, ready + 1);
        }
        if (reason == "Completed" && hasRunning)
            reason = isReady ? "Running" : "NotReady";
        return summary with { Status = reason, ReadyContainers = ready, Restarts = ended.Restarts, LastRestart = ended.Last };
    }

    private static string Gates(JsonElement spec, List<JsonElement> conditions)
    {
        var gates = spec.Items("readinessGates").Select(gate => gate.Text("conditionType")).ToList();
        var open = gates.Count(gate => conditions.FirstOrDefault(condition => condition.Text("type") == gate).Text("status") == "True");
        return gates.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{open}/{gates.Count}");
    }

    private static bool HasSucceeded(JsonElement state) =>
        state.Field("terminated") is { ValueKind: JsonValueKind.Object } terminated && (terminated.Number("exitCode") ?? 0) == 0;

    private static string? InitReason(JsonElement state)
    {
        if (state.Field("terminated") is { ValueKind: JsonValueKind.Object } terminated)
            return TerminatedReason(terminated);
        return state.Field("waiting").Text("reason") is { Length: > 0 } waiting and not "PodInitializing" ? waiting : null;
    }

    private static string TerminatedReason(JsonElement terminated)
    {
        if (terminated.Text("reason") is { Length: > 0 } reason)
            return reason;
        return terminated.Number("signal") is { } signal and not 0
            ? string.Create(CultureInfo.InvariantCulture, $"Signal:{signal}")
            : string.Create(CultureInfo.InvariantCulture, $"ExitCode:{terminated.Number("exitCode") ?? 0}");
    }

    private static bool IsTrue(List<JsonElement> conditions, string type) =>
        conditions.Any(condition => condition.Text("type") == type && condition.Text("status") == "True");

    private static string FirstOf(string first, string second) => first.Length > 0 ? first : second;

    private readonly record struct Ended(long Restarts, DateTimeOffset? Last)
    {
        public Ended With(JsonElement container)
        {
            var last = container.Field("lastState").Field("terminated").Time("finishedAt");
            return new(Restarts + (container.Number("restartCount") ?? 0), last is { } ended && (Last is null || ended > Last) ? ended : Last);
        }
    }
}
