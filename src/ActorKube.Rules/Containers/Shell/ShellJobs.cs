using System.Collections.Immutable;
using System.Globalization;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>Built-in commands about other processes.</summary>
internal static class ShellJobs
{
    private const int Misused = 2;

    /// <summary><c>wait [PID…]</c>: a signal with a trap ends it.</summary>
    internal static IEnumerable<ProcessStep> Wait(ImmutableArray<string> words, ShellRun run)
    {
        var jobs = run.State.Jobs;
        var wanted = words.Length == 1 ? jobs.ToList() : [];
        run.Context.Status = 0;
        foreach (var word in words.Skip(1))
        {
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && jobs.Find(job => job.Id == id) is { } job)
                wanted.Add(job);
            else
                run.Context.Status = ShellRun.NotFound;
        }
        foreach (var job in wanted)
        {
            while (!job.HasEnded)
            {
                yield return new ProcessStep.Join(job, ForSignals: true);
                if (run.Context.PendingTrap is not { } signal)
                    continue;
                run.Context.Status = SimulatedProgram.StatusOf(signal);
                yield break;
            }
            jobs.Remove(job);
            run.Context.Status = words.Length == 1 ? 0 : job.Status;
        }
    }

    /// <summary><c>kill [-SIGNAL] PID…</c>: processes of this command, and process 1 of the container.</summary>
    internal static IEnumerable<ProcessStep> Kill(ImmutableArray<string> words, ShellRun run)
    {
        run.Context.Status = 0;
        var (signal, ids) = ((ProcessSignal?)ProcessSignal.Terminate, words.RemoveAt(0));
        if (ids is ["-s", var named, ..])
            (signal, ids) = (ShellTraps.Find(named), ids.RemoveRange(0, 2));
        else if (ids is [['-', ..] option, ..])
            (signal, ids) = (ShellTraps.Find(option[1..]), ids.RemoveAt(0));
        // Signal 0 asks whether there is such a process.
        var asks = words.Contains("-0");
        if ((signal is null && !asks) || ids.IsEmpty)
        {
            foreach (var step in run.Complain(ids.IsEmpty ? "kill: usage: kill [-s SIGNAL | -SIGNAL] PID..." : "kill: bad signal name", Misused))
                yield return step;
            yield break;
        }
        foreach (var id in ids)
        {
            if (!int.TryParse(id.TrimStart('-'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !Send(number, asks ? null : signal, run.Context))
            {
                run.Context.Status = 1;
                yield return ProcessContext.Complain($"{run.State.Name}: kill: can't kill pid {id}: No such process");
            }
        }
        yield return ProcessStep.Turn.Instance;
    }

    internal static bool Send(int id, ProcessSignal? signal, ProcessContext context)
    {
        // A kernel keeps SIGKILL from process 1, if it comes from within.
        if (id == 1 && signal == ProcessSignal.Kill)
            return true;
        if (context.Group.Find(id) is { } process)
        {
            if (signal is { } given)
                process.Signal(given);
            return true;
        }
        return context.Container.Processes.Send(id, signal, context.Container);
    }
}
