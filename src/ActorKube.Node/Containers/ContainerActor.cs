using ActorKube.Model.Time;
using ActorKube.Node.Nodes;
using Akka.Actor;

namespace ActorKube.Node.Containers;

/// <summary>One run of one container. It tells its pod what the program prints and how it ends; when this actor crashes, the container has crashed.</summary>
internal sealed class ContainerActor : UntypedActor, IWithTimers, IContainerHost
{
    private readonly string _name;
    private readonly IContainerProgram _program;
    private readonly EmulatedTimeProvider _time;
    private bool _exited;

    public ContainerActor(string name, IContainerProgram program, EmulatedTimeProvider time) => (_name, _program, _time) = (name, program, time);

    public ITimerScheduler Timers { get; set; } = null!;

    void IContainerHost.Print(string line) => Context.Parent.Tell(new ContainerPrinted(_name, line));

    void IContainerHost.Exit(int code)
    {
        if (_exited)
            return;
        _exited = true;
        Timers.CancelAll();
        Context.Parent.Tell(new ContainerExited(_name, code));
    }

    void IContainerHost.WakeAfter(TimeSpan time) => Timers.StartSingleTimer(ProgramDue.Instance, ProgramDue.Instance, _time.ToReal(time));

    protected override void PreStart() => _program.Start(this);

    protected override void OnReceive(object message)
    {
        if (_exited)
            return;
        switch (message)
        {
            case ProgramDue:
                _program.Wake();
                break;
            case TerminateContainer:
                _program.Terminate();
                break;
            case KillContainer:
                _program.Kill();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private sealed record ProgramDue
    {
        internal static readonly ProgramDue Instance = new();
    }
}

/// <summary>Container to pod: a line of output.</summary>
internal sealed record ContainerPrinted(string Name, string Line) : ILocalMessage;

/// <summary>Container to pod: the run has ended.</summary>
internal sealed record ContainerExited(string Name, int Code) : ILocalMessage;

/// <summary>Pod to container: SIGTERM.</summary>
internal sealed record TerminateContainer : ILocalMessage;

/// <summary>Pod to container: SIGKILL.</summary>
internal sealed record KillContainer : ILocalMessage;
