using ActorKube.Node.Network;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Node.Processes;

/// <summary>Runs a simulated process: carries its steps out as far as time, input and room for output go. It costs nothing while it waits.</summary>
internal sealed class ProcessDriver(SimulatedProcess process, bool isTerminal, PodNetwork network, IProcessHost host)
{
    /// <summary>Steps between two waits: a script that loops without ever sleeping yields after so many, and goes on a little later.</summary>
    private const int StepsAtATime = 1000;

    /// <summary>What may be typed ahead at a terminal.</summary>
    private const int TypedAhead = 16 * 1024;

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly Terminal? _terminal = isTerminal ? new() : null;
    private bool _ended;

    /// <summary>Goes on; call it at the start, and whenever something may have changed.</summary>
    internal void Proceed()
    {
        if (_ended)
            return;
        if (_terminal is not null)
            TakeTyped(_terminal);
        for (var steps = 0; steps < StepsAtATime; steps++)
        {
            if (!host.HasRoom || !Carry(process.Next(host.Now)))
                return;
        }
        host.WakeAfter(Breath);
    }

    /// <summary>A signal: what it sets going goes on at once.</summary>
    internal void Signal(ProcessSignal signal)
    {
        process.Signal(signal);
        Proceed();
    }

    /// <summary>Does what the process wants; false if it has to wait now.</summary>
    private bool Carry(ProcessStep? step)
    {
        switch (step)
        {
            case null:
                _ended = true;
                host.Exit(process.ExitCode, process.EndReason);
                return false;
            case ProcessStep.Write(var stream, var bytes):
                Write(stream, bytes);
                return true;
            case ProcessStep.Ask(var question):
                network.Ask(question, host.Poke);
                return true;
            case ProcessStep.Pause(var until, var forInput):
                if (forInput && _terminal is null && TakeInput())
                    return true;
                if (until is { } due)
                {
                    // The time may have come while this was decided.
                    var wait = due - host.Now;
                    host.WakeAfter(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
                }
                return false;
            default:
                return true;
        }
    }

    private void Write(OutputStream stream, ReadOnlyMemory<byte> bytes)
    {
        if (_terminal is not null)
            host.Write(SessionStream.Stdout, Terminal.Shown(bytes));
        else
            host.Write(stream == OutputStream.Stderr ? SessionStream.Stderr : SessionStream.Stdout, bytes);
    }

    private bool TakeInput()
    {
        if (host.Read(out var ended) is { } bytes)
            process.Input.Put(bytes);
        else if (ended)
            process.Input.End();
        return process.Input.Length > 0 || process.Input.HasEnded;
    }

    private void TakeTyped(Terminal terminal)
    {
        while (process.Input.Length < TypedAhead)
        {
            if (host.Read(out var ended) is not { } typed)
            {
                if (ended)
                    process.Input.End();
                return;
            }
            var echo = terminal.Type(typed.Span, process);
            if (!echo.IsEmpty)
                host.Write(SessionStream.Stdout, echo);
        }
    }
}
