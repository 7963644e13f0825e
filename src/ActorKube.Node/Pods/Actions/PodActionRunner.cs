using ActorKube.Model.Time;
using ActorKube.Node.Containers;
using ActorKube.Node.Nodes;
using ActorKube.Node.Timing;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Pods;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.Node.Pods.Actions;

/// <summary>Carries out what probes and hooks ask of a pod's containers. Belongs to the pod's actor, to which everything that takes time comes back as a message.</summary>
/// <param name="running">The pod's containers that run.</param>
/// <param name="address">The pod's address.</param>
/// <param name="time">Emulated time.</param>
/// <param name="clock">The clock of the process.</param>
/// <param name="pod">The pod's actor.</param>
internal sealed class PodActionRunner(
    RunningContainers running, string address, EmulatedTimeProvider time, AlarmClock clock, IActorRef pod)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromSeconds(1);

    private static readonly StandardStreams OutputOnly = new(Stdin: false, Stdout: true, Stderr: true, Tty: false);

    private Dictionary<RunningContainer, List<CommandRun>>? _commands;

    /// <summary>Begins an action. Its outcome may be there before this returns.</summary>
    /// <param name="name">The container.</param>
    /// <param name="action">What to do.</param>
    /// <param name="timeout">Emulated time after which it has failed; null for none.</param>
    /// <param name="isHook">True for a hook, which any HTTP answer will do for.</param>
    /// <param name="ended">Gets the outcome, once, unless the container ends first.</param>
    internal void Begin(string name, ContainerAction action, TimeSpan? timeout, bool isHook, Action<ActionOutcome> ended)
    {
        if (running.Find(name) is not { } container)
            return;
        switch (action)
        {
            case ContainerAction.Impossible(var fault):
                ended(ActionOutcome.Error(fault));
                break;
            case ContainerAction.Sleep(var wait):
                Later(container, wait, () => ended(ActionOutcome.Success));
                break;
            case ContainerAction.Exec exec:
                Execute(container, exec, timeout, ended);
                break;
            default:
                Connect(container, action, timeout, isHook, ended);
                break;
        }
    }

    /// <summary>A message to the pod that was meant for here.</summary>
    internal void Take(IActionMessage message)
    {
        switch (message)
        {
            case CommandStirs(var run):
                run.Proceed();
                break;
            case ActionDue(var container, var then) when Runs(container):
                then();
                break;
        }
    }

    /// <summary>A container has ended, and what was done to it with it.</summary>
    internal void Ended(RunningContainer container)
    {
        if (_commands is null || !_commands.Remove(container, out var commands))
            return;
        foreach (var command in commands)
            command.GiveUp(ActionOutcome.Error("the container has ended"));
    }

    private void Execute(RunningContainer container, ContainerAction.Exec exec, TimeSpan? timeout, Action<ActionOutcome> ended)
    {
        CommandRun? run = null;
        run = new(container.Program.Exec(exec.Command, OutputOnly), time, clock, pod, outcome =>
        {
            if (_commands?.TryGetValue(container, out var commands) == true && commands.Remove(run!) && commands.Count == 0)
                _commands.Remove(container);
            if (Runs(container))
                ended(outcome);
        });
        run.Start();
        if (run.HasEnded)
            return;
        _commands ??= [];
        if (!_commands.TryGetValue(container, out var all))
            _commands[container] = all = [];
        all.Add(run);
        if (timeout is { } limit)
            Later(container, limit, () => run.GiveUp(ActionWords.TimedOut(exec, address)));
    }

    private void Connect(RunningContainer container, ContainerAction action, TimeSpan? timeout, bool isHook, Action<ActionOutcome> ended)
    {
        if (AddressOf(action) is "" || AddressOf(action) == address)
        {
            foreach (var each in running.All)
            {
                if (each.Program.Answer(action, isHook) is not { } answer)
                    continue;
                ended(answer);
                return;
            }
            if (running.All.All(each => each.Program.IsSimulated))
            {
                ended(ActionWords.Refused(action, address));
                return;
            }
        }
        // What is real takes real time, however fast emulated time goes.
        var limit = time.ToReal(timeout ?? Patience) is var scaled && scaled > LeastTimeout ? scaled : LeastTimeout;
        NetworkAction.RunAsync(action, address, isHook, limit).PipeTo(
            pod, success: outcome => new ActionDue(container, () => ended(outcome)), failure: fault => new ActionDue(container, () => ended(ActionOutcome.Error(fault.Message))));
    }

    private static string AddressOf(ContainerAction action) => action switch { ContainerAction.HttpGet get => get.Host, ContainerAction.TcpSocket tcp => tcp.Host, _ => "" };

    private void Later(RunningContainer container, TimeSpan wait, Action then) => new Alarm(clock, pod, new ActionDue(container, then)).Set(time.ToReal(wait));

    private bool Runs(RunningContainer container) => running.All.Contains(container);
}

/// <summary>What comes back to the pod's actor for its actions.</summary>
internal interface IActionMessage : ILocalMessage;

/// <summary>A command may go on.</summary>
internal sealed record CommandStirs(CommandRun Run) : IActionMessage, IDeadLetterSuppression;

/// <summary>An action has to go on, if its container still runs.</summary>
internal sealed record ActionDue(RunningContainer Container, Action Then) : IActionMessage, IDeadLetterSuppression;
