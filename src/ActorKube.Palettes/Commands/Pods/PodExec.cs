using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Containers.Clients;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary><c>pod exec NAME -- COMMAND</c>: runs a command in a container. Its exit code is the command's.</summary>
internal sealed class PodExec(CommandContext context) : ContainerCommand(context)
{
    internal const string Stdin = "--stdin";

    internal const string Terminal = "--tty";

    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<PodExec>("exec", "run a command in a container; the exit code is the command's")
        .WithArgument("NAME", "name of the pod", completesWith: "pod list")
        .WithArgument("COMMAND", "the command and its arguments, after --", repeatable: true)
        .WithOption(Option.Namespace)
        .WithOption(ContainerOption)
        .WithOption(Option.Flag(Stdin, "-i", "pass standard input to the command"))
        .WithOption(Option.Flag(Terminal, "-t", "the command gets a terminal; with -i"))
        .ThatInteracts(Stdin, Terminal);

    protected override void Run() => GetBound(ResourceKey.Pod(Input.Namespace, Input.Argument(0)), pod =>
    {
        if (ChooseContainer(pod) is not { } container)
            return;
        var (command, tty) = (Input.Arguments(from: 1).ToImmutableArray(), Input.Flag(Terminal));
        var streams = new StandardStreams(Input.Flag(Stdin), true, !tty, tty);
        Open(pod, window => new OpenExec(pod.Key, pod.Metadata.Uid, window, container, command, streams));
    });

    protected override void Ended(SessionOutcome outcome)
    {
        if (outcome.Refusal is { } refusal)
            Fail(refusal.Message);
        else
            ProgramEnded(outcome.ExitCode);
    }
}
