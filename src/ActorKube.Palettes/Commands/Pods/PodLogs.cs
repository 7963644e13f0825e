using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Processes;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Nodes;
using Akka.Actor;
using k8s.Models;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary><c>pod logs NAME</c>: a container's log, from the node host that runs it.</summary>
internal sealed class PodLogs : CommandSession
{
    private ClusterMember? _member;
    private string _container = "";
    private IActorRef? _host;
    private long _id;

    public PodLogs(CommandContext context) : base(context)
    {
        Receive<ContainerLogRead>(OnContainerLogRead);
        Receive<Terminated>(_ => Fail(ProcessPath.Gone(_member!)));
    }

    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<PodLogs>("logs", "log of a container of a pod")
        .WithArgument("NAME", "name of the pod", completesWith: "pod list")
        .WithOption(Option.Namespace)
        .WithOption(Option.Text("--container", "-c", "the container; by default the pod's first one"))
        .WithOption(Option.Flag("--previous", "-p", "the run before the last restart"))
        .WithOption(Option.Number("--tail", "-t", "only so many of the last lines"))
        .WithOption(Option.Flag("--follow", "-f", "go on with new lines until the container ends"))
        .ThatStreams();

    protected override void Run()
    {
        var key = ResourceKey.Pod(Input.Namespace, Input.Argument(0));
        if (Input.Number("--tail") is < 0 or > int.MaxValue)
            Misused($"--tail takes 0 or more, not {Input.Text("--tail")}");
        else
            Get(key, pod => Find(key, pod));
    }

    protected override void OnCancelled() => _host?.Tell(new StopContainerLog(_id));

    private void Find(ResourceKey key, ApiObject? pod)
    {
        if (pod is null)
        {
            Fail(Refusal.NotFound(key).Message);
            return;
        }
        var spec = pod.As<V1Pod>().Spec;
        var (names, wanted) = (spec.Containers.Select(container => container.Name).ToList(), Input.Text("--container"));
        _container = wanted.Length > 0 ? wanted : names[0];
        if (!names.Concat((spec.InitContainers ?? []).Select(container => container.Name)).Contains(_container))
        {
            Fail($"container {wanted} is not valid for pod {key.Name}");
        }
        else if (!pod.Pod.IsBound)
        {
            Fail($"pod {key.Name} does not have a host assigned");
        }
        else
        {
            // As kubectl does: the choice is made here, and said.
            if (wanted.Length == 0 && names.Count > 1)
                Warn($"Defaulted container \"{_container}\" out of: {string.Join(", ", names)}");
            Members(members => Read(key, pod.Pod.NodeName, members));
        }
    }

    private void Read(ResourceKey key, string nodeName, MembersDescribed members)
    {
        _member = members.HostOf(nodeName);
        if (_member is null)
        {
            Fail($"no process of the cluster hosts node {nodeName}, on which pod {key.Name} is: its logs are gone, or come back with it");
            return;
        }
        _id = Expect(Services.Settings.ProcessTimeout, ProcessPath.Silence(_member));
        Context.ActorSelection(ProcessPath.To(_member, "node-host")).Tell(
            new ReadContainerLog(_id, key, _container, Input.Flag("--previous"), (int?)Input.Number("--tail"), Input.Flag("--follow")), Self);
    }

    private void OnContainerLogRead(ContainerLogRead read)
    {
        Continue(read.Id, read);
        _host ??= Context.Watch(Sender);
        Stream([.. read.Lines.Select(line => line.Text)]);
        if (read.Refusal is { } refusal)
            Fail(refusal.Message);
        else if (read.Ended)
            Done();
    }
}
