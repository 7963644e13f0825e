namespace ActorKube.Rules.Containers.Processes;

/// <summary>
/// One process in a simulated container with the processes that it forks, as a sequence of steps: it does nothing by itself, and time, input and room for output
/// come from whoever drives it, so the same input makes the same steps.
/// </summary>
public sealed class SimulatedProcess
{
    private readonly ProcessGroup _group;
    private readonly ForkedProcess _first;
    private int _next;

    /// <summary>A process that begins.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="steps">Its steps; the exit code is the context's last status.</param>
    public SimulatedProcess(ProcessContext context, IEnumerable<ProcessStep> steps) =>
        (_group, _first) = (context.Group, context.Group.Fork(context, steps));

    /// <summary>Standard input.</summary>
    public ProcessInput Input => _group.Input;

    /// <summary>The exit code, once it has ended.</summary>
    public int ExitCode => _first.Status;

    /// <summary>Why it has ended, if not for the exit code alone; null otherwise.</summary>
    public string? EndReason { get; private set; }

    /// <summary>True from Ctrl-C until the process has taken notice.</summary>
    public bool IsInterrupted => _group.IsInterrupted;

    /// <summary>What the world outside has to do next: write, or call again, at once or after a pause; null when the process has ended, and its children with it.</summary>
    public ProcessStep? Next(DateTimeOffset now)
    {
        _group.Now = now;
        if (_group is { IsInterrupted: true, Shells: [] })
        {
            _group.IsInterrupted = false;
            _first.Signal(ProcessSignal.Interrupt);
        }
        if (_group.Fate is { } fate && now >= fate.At && !_first.HasEnded)
        {
            EndReason = fate.Reason;
            _first.End(fate.Status);
        }
        // Each has its turn: what waits for another goes on as soon as that has done its part.
        for (var tried = 0; tried < _group.Members.Count && !_first.HasEnded; tried++)
        {
            var process = _group.Members[_next++ % _group.Members.Count];
            if (!process.CanRun)
                continue;
            return process.Advance() ?? (_first.HasEnded ? null : ProcessStep.Turn.Instance);
        }
        if (_first.HasEnded)
            return null;
        var due = _group.Members.Min(process => process.Due);
        return new ProcessStep.Pause(_group.Fate is { } end && !(due < end.At) ? end.At : due, _group.Members.Any(process => process.WaitsForHost));
    }

    /// <summary>Whoever drove it does so no more: it ends, if it hasn't.</summary>
    public void Abandon()
    {
        if (!_first.HasEnded)
            _first.End(SimulatedProgram.Killed);
    }

    /// <summary>Ctrl-C: an interactive shell gives up the command that it runs, anything else ends.</summary>
    public void Interrupt() => _group.IsInterrupted = true;

    /// <summary>A signal from outside.</summary>
    public void Signal(ProcessSignal signal) => _first.Signal(signal);
}
