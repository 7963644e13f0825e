using System.ComponentModel;
using System.Diagnostics;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Processes;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Processes;
using Akka.Actor;

namespace ActorKube.Palettes.Commands.Faults;

/// <summary>
/// <c>chaos kill NAME</c>: SIGKILL of a process. On this machine it is killed by its pid, so that a stopped one dies too; elsewhere it is
/// told to kill itself.
/// </summary>
internal sealed class ChaosKill(CommandContext context) : CommandSession(context)
{
    // A pid can be used again: it is the same process only if it started at the same time, up to the clock tick that both rounded to.
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<ChaosKill>("kill", "kill a process with SIGKILL, as a crash would")
        .WithArgument("NAME", "name of the process", completesWith: "cluster show");

    protected override void Run() => Members(members =>
    {
        var name = Input.Argument(0);
        if ((members.Find(name) ?? members.Departed.FirstOrDefault(departed => departed.Name == name && departed.IsHere)) is { } found)
            Kill(found, members);
        else
            Fail(members.NoSuchProcess(name));
    });

    private void Kill(ClusterMember member, MembersDescribed members)
    {
        if (member.Name == Services.Identity.Name)
        {
            // The answer must reach the operator first.
            Context.System.Scheduler.ScheduleTellOnce(Services.Settings.KillSelfDelay, Context.ActorSelection("/user/process"), new KillProcess(), Self);
            Told(member);
        }
        else if (!member.IsHere)
        {
            Context.ActorSelection(ProcessPath.Of(member)).Tell(new KillProcess(), Self);
            Told(member);
        }
        else if (KillByPid(member.Process!) is { } fault)
        {
            Fail(member.Member is null ? $"{members.NoSuchProcess(member.Name)} ({fault})" : $"{member.Name} was not killed: {fault}");
        }
        else
        {
            Told(member);
        }
    }

    private void Told(ClusterMember member)
    {
        Line($"{member.Name} killed (pid {Cell.Number(member.Process?.Pid)}, SIGKILL)");
        Done();
    }

    private static string? KillByPid(ProcessDescribed described)
    {
        try
        {
            using var process = Process.GetProcessById(described.Pid);
            if ((new DateTimeOffset(process.StartTime) - described.Started).Duration() > StartTolerance)
                return $"pid {described.Pid} is another process by now";
            process.Kill();
            return null;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return $"pid {described.Pid} is gone already";
        }
        catch (Win32Exception refused)
        {
            return refused.Message;
        }
    }
}
