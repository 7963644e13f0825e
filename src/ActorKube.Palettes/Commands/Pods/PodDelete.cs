using ActorKube.Model.Objects;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Storage;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary><c>pod delete NAME</c>: ends a pod, with its own grace unless another is given.</summary>
internal sealed class PodDelete(CommandContext context) : CommandSession(context)
{
    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<PodDelete>("delete", "delete a pod; a controller makes another one")
        .WithArgument("NAME", "name of the pod", completesWith: "pod list")
        .WithOption(Option.Namespace)
        .WithOption(Option.Number("--grace", "-g", "seconds that the containers get to end; by default the pod's own"))
        .WithOption(Option.Flag("--force", "", "remove the pod at once, without waiting for its containers to end"));

    protected override void Run()
    {
        var (grace, force) = (Input.Number("--grace"), Input.Flag("--force"));
        if (grace is < 0)
            Misused($"--grace takes 0 or more, not {grace}");
        else if (force && grace is > 0)
            Misused("--force and a --grace above 0 cannot be specified together");
        else
            Submit([new DeleteObject(ResourceKey.Pod(Input.Namespace, Input.Argument(0)), force ? 0 : grace)], atomic: false, answer => Show(answer.Results[0], force));
    }

    private void Show(WriteResult result, bool force)
    {
        if (result.Refusal is { } refusal)
        {
            Fail(refusal.Message);
            return;
        }
        Line($"pod \"{Input.Argument(0)}\" {(force ? "force deleted" : "deleted")}");
        Done();
    }
}
