using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using Akka.Cluster;

namespace ActorKube.Palettes.Commands.Membership;

/// <summary><c>cluster down NAME</c>: declares a process dead.</summary>
internal sealed class ClusterDown(CommandContext context) : CommandSession(context)
{
    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<ClusterDown>("down", "declare a process dead; one that lives must join anew")
        .WithArgument("NAME", "name of the process", completesWith: "cluster show");

    protected override void Run() => MemberNamed(Input.Argument(0), member =>
    {
        Cluster.Get(Context.System).Down(member.Address);
        Line($"{member.Name} is down");
        Done();
    });
}
