using ActorKube.Model.Objects;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Containers.Clients;
using k8s.Models;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary><c>pod attach NAME</c>: the streams of a container's running program.</summary>
internal sealed class PodAttach(CommandContext context) : ContainerCommand(context)
{
    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<PodAttach>("attach", "the streams of a container's running program")
        .WithArgument("NAME", "name of the pod", completesWith: "pod list")
        .WithOption(Option.Namespace)
        .WithOption(ContainerOption)
        .WithOption(Option.Flag(PodExec.Stdin, "-i", "pass standard input to the program"))
        .WithOption(Option.Flag(PodExec.Terminal, "-t", "by the program's terminal; with -i"))
        .ThatStreams()
        .ThatInteracts(PodExec.Stdin, PodExec.Terminal);

    protected override void Run() => GetBound(ResourceKey.Pod(Input.Namespace, Input.Argument(0)), pod =>
    {
        if (ChooseContainer(pod) is not { } container)
            return;
        var tty = Input.Flag(PodExec.Terminal);
        if (tty && pod.As<V1Pod>().Spec.Containers.FirstOrDefault(one => one.Name == container) is { Tty: not true })
        {
            Fail($"Unable to use a TTY - container {container} did not allocate one: attach without --tty");
            return;
        }
        if (tty)
            Warn("If you don't see a command prompt, try pressing enter.");
        Open(pod, window => new OpenAttach(pod.Key, pod.Metadata.Uid, window, container, new(Input.Flag(PodExec.Stdin), true, !tty, tty)));
    });

    /// <summary>As upstream, attach tells nothing of the program's exit code: <c>pod show</c> does.</summary>
    protected override void Ended(SessionOutcome outcome)
    {
        if (outcome.Refusal is { } refusal)
            Fail(refusal.Message);
        else
            Done();
    }
}
