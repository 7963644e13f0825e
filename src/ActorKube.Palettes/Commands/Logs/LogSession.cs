using ActorKube.Palettes.Processes;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Processes;
using Akka.Actor;

namespace ActorKube.Palettes.Commands.Logs;

/// <summary>Reads the log of a process, once or until it is cancelled or the process is gone.</summary>
internal abstract class LogSession : CommandSession
{
    private readonly bool _follow;
    private ClusterMember? _member;
    private IActorRef? _process;
    private long _id;

    protected LogSession(CommandContext context, bool follow) : base(context)
    {
        _follow = follow;
        Receive<LogRead>(OnLogRead);
        Receive<Terminated>(_ => Fail(ProcessPath.Gone(_member!)));
    }

    protected override void Run()
    {
        var lines = Input.Number("--lines") ?? 0;
        if (lines is < 0 or > int.MaxValue)
            Misused($"--lines takes 0 or more, not {lines}");
        else
            MemberNamed(Input.Text("--process"), member => Read(member, (int)lines));
    }

    protected override void OnCancelled() => _process?.Tell(new StopLog(_id));

    private void Read(ClusterMember member, int lines)
    {
        _member = member;
        _id = Expect(Services.Settings.ProcessTimeout, ProcessPath.Silence(member));
        Context.ActorSelection(ProcessPath.Of(member)).Tell(new ReadLog(_id, lines, _follow), Self);
    }

    private void OnLogRead(LogRead read)
    {
        Continue(read.Id, read);
        if (_process is null && _follow)
            _process = Context.Watch(Sender);
        Stream(read.Lines);
        if (!_follow)
            Done();
    }
}
