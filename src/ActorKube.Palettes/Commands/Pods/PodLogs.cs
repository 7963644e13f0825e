using ActorKube.Model.Objects;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Processes;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Nodes;
using Akka.Actor;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary><c>pod logs NAME</c>: a container's log, from the node host that runs it.</summary>
internal sealed class PodLogs : PodSession
{
    private ClusterMember? _member;
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
        .WithOption(ContainerOption)
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
            GetBound(key, Read);
    }

    protected override void OnCancelled() => _host?.Tell(new StopContainerLog(_id));

    private void Read(ApiObject pod)
    {
        if (ChooseContainer(pod) is not { } container)
            return;
        FindHost(pod, "its logs are gone, or come back with it", (member, host) =>
        {
            _member = member;
            _id = Expect(Services.Settings.ProcessTimeout, ProcessPath.Silence(member));
            host.Tell(new ReadContainerLog(_id, pod.Key, container, Input.Flag("--previous"), (int?)Input.Number("--tail"), Input.Flag("--follow")), Self);
        });
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
