using ActorKube.ControlPlane.Scheduler;
using ActorKube.Model.Objects;
using ActorKube.Rules.Scheduling;
using ActorKube.TestKit.Objects;
using CsCheck;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.ControlPlane.Tests.Scheduler;

/// <summary>The snapshot that is kept up to date change by change says what a count from scratch says.</summary>
public sealed class SchedulerSnapshotTests
{
    private static readonly ApiObject[] Nodes = [.. Enumerable.Range(0, 3).Select(index => ANode($"n{index}").Build())];
    private static readonly ApiObject[] Pods = [.. Enumerable.Range(0, 5).Select(index => APod($"p{index}").Requesting(cpu: $"{index + 1}").Build())];

    [Fact]
    public void It_agrees_with_a_count_from_scratch_after_any_history() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 4]).Array[0, 60].Sample(history =>
        {
            var snapshot = new SchedulerSnapshot();
            var (present, placed) = (new HashSet<int>(), new Dictionary<int, int>());
            foreach (var (what, node, pod) in history)
            {
                switch (what)
                {
                    case 0:
                        snapshot.SetNode(Nodes[node]);
                        present.Add(node);
                        break;
                    case 1:
                        snapshot.RemoveNode(Nodes[node].Key.Name);
                        present.Remove(node);
                        break;
                    case 2:
                        snapshot.Place(Pods[pod].Key, Nodes[node].Key.Name, PodDemand.Of(Pods[pod]));
                        placed[pod] = node;
                        break;
                    default:
                        Assert.Equal(placed.Remove(pod), snapshot.Remove(Pods[pod].Key));
                        break;
                }
            }
            var counted = present.Select(node => (Nodes[node].Key.Name, placed.Where(pod => pod.Value == node).Sum(pod => pod.Key + 1), placed.Count(pod => pod.Value == node)));
            Assert.Equal(counted.Order(), snapshot.Nodes.Select(node => (node.Name, (int)node.Taken["cpu"].Units, node.PodCount)).Order());
        });
}
