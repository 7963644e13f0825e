using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Pods;
using ActorKube.Model.Refusals;
using ActorKube.Model.Time;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using k8s.Models;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary><c>pod show NAME</c>: what is wanted, what is, and what happened to one pod.</summary>
internal sealed class PodShow(CommandContext context) : CommandSession(context)
{
    private readonly List<Corev1Event> _events = [];

    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<PodShow>("show", "summary, conditions, containers and events of a pod")
        .WithArgument("NAME", "name of the pod", completesWith: "pod list")
        .WithOption(Option.Namespace);

    protected override void Run()
    {
        var key = ResourceKey.Pod(Input.Namespace, Input.Argument(0));
        Get(key, pod =>
        {
            if (pod is null)
                Fail(Refusal.NotFound(key).Message);
            else
                List(KindCatalogue.Event, key.Namespace, "", Collect, () => Show(pod));
        });
    }

    private void Collect(ApiObject item)
    {
        var happened = item.As<Corev1Event>();
        if (happened.InvolvedObject is { Kind: "Pod" } pod && pod.Name == Input.Argument(0))
            _events.Add(happened);
    }

    private void Show(ApiObject pod)
    {
        var (model, summary) = (pod.As<V1Pod>(), PodSummary.Of(pod));
        Line(Details.Of("Name", pod.Key.Name));
        Line(Details.Of("Namespace", pod.Key.Namespace));
        Line(Details.Of("Node", pod.Pod.NodeName));
        Line(Details.Of("Status", summary.Status));
        Line(Details.Of("Ready", summary.Ready));
        Line(Details.Of("IP", pod.Pod.PodIP));
        Line(Details.Of("Age", Cell.Age(pod, Now)));
        Line(Details.Of("Controlled By", pod.Metadata.Controller is { } owner ? $"{owner.Kind}/{owner.Name}" : null));
        foreach (var line in Details.Many("Labels", pod.Metadata.Labels.Select(label => $"{label.Key}={label.Value}")))
            Line(line);
        Line(Details.Of("Requests", pod.Pod.Requests.ToString()));
        if (model.Status is { Reason.Length: > 0 } status)
            Line(Details.Of("Reason", $"{status.Reason}: {status.Message}"));
        Line("");
        Table("CONDITION", "STATUS", "REASON", "MESSAGE");
        foreach (var condition in model.Status?.Conditions ?? [])
            Row(condition.Type, condition.Status, Cell.OrNone(condition.Reason), Cell.OrNone(condition.Message));
        Line("");
        Table("CONTAINER", "KIND", "IMAGE", "STATE", "READY", "RESTARTS", "LAST-STATE");
        Containers("init", model.Spec?.InitContainers, model.Status?.InitContainerStatuses);
        Containers("container", model.Spec?.Containers, model.Status?.ContainerStatuses);
        Line("");
        Table("LAST-SEEN", "TYPE", "REASON", "COUNT", "MESSAGE");
        foreach (var happened in _events.OrderBy(LastSeen))
            Row(HumanDuration.Since(LastSeen(happened), Now), Cell.OrNone(happened.Type), Cell.OrNone(happened.Reason),
                Cell.Number(happened.Count ?? 1), Cell.OrNone(happened.Message));
        Done();
    }

    private void Containers(string kind, IList<V1Container>? containers, IList<V1ContainerStatus>? statuses)
    {
        foreach (var container in containers ?? [])
        {
            var status = statuses?.FirstOrDefault(status => status.Name == container.Name);
            Row(container.Name, container.RestartPolicy == "Always" ? "sidecar" : kind, Cell.OrNone(container.Image), StateText(status?.State),
                status?.Ready == true ? "true" : "false", Cell.Number(status?.RestartCount ?? 0), StateText(status?.LastState));
        }
    }

    private static string StateText(V1ContainerState? state) => state switch
    {
        { Running: not null } => "Running",
        { Waiting: { } waiting } => $"Waiting ({Cell.OrNone(waiting.Reason)})",
        { Terminated: { } terminated } => $"Terminated ({Cell.OrNone(terminated.Reason)}, exit code {terminated.ExitCode})",
        _ => Cell.None,
    };

    private static DateTimeOffset? LastSeen(Corev1Event happened) =>
        (happened.LastTimestamp ?? happened.EventTime ?? happened.FirstTimestamp ?? happened.Metadata?.CreationTimestamp) is { } time
            ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
            : null;
}
