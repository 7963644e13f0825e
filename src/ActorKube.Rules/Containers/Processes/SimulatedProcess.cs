namespace ActorKube.Rules.Containers.Processes;

/// <summary>
/// One process in a simulated container, as a sequence of steps: it does nothing by itself, and time, input and room for output come from whoever drives it, so
/// the same input makes the same steps.
/// </summary>
/// <param name="context">What the process works with.</param>
/// <param name="steps">Its steps; the exit code is the context's last status.</param>
public sealed class SimulatedProcess(ProcessContext context, IEnumerable<ProcessStep> steps)
{
    /// <summary>Exit code of a process that Ctrl-C ended: 128 + SIGINT.</summary>
    private const int Interrupted = 130;

    private readonly IEnumerator<ProcessStep> _steps = steps.GetEnumerator();

    /// <summary>Standard input.</summary>
    public ProcessInput Input => context.Input;

    /// <summary>The exit code, once it has ended.</summary>
    public int ExitCode => context.Status;

    /// <summary>True from Ctrl-C until the process has taken notice.</summary>
    public bool IsInterrupted => context.IsInterrupted;

    /// <summary>What it does next; null when it has ended.</summary>
    public ProcessStep? Next(DateTimeOffset now)
    {
        context.Now = now;
        if (context is { IsInterrupted: true, Shells: 0 })
        {
            context.Status = Interrupted;
            return null;
        }
        return _steps.MoveNext() ? _steps.Current : null;
    }

    /// <summary>Ctrl-C: an interactive shell gives up the command that it runs, anything else ends.</summary>
    public void Interrupt() => context.IsInterrupted = true;
}
