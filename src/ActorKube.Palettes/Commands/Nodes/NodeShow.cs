using ActorKube.Model.Kinds;
using ActorKube.Model.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Pods;
using ActorKube.Model.Refusals;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Processes;
using ActorKube.Palettes.Sessions;
using k8s.Models;

namespace ActorKube.Palettes.Commands.Nodes;

/// <summary><c>node show NAME</c>: details, conditions, what is allocated, and the pods.</summary>
internal sealed class NodeShow(CommandContext context) : CommandSession(context)
{
    private readonly List<ApiObject> _pods = [];
    private readonly NodeLoad _load = new();

    public static PaletteCommand Definition { get; } =
        PaletteCommand.RunBy<NodeShow>("show", "details, conditions, taints, allocated resources and pods of a node")
            .WithArgument("NAME", "name of the node", completesWith: "node list");

    protected override void Run() => Get(ResourceKey.Node(Input.Argument(0)), node =>
    {
        if (node is null)
            Fail(Refusal.NotFound(ResourceKey.Node(Input.Argument(0))).Message);
        else
            Members(members => List(KindCatalogue.Pod, null, "", Collect, () => Show(node, members)));
    });

    private void Collect(ApiObject pod)
    {
        if (pod.Pod.NodeName != Input.Argument(0))
            return;
        _pods.Add(pod);
        _load.Add(pod.Pod);
    }

    private void Show(ApiObject node, MembersDescribed members)
    {
        var (model, summary, host) = (node.As<V1Node>(), NodeSummary.Of(node), members.HostOf(node.Key.Name));
        Line(Details.Of("Name", node.Key.Name));
        Line(Details.Of("Status", summary.Status));
        Line(Details.Of("Roles", summary.Roles));
        Line(Details.Of("Age", Cell.Age(node, Now)));
        Line(Details.Of("Host", host is null ? Cell.Unknown : $"{host.Name} (pid {Cell.Number(host.Process?.Pid)})"));
        foreach (var line in (string[])
        [
            .. Details.Many("Labels", node.Metadata.Labels.Select(label => $"{label.Key}={label.Value}")),
            .. Details.Many("Taints", (model.Spec?.Taints ?? []).Select(TaintText)),
            .. Details.Many("Addresses", (model.Status?.Addresses ?? []).Select(address => $"{address.Type}: {address.Address}")),
        ])
            Line(line);
        Line("");
        Table("CONDITION", "STATUS", "REASON", "MESSAGE");
        foreach (var condition in model.Status?.Conditions ?? [])
            Row(condition.Type, condition.Status, Cell.OrNone(condition.Reason), Cell.OrNone(condition.Message));
        Line("");
        Table("RESOURCE", "REQUESTED", "ALLOCATABLE");
        foreach (var (resource, allocatable) in node.Node.Allocatable)
            Row(resource, resource == "pods" ? Cell.Number(_load.Pods) : Cell.Amount(_load.Requests, resource), allocatable.ToString());
        Line("");
        Table("NAMESPACE", "POD", "READY", "STATUS", "RESTARTS", "AGE");
        foreach (var pod in _pods)
        {
            var line = PodSummary.Of(pod);
            Row(pod.Key.Namespace, pod.Key.Name, line.Ready, line.Status, line.RestartsAt(Now), Cell.Age(pod, Now));
        }
        Done();
    }

    private static string TaintText(V1Taint taint) =>
        string.IsNullOrEmpty(taint.Value) ? $"{taint.Key}:{taint.Effect}" : $"{taint.Key}={taint.Value}:{taint.Effect}";
}
