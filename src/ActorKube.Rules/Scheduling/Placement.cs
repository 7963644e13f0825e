using ActorKube.Rules.Scheduling.Filters;
using ActorKube.Rules.Scheduling.Scores;

namespace ActorKube.Rules.Scheduling;

/// <summary>Where a pod is to run: a node that no filter refuses and that scores best, or the reasons why there is none.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/.</remarks>
public static class Placement
{
    private static readonly IFilter[] Filters = [new NodeUnschedulable(), new TaintToleration(), new NodeAffinity(), new NodePorts(), new NodeResourcesFit()];

    private static readonly IScore[] Scores = [new PreferUntainted(), new PreferredNodeAffinity(), new LeastAllocated(), new BalancedAllocation()];

    /// <summary>Decides for one pod. Equal scores go to the node with fewer pods, then to the first by name, so that the same question has the same answer.</summary>
    public static PlacementDecision Decide(IReadOnlyCollection<NodeState> nodes, PendingPod pod)
    {
        var feasible = new List<NodeState>();
        var refusals = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            var refused = false;
            // The first filter that refuses ends the node's case, as upstream's does.
            foreach (var filter in Filters)
            {
                foreach (var reason in filter.Refuse(node, pod))
                {
                    refused = true;
                    refusals[reason] = refusals.GetValueOrDefault(reason) + 1;
                }
                if (refused)
                    break;
            }
            if (!refused)
                feasible.Add(node);
        }
        return feasible.Count > 0
            ? new PlacementDecision.Bind(Best(feasible, pod).Name)
            : new PlacementDecision.Unschedulable(nodes.Count, refusals);
    }

    private static NodeState Best(List<NodeState> feasible, PendingPod pod)
    {
        if (feasible.Count == 1)
            return feasible[0];
        var totals = new long[feasible.Count];
        foreach (var score in Scores)
        {
            var points = score.Score(feasible, pod);
            for (var index = 0; index < totals.Length; index++)
                totals[index] += points[index] * score.Weight;
        }
        return feasible.Select((node, index) => (node, total: totals[index]))
            .OrderByDescending(candidate => candidate.total).ThenBy(candidate => candidate.node.PodCount).ThenBy(candidate => candidate.node.Name, StringComparer.Ordinal)
            .First().node;
    }
}
