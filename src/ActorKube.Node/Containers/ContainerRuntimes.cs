using ActorKube.Node.Network;
using ActorKube.Node.Nodes;
using ActorKube.Node.Pods;
using ActorKube.Node.Processes;
using ActorKube.Rules.Images;
using ActorKube.Rules.Pods;

namespace ActorKube.Node.Containers;

/// <summary>The container runtimes of a node, one of which a pod chooses by its runtime class.</summary>
/// <param name="node">The node.</param>
/// <param name="images">What is known of images.</param>
/// <param name="processes">What real processes run with; null if the worker was not started with them.</param>
internal sealed class ContainerRuntimes(NodeIdentity node, ImageCatalogue images, ProcessRuntime? processes)
{
    private const string Simulated = "simulated";
    private const string Process = "process";

    /// <summary>A sandbox for a pod, or why this node can't make one, in a runtime's words and with what to do.</summary>
    internal (IPodSandbox? Sandbox, string? Fault) SandboxFor(PodSpec pod, PodVolumes volumes, PodNetwork network, string address) => pod.RuntimeClassName switch
    {
        "" or Simulated => (new SimulatedSandbox(pod, volumes, network, node, address, images), null),
        Process when processes is { Isolation: not Isolation.None } => (new ProcessSandbox(pod, processes, address), null),
        Process when processes is not null => (null, NoRuntime(Process, processes.Fault)),
        Process => (null, NoRuntime(Process, $"node {node.Name} runs simulated containers only; start its worker with --runtime process to let pods run their commands on its machine")),
        var other => (null, NoRuntime(other, $"the runtimes here are {Simulated} and {Process}, each by the runtime class of its name")),
    };

    private static string NoRuntime(string handler, string advice) =>
        $"rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for \"{handler}\" is configured: {advice}";
}
