using ActorKube.Model.Kinds;
using ActorKube.Model.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Quantities;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Processes;
using ActorKube.Palettes.Sessions;

namespace ActorKube.Palettes.Commands.Nodes;

/// <summary><c>node list</c>: a line a node, with what its pods ask of what it has, and the process that hosts it.</summary>
internal sealed class NodeList(CommandContext context) : CommandSession(context)
{
    private readonly Dictionary<string, NodeLoad> _loads = [];

    public static PaletteCommand Definition { get; } =
        PaletteCommand.RunBy<NodeList>("list", "the nodes with status, pods, requests of allocatable CPU and memory, and host process");

    protected override void Run() => Members(members => List(KindCatalogue.Pod, null, "", Count, () => ListNodes(members)));

    private void Count(ApiObject pod)
    {
        if (!_loads.TryGetValue(pod.Pod.NodeName, out var load))
            _loads[pod.Pod.NodeName] = load = new NodeLoad();
        load.Add(pod.Pod);
    }

    private void ListNodes(MembersDescribed members)
    {
        var any = false;
        Table("NAME", "STATUS", "ROLES", "AGE", "PODS", "CPU", "MEMORY", "HOST");
        List(KindCatalogue.Node, null, "", node =>
        {
            any = true;
            var name = node.Key.Name;
            var load = _loads.GetValueOrDefault(name) ?? new NodeLoad();
            var (summary, allocatable) = (NodeSummary.Of(node), node.Node.Allocatable);
            Row(name, summary.Status, summary.Roles, Cell.Age(node, Now), $"{load.Pods}/{allocatable[ResourceList.Pods]}",
                Cell.Share(load.Requests, allocatable, ResourceList.Cpu), Cell.Share(load.Requests, allocatable, ResourceList.Memory),
                members.HostOf(name)?.Name ?? Cell.Unknown);
        }, () =>
        {
            if (!any)
                Warn("No resources found");
            Done();
        });
    }
}
