using ActorKube.Node.Logs;
using ActorKube.Node.Network;
using ActorKube.Node.Nodes;
using ActorKube.Node.Pods;
using ActorKube.Node.Processes;
using ActorKube.Rules.Pods;
using ActorKube.Rules.Volumes;

namespace ActorKube.Node.Containers;

/// <summary>The container runtimes of a node, one of which a pod chooses by the handler of its runtime class.</summary>
/// <param name="node">The node.</param>
/// <param name="settings">What its containers run with.</param>
/// <param name="processes">What real processes run with; null if the worker was not started with them.</param>
/// <param name="logs">Where what containers print goes.</param>
internal sealed class ContainerRuntimes(NodeIdentity node, NodeHostSettings settings, ProcessRuntime? processes, NodeLogs logs)
{
    private const string Simulated = "simulated";
    private const string Process = "process";

    internal NodeLogs Logs => logs;

    /// <summary>A sandbox for a pod, or why this node can't make one, in a kubelet's or runtime's words and with what to do.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="objects">What is known of the objects that it names, its runtime class among them.</param>
    /// <param name="network">Its network.</param>
    /// <param name="address">Its address.</param>
    /// <param name="volumePassed">Called, by any thread, when one of its volumes passes its limit.</param>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/containers/runtime-class/; LookupRuntimeHandler in pkg/kubelet/runtimeclass.</remarks>
    internal (IPodSandbox? Sandbox, string? Fault) SandboxFor(PodSpec pod, ConfigurationSnapshot objects, PodNetwork network, string address, Action volumePassed) =>
        (pod.RuntimeClassName.Length == 0 ? Simulated : PodReferences.RuntimeHandler(pod, objects)) switch
        {
            null => (null, $"runtimeclass.node.k8s.io \"{pod.RuntimeClassName}\" not found"),
            Simulated => (new SimulatedSandbox(pod, new PodVolumes(settings.VolumeFiles, settings.VolumeBytes, node.Disk, volumePassed), network, node, address, settings.Images), null),
            Process when processes is { Isolation: not Isolation.None } => (new ProcessSandbox(pod, processes, address), null),
            Process when processes is not null => (null, NoRuntime(Process, processes.Fault)),
            Process => (null, NoRuntime(Process, $"node {node.Name} runs simulated containers only; start its worker with --runtime process to let pods run their commands on its machine")),
            var other => (null, NoRuntime(other, $"the runtimes here are {Simulated} and {Process}, each by the runtime classes of that handler")),
        };

    private static string NoRuntime(string handler, string advice) =>
        $"rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for \"{handler}\" is configured: {advice}";
}
