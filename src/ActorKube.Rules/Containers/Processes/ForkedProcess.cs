using ActorKube.Rules.Containers.Files;

namespace ActorKube.Rules.Containers.Processes;

/// <summary>One of the processes of a group: the first, or one that a shell forked for a part of a pipeline, a subshell, or a command in the background.</summary>
internal sealed class ForkedProcess(int id, ProcessContext context, IEnumerable<ProcessStep> steps)
{
    private readonly IEnumerator<ProcessStep> _steps = steps.GetEnumerator();
    private ProcessStep? _blockedBy;
    private DateTimeOffset _due;

    /// <summary>Its number.</summary>
    internal int Id => id;

    /// <summary>What it works with.</summary>
    internal ProcessContext Context => context;

    /// <summary>True once it is over; then <see cref="Status"/> is its exit status.</summary>
    internal bool HasEnded { get; private set; }

    internal int Status => context.Status;

    /// <summary>When it can go on by itself; null if it waits for something else, or for nothing.</summary>
    internal DateTimeOffset? Due => _blockedBy is ProcessStep.Wait ? _due : null;

    /// <summary>True if it waits for the input of the whole group.</summary>
    internal bool WaitsForHost => _blockedBy is ProcessStep.ReadInput && ReferenceEquals(context.Input, context.Group.Input);

    /// <summary>True if its next step can be taken.</summary>
    internal bool CanRun => !HasEnded && _blockedBy switch
    {
        null => true,
        ProcessStep.Wait => context.Group.Now >= _due,
        ProcessStep.ReadInput => context.Input.Length > 0 || context.Input.HasEnded,
        ProcessStep.Join(var child, var forSignals) => child.HasEnded || (forSignals && context.PendingTrap is not null),
        ProcessStep.Ask ask => ask.Question.Answer is not null,
        ProcessStep.Write write => Target(write.Stream) is { HasRoom: true } or { IsBroken: true },
        _ => false,
    } || IsToBeInterrupted;

    // An interactive shell that waits takes notice of Ctrl-C.
    private bool IsToBeInterrupted => context.Group.IsInterrupted && context.Group.Shells is [.., var innermost] && innermost == context;

    /// <summary>Takes a step. Returns what the world outside has to do for it; null if nothing.</summary>
    internal ProcessStep? Advance()
    {
        if (_blockedBy is ProcessStep.Write held)
        {
            _blockedBy = null;
            return Put(held);
        }
        _blockedBy = null;
        if (!_steps.MoveNext())
        {
            End();
            return null;
        }
        switch (_steps.Current)
        {
            case ProcessStep.Write write:
                return Put(write);
            case ProcessStep.Turn:
                return null;
            case ProcessStep.Ask ask:
                _blockedBy = ask;
                return ask;
            case ProcessStep.Wait(var time):
                _due = context.Group.Now + time;
                _blockedBy = _steps.Current;
                return null;
            default:
                _blockedBy = _steps.Current;
                return null;
        }
    }

    /// <summary>A signal: it goes to the trap for it, if there is one, or ends the process.</summary>
    internal void Signal(ProcessSignal signal)
    {
        if (!HasEnded && signal != ProcessSignal.Kill && context.OnSignal is { } handle)
        {
            if (handle(signal) is { } code)
                End(code);
            return;
        }
        if (HasEnded || (context.Group.IsInit && id == context.Group.FirstId && signal != ProcessSignal.Kill && !context.HasTrap(signal)))
            return;
        if (signal != ProcessSignal.Kill && context.HasTrap(signal))
        {
            context.PendingTrap = signal;
            return;
        }
        End(SimulatedProgram.StatusOf(signal));
    }

    /// <summary>Ends it from outside.</summary>
    internal void End(int status)
    {
        context.Status = status;
        End();
    }

    private ProcessStep? Put(ProcessStep.Write write)
    {
        var target = Target(write.Stream);
        if (target is HostOutput host)
            return write with { Stream = host.Stream };
        if (target.IsBroken)
        {
            End(SimulatedProgram.StatusOf(ProcessSignal.Pipe));
            return null;
        }
        if (!target.HasRoom)
        {
            _blockedBy = write;
            return null;
        }
        if (target.Write(write.Bytes, context.Group.Now) is not FileFault.None and var fault)
        {
            context.WriteFault = fault;
            if (!context.OutlivesWriteFaults)
                End(1);
        }
        return null;
    }

    private OutputTarget Target(OutputStream stream) => stream == OutputStream.Stdout ? context.Stdout : context.Stderr;

    private void End()
    {
        HasEnded = true;
        _steps.Dispose();
        context.Close();
        context.Group.Forget(this);
    }
}
