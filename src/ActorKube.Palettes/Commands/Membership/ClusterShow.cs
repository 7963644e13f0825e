using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;

namespace ActorKube.Palettes.Commands.Membership;

/// <summary><c>cluster show</c>: a line a process. The figures of one that doesn't answer are its last ones.</summary>
internal sealed class ClusterShow(CommandContext context) : CommandSession(context)
{
    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<ClusterShow>("show", "the processes with role, status, address, pid and memory");

    protected override void Run() => Members(members =>
    {
        Table("NAME", "ROLE", "STATUS", "ADDRESS", "PID", "PBM", "MEMORY", "NODES");
        foreach (var member in members.Members)
        {
            var process = member.Process;
            var nodes = process is null ? Cell.Unknown : Cell.OrNone(string.Join(',', process.Nodes));
            Row(member.Name, member.Role, member.Status, member.Address.ToString(), Cell.Number(process?.Pid), Cell.Number(process?.PbmPort),
                Cell.Mebibytes(process?.ResidentBytes), nodes);
        }
        foreach (var silent in members.Members.Where(member => member.IsReachable && !member.IsFresh))
            Warn($"{silent.Name} is reachable but hasn't described itself in time: what is shown may be old");
        Done();
    });
}
