using ActorKube.Model.Objects;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Containers.Clients;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary><c>pod connect NAME PORT</c>: one connection to a port of a pod. It is what <see cref="PodPortForward"/> has clients run for each connection.</summary>
internal sealed class PodConnect(CommandContext context) : ContainerCommand(context)
{
    internal const string Name = "connect";

    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<PodConnect>(Name, "one connection to a port of a pod, by standard input and output")
        .WithArgument("NAME", "name of the pod", completesWith: "pod list")
        .WithArgument("PORT", "port of the pod")
        .WithOption(Option.Namespace)
        .ThatInteracts();

    protected override void Run()
    {
        if (!ForwardedPort.TryParse(Input.Argument(1), out var port) || port.Local != port.Remote)
            Misused($"PORT is 1 to 65535, not \"{Input.Argument(1)}\"");
        else
            GetBound(ResourceKey.Pod(Input.Namespace, Input.Argument(0)), pod => Open(pod, window => new OpenPort(pod.Key, pod.Metadata.Uid, window, port.Remote)));
    }

    protected override void Ended(SessionOutcome outcome)
    {
        if (outcome.Refusal is { } refusal)
            Fail(refusal.Message);
        else
            Done();
    }
}
