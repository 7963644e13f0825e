using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using Akka.Cluster;

namespace ActorKube.Palettes.Commands.Membership;

/// <summary><c>cluster down-unreachable</c>: declares all unreachable processes dead.</summary>
internal sealed class ClusterDownUnreachable(CommandContext context) : CommandSession(context)
{
    public static PaletteCommand Definition { get; } =
        PaletteCommand.RunBy<ClusterDownUnreachable>("down-unreachable", "declare all unreachable processes dead");

    protected override void Run() => Members(members =>
    {
        var unreachable = members.Members.Where(member => !member.IsReachable).ToList();
        foreach (var member in unreachable)
        {
            Cluster.Get(Context.System).Down(member.Address);
            Line($"{member.Name} is down");
        }
        if (unreachable.Count == 0)
            Line("no process is unreachable");
        Done();
    });
}
