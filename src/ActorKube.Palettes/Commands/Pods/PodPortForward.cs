using ActorKube.Model.Objects;
using ActorKube.Palettes.Contract;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using k8s.Models;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary><c>pod port-forward NAME [LOCAL:]REMOTE</c>: has the client listen, and run <see cref="PodConnect"/> for each connection, so that none holds up another.</summary>
internal sealed class PodPortForward(CommandContext context) : PodSession(context)
{
    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<PodPortForward>("port-forward", "local ports that lead to ports of a pod")
        .WithArgument("NAME", "name of the pod", completesWith: "pod list")
        .WithArgument("PORT", "REMOTE, LOCAL:REMOTE, or :REMOTE for any free local port", repeatable: true)
        .WithOption(Option.Namespace)
        .ThatStreams();

    protected override void Run()
    {
        var ports = new List<ForwardedPort>();
        foreach (var text in Input.Arguments(from: 1))
        {
            if (!ForwardedPort.TryParse(text, out var port))
            {
                Misused($"PORT is REMOTE or LOCAL:REMOTE with ports up to 65535, not \"{text}\"");
                return;
            }
            ports.Add(port);
        }
        GetBound(ResourceKey.Pod(Input.Namespace, Input.Argument(0)), pod =>
        {
            if (pod.As<V1Pod>().Status?.Phase is { } phase and not "Running")
                Fail($"unable to forward port because pod is not running. Current status={phase}");
            else
                FindHost(pod, "try again when it is back", (_, _) => Listen(pod, ports));
        });
    }

    private void Listen(ApiObject pod, List<ForwardedPort> ports)
    {
        foreach (var port in ports)
            Write(new()
            {
                Listener = new()
                {
                    LocalPort = port.Local, Towards = $"{port.Remote}",
                    Each = new()
                    {
                        Palette = "pod", Command = PodConnect.Name, Arguments = { pod.Key.Name, $"{port.Remote}" },
                        Options = { new OptionValue { Name = "--namespace", Value = pod.Key.Namespace } },
                    },
                },
            });
        Done();
    }
}
