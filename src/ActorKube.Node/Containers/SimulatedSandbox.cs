using ActorKube.Node.Network;
using ActorKube.Node.Nodes;
using ActorKube.Node.Pods;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Serving;
using ActorKube.Rules.Images;
using ActorKube.Rules.Pods;

namespace ActorKube.Node.Containers;

/// <summary>Makes simulated containers, which do what the image catalogue says.</summary>
internal sealed class SimulatedSandbox(PodSpec pod, PodVolumes volumes, PodNetwork network, NodeIdentity node, string address, ImageCatalogue images) : IPodSandbox
{
    private readonly ProcessNamespace? _shared = pod.Template.SharesProcesses ? new ProcessNamespace(isShared: true) : null;
    private HashSet<string>? _guessed;

    public bool NeedsImages => true;

    public IPodVolumes Volumes => volumes;

    public IEnumerable<SandboxNotice> Notices => [];

    public WaitFault? FaultOf(ContainerSpec container) => null;

    public ContainerMade Make(ContainerSpec container, ContainerEnvironment environment, int run, Action<ProcessSignal> signalFirst)
    {
        var (model, key) = (container.Model, pod.Object.Key);
        _ = ImageReference.TryParse(model.Image, out var image);
        var facts = images.Find(image!);
        var (program, cannotRun, isGuess) = ContainerBehaviour.Decide(model, facts, pod.Object.Metadata.Annotations, environment, key.Name, run);
        var notice = isGuess && (_guessed ??= new(StringComparer.Ordinal)).Add(model.Image) ? new SandboxNotice(false, UnknownImage.Reason, UnknownImage.Message(model.Image)) : null;
        if (program is null)
            return new(null, notice, new(ContainerBehaviour.CannotRunCode, ContainerBehaviour.CannotRun, cannotRun!));
        var inside = new SimulatedContainer(model, facts, pod.Hostname, volumes.For(model, environment, pod.Hostname, address, facts.Folders), environment, _shared)
        {
            SignalInit = signalFirst, ListeningChanged = network.Changed,
        };
        var who = new ServerIdentity(key.Name, key.Namespace, node.Name, container.Name, address, pod.Hostname, image!.Tag);
        return new(new SimulatedContainerProgram(program, inside, model.Tty == true, who, network), notice);
    }

    public void Remove()
    {
    }
}
