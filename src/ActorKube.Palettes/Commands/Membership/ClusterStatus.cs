using ActorKube.Model.Kinds;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Processes;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Storage;

namespace ActorKube.Palettes.Commands.Membership;

/// <summary><c>cluster status</c>: the state of the whole on one screen. What Akka.Cluster knows is shown even if the control plane is silent.</summary>
internal sealed class ClusterStatus(CommandContext context) : CommandSession(context)
{
    private static readonly string[] Phases = ["Pending", "Running", "Succeeded", "Failed", "Unknown"];

    private readonly Dictionary<string, int> _pods = [];
    private int _nodes;
    private int _readyNodes;

    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<ClusterStatus>("status", "leader, control plane, store, nodes and pods on one screen");

    protected override void Run() => Members(members =>
    {
        Table("PROPERTY", "VALUE");
        var controlPlanes = members.Members.Where(member => member.Member?.HasRole("control-plane") == true).ToList();
        var oldest = controlPlanes.Aggregate(default(ClusterMember), (oldest, next) => oldest?.Member?.IsOlderThan(next.Member) == true ? oldest : next);
        Row("processes", $"{members.Members.Length} ({members.Members.Count(member => !member.IsReachable)} unreachable)");
        Row("leader", members.Members.FirstOrDefault(member => member.Address.Equals(members.Leader))?.Name ?? Cell.None);
        Row("oldest control plane", oldest?.Name ?? Cell.None);
        AskStore(ShowStore);
    });

    private void ShowStore(StoreDescribed store)
    {
        Row("store revision", store.Revision.ToString());
        Row("store objects", Cell.Number(store.Objects));
        Row("store epoch", Cell.Number(store.Epoch));
        List(KindCatalogue.Node, null, "", node =>
        {
            _nodes++;
            _readyNodes += node.Node.IsReady ? 1 : 0;
        }, ShowNodes);
    }

    private void ShowNodes()
    {
        Row("nodes ready", $"{_readyNodes}/{_nodes}");
        List(KindCatalogue.Pod, null, "", pod => _pods[pod.Pod.Phase] = _pods.GetValueOrDefault(pod.Pod.Phase) + 1, ShowPods);
    }

    private void ShowPods()
    {
        Row("pods", Cell.Number(_pods.Values.Sum()));
        foreach (var phase in Phases)
            Row($"pods {phase}", Cell.Number(_pods.GetValueOrDefault(phase)));
        Done();
    }
}
