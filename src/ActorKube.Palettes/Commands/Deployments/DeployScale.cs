using System.Text;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Storage;

namespace ActorKube.Palettes.Commands.Deployments;

/// <summary><c>deploy scale NAME --replicas N</c>.</summary>
internal sealed class DeployScale(CommandContext context) : CommandSession(context)
{
    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<DeployScale>("scale", "set the number of replicas of a Deployment")
        .WithArgument("NAME", "name of the Deployment", completesWith: "deploy list")
        .WithOption(Option.Namespace)
        .WithOption(Option.Number("--replicas", "-r", "how many pods there should be", required: true));

    protected override void Run()
    {
        var replicas = Input.Number("--replicas");
        if (replicas is < 0 or > int.MaxValue)
        {
            Misused($"--replicas takes 0 or more, not {replicas}");
            return;
        }
        var key = new ResourceKey(KindCatalogue.Deployment, Input.Namespace, Input.Argument(0));
        var patch = Encoding.UTF8.GetBytes($$$"""{"spec":{"replicas":{{{replicas}}}}}""");
        Submit([new PatchObject(key, PatchType.Merge, patch)], atomic: false, answer =>
        {
            if (answer.Results[0].Refusal is { } refusal)
            {
                Fail(refusal.Message);
                return;
            }
            Line($"{ResourceName.Of(key)} scaled");
            Done();
        });
    }
}
