using System.Diagnostics;
using ActorKube.Protocol.Processes;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.Palettes.Processes;

/// <summary><c>/user/process</c>: answers, to whoever asks in the cluster, who this process is, which actors it has and what it logged.</summary>
internal sealed class ProcessActor : ReceiveActor, IWithTimers
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly PalettesSettings _settings;
    private readonly ProcessIdentity _identity;
    private readonly LogBuffer _logs;
    private readonly Dictionary<(IActorRef Reader, long Id), long> _followers = [];

    public ProcessActor(PalettesSettings settings, ProcessIdentity identity, LogBuffer logs)
    {
        (_settings, _identity, _logs) = (settings, identity, logs);
        Receive<DescribeProcess>(OnDescribeProcess);
        Receive<DescribeActors>(OnDescribeActors);
        Receive<ReadLog>(OnReadLog);
        Receive<StopLog>(stop => Forget(Sender, stop.Id));
        Receive<FollowDue>(_ => OnFollowDue());
        Receive<Terminated>(OnReaderTerminated);
        Receive<KillProcess>(_ => OnKillProcess());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private void OnDescribeProcess(DescribeProcess ask)
    {
        using var process = Process.GetCurrentProcess();
        Sender.Tell(new ProcessDescribed(
            ask.Id, _identity.Name, _identity.Role, process.Id, Environment.MachineName, _identity.PbmPort,
            new DateTimeOffset(process.StartTime).ToUniversalTime(), process.WorkingSet64, process.TotalProcessorTime, _identity.Nodes));
    }

    private void OnDescribeActors(DescribeActors ask)
    {
        var (actors, more) = ActorTree.Describe(Context.System, ask.Path, ask.Depth, Math.Clamp(ask.Limit, 1, _settings.ActorsPerAnswer));
        Sender.Tell(new ActorsDescribed(ask.Id, actors, more));
    }

    private void OnReadLog(ReadLog ask)
    {
        var (lines, position) = _logs.ReadLast(ask.Lines);
        Sender.Tell(new LogRead(ask.Id, lines));
        if (!ask.Follow)
            return;
        _followers[(Sender, ask.Id)] = position;
        Context.Watch(Sender);
        Timers.StartPeriodicTimer(FollowDue.Instance, FollowDue.Instance, _settings.LogFollowInterval);
    }

    private void OnFollowDue()
    {
        foreach (var (follower, seen) in _followers.ToList())
        {
            var (lines, position, missed) = _logs.ReadSince(seen);
            if (position == seen)
                continue;
            if (missed > 0)
                lines = lines.Insert(0, $"… {missed} lines were lost: more was logged than the buffer holds");
            follower.Reader.Tell(new LogRead(follower.Id, lines));
            _followers[follower] = position;
        }
    }

    private void OnReaderTerminated(Terminated terminated)
    {
        foreach (var follower in _followers.Keys.Where(follower => follower.Reader.Equals(terminated.ActorRef)).ToList())
            Forget(follower.Reader, follower.Id);
    }

    private void OnKillProcess()
    {
        _log.Warning("process {ProcessName} kills itself, asked by {Asker}", _identity.Name, Sender.Path);
        using var process = Process.GetCurrentProcess();
        process.Kill();
    }

    private void Forget(IActorRef reader, long id)
    {
        if (!_followers.Remove((reader, id)))
            return;
        if (!_followers.Keys.Any(follower => follower.Reader.Equals(reader)))
            Context.Unwatch(reader);
        if (_followers.Count == 0)
            Timers.Cancel(FollowDue.Instance);
    }

    private sealed record FollowDue : INoSerializationVerificationNeeded
    {
        public static readonly FollowDue Instance = new();
    }
}
