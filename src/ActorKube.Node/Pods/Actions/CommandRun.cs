using ActorKube.Model.Refusals;
using ActorKube.Model.Time;
using ActorKube.Node.Sessions;
using ActorKube.Node.Timing;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Pods;
using Akka.Actor;

namespace ActorKube.Node.Pods.Actions;

/// <summary>A command that a kubelet runs in a container for a probe or a hook: its output is the message. It is driven by its pod's actor.</summary>
/// <param name="session">The command.</param>
/// <param name="time">Emulated time.</param>
/// <param name="clock">The clock of the process.</param>
/// <param name="pod">The pod's actor.</param>
/// <param name="ended">Gets the outcome, once.</param>
internal sealed class CommandRun(IContainerSession session, EmulatedTimeProvider time, AlarmClock clock, IActorRef pod, Action<ActionOutcome> ended) : ISessionHost
{
    /// <summary>The kubelet keeps as much of a probe's output.</summary>
    private const int LongestOutput = 10 * 1024;

    private readonly MemoryStream _output = new();
    private Alarm? _proceed;
    private bool _hasEnded;

    bool ISessionHost.HasRoom => !_hasEnded;

    DateTimeOffset ISessionHost.Now => time.GetUtcNow();

    /// <summary>True once the outcome is known.</summary>
    internal bool HasEnded => _hasEnded;

    internal void Start() => session.Start(this);

    internal void Proceed()
    {
        if (!_hasEnded)
            session.Proceed();
    }

    /// <summary>Gives the command up.</summary>
    internal void GiveUp(ActionOutcome outcome)
    {
        if (_hasEnded)
            return;
        session.Close();
        End(outcome);
    }

    void ISessionHost.Write(SessionStream stream, ReadOnlyMemory<byte> bytes)
    {
        var room = LongestOutput - (int)_output.Length;
        _output.Write(bytes.Span[..Math.Min(room, bytes.Length)]);
    }

    void ISessionHost.Consumed(int bytes)
    {
    }

    void ISessionHost.WakeAfter(TimeSpan wait) => (_proceed ??= new(clock, pod, new CommandStirs(this))).Set(time.ToReal(wait));

    void ISessionHost.Poke() => pod.Tell(new CommandStirs(this));

    void ISessionHost.Exit(int code) => End(code == 0 ? ActionOutcome.Success : ActionOutcome.Failure(Output));

    void ISessionHost.Fail(Refusal refusal)
    {
        const string Prefix = "Internal error occurred: error executing command in container: ";
        var why = refusal.Message.StartsWith(Prefix, StringComparison.Ordinal) ? refusal.Message[Prefix.Length..] : refusal.Message;
        End(ActionOutcome.Error($"rpc error: code = Unknown desc = {why}"));
    }

    private string Output => System.Text.Encoding.UTF8.GetString(_output.GetBuffer(), 0, (int)_output.Length);

    private void End(ActionOutcome outcome)
    {
        if (_hasEnded)
            return;
        _hasEnded = true;
        _proceed?.Cancel();
        ended(outcome);
    }
}
