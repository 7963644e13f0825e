using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using Akka.Cluster;

namespace ActorKube.Palettes.Commands.Membership;

/// <summary><c>cluster leave NAME</c>: the process hands over what it holds and leaves.</summary>
internal sealed class ClusterLeave(CommandContext context) : CommandSession(context)
{
    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<ClusterLeave>("leave", "let a process leave the cluster in good order")
        .WithArgument("NAME", "name of the process", completesWith: "cluster show");

    protected override void Run() => MemberNamed(Input.Argument(0), member =>
    {
        Cluster.Get(Context.System).Leave(member.Address);
        Line($"{member.Name} is leaving");
        Done();
    });
}
