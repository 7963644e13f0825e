using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Processes;
using ActorKube.Palettes.Sessions;
using Akka.Actor;
using k8s.Models;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary>A command about one pod that runs somewhere: finds the pod, the container that is meant, and the process that hosts its node.</summary>
internal abstract class PodSession(CommandContext context) : CommandSession(context)
{
    protected const string Container = "--container";

    public static Contract.OptionDefinition ContainerOption { get; } = Option.Text(Container, "-c", "the container; by default the pod's first one");

    /// <summary>The pod, if it is there and on a node; otherwise the command fails.</summary>
    protected void GetBound(ResourceKey key, Action<ApiObject> then) => Get(key, pod =>
    {
        if (pod is null)
            Fail(Refusal.NotFound(key).Message);
        else if (!pod.Pod.IsBound)
            Fail($"pod {key.Name} does not have a host assigned");
        else
            then(pod);
    });

    /// <summary>The container that is meant, or null after the command has failed.</summary>
    protected string? ChooseContainer(ApiObject pod)
    {
        var spec = pod.As<V1Pod>().Spec;
        var (names, wanted) = (spec.Containers.Select(container => container.Name).ToList(), Input.Text(Container));
        if (wanted.Length > 0)
        {
            var others = (spec.InitContainers ?? []).Select(container => container.Name).Concat((spec.EphemeralContainers ?? []).Select(container => container.Name));
            if (names.Concat(others).Contains(wanted))
                return wanted;
            Fail($"container {wanted} is not valid for pod {pod.Key.Name}");
            return null;
        }
        // As kubectl does: the choice is made here, and said.
        if (names.Count > 1)
            Warn($"Defaulted container \"{names[0]}\" out of: {string.Join(", ", names)}");
        return names[0];
    }

    /// <summary>The process that hosts the pod's node; the command fails if there is none.</summary>
    protected void FindHost(ApiObject pod, string consequence, Action<ClusterMember, ActorSelection> then)
    {
        var context = Context;
        Members(members =>
        {
            if (members.HostOf(pod.Pod.NodeName) is { } host)
                then(host, context.ActorSelection(ProcessPath.To(host, "node-host")));
            else
                Fail($"no process of the cluster hosts node {pod.Pod.NodeName}, on which pod {pod.Key.Name} is: {consequence}");
        });
    }
}
