using ActorKube.Model.Time;
using ActorKube.Node.Nodes;
using ActorKube.Node.Processes;
using ActorKube.Node.Timing;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Containers.Processes;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.Node.Containers;

/// <summary>One run of one container. Its program's output goes to its <see cref="ContainerStdio"/>, its end to the pod; when this actor crashes, the container has crashed.</summary>
internal sealed class ContainerActor : UntypedActor, IProcessHost
{
    private readonly string _name;
    private readonly IContainerProgram _program;
    private readonly ContainerStdio _stdio;
    private readonly EmulatedTimeProvider _time;
    private readonly IActorRef _self;
    private readonly Alarm _proceed;
    private bool _exited;

    public ContainerActor(string name, IContainerProgram program, ContainerStdio stdio, EmulatedTimeProvider time)
    {
        (_name, _program, _stdio, _time, _self) = (name, program, stdio, time, Self);
        _proceed = new(AlarmClock.Of(Context.System), Self, ProceedDue.Instance);
    }

    bool IProcessHost.HasRoom => _stdio.HasRoom;

    DateTimeOffset IProcessHost.Now => _time.GetUtcNow();

    void IProcessHost.Write(SessionStream stream, ReadOnlyMemory<byte> bytes) => _stdio.Write(stream, bytes);

    ReadOnlyMemory<byte>? IProcessHost.Read(out bool ended) => _stdio.Read(out ended);

    void IProcessHost.Exit(int code, string? reason, string message)
    {
        if (_exited)
            return;
        _exited = true;
        _proceed.Cancel();
        _stdio.End(code);
        Context.Parent.Tell(new ContainerExited(_name, code, reason, message));
    }

    void IProcessHost.Poke() => _self.Tell(ProceedDue.Instance);

    void IProcessHost.WakeAfter(TimeSpan time) => _proceed.Set(_time.ToReal(time));

    protected override void PreStart()
    {
        _stdio.Container = Self;
        _program.Start(this);
    }

    protected override void PostStop()
    {
        _proceed.Cancel();
        _program.Close();
    }

    protected override void OnReceive(object message)
    {
        if (_exited)
            return;
        switch (message)
        {
            case ProceedDue:
                _program.Proceed();
                break;
            case SignalContainer(var signal):
                _program.Signal(signal);
                break;
            case TerminalResized(var columns, var rows):
                _program.Resize(columns, rows);
                break;
            case KillContainer:
                _program.Kill();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

}

/// <summary>To container: something may have changed for its program.</summary>
internal sealed record ProceedDue : ILocalMessage, IDeadLetterSuppression
{
    internal static readonly ProceedDue Instance = new();
}

/// <summary>To container: the terminal of whoever is attached has that size.</summary>
internal sealed record TerminalResized(int Columns, int Rows) : ILocalMessage;

/// <summary>Container to pod: the run has ended.</summary>
internal sealed record ContainerExited(string Name, int Code, string? Reason = null, string Message = "") : ILocalMessage;

/// <summary>To container: a signal other than SIGKILL, from its pod or from a command in it.</summary>
internal sealed record SignalContainer(ProcessSignal Signal) : ILocalMessage
{
    internal static readonly SignalContainer Terminate = new(ProcessSignal.Terminate);
}

/// <summary>Pod to container: SIGKILL.</summary>
internal sealed record KillContainer : ILocalMessage;
