using ActorKube.Model.Pods;
using ActorKube.Model.Quantities;

namespace ActorKube.Palettes.Commands.Nodes;

/// <summary>What the pods of a node take from it.</summary>
internal sealed class NodeLoad
{
    public int Pods { get; private set; }

    public ResourceList Requests { get; private set; } = ResourceList.Empty;

    public void Add(PodView pod)
    {
        if (pod.IsTerminal)
            return;
        Pods++;
        Requests = Requests.Plus(pod.Requests);
    }
}
