using System.Text;
using ActorKube.Node.Nodes;
using ActorKube.Protocol.Nodes;
using Akka.Actor;

namespace ActorKube.Node.Logs;

/// <summary>Answers one <see cref="ReadContainerLog"/>: the lines that there are and, if following, each new one, until the run ends or nobody listens any more.</summary>
internal sealed class LogFeedActor : ReceiveActor
{
    /// <summary>Lines of one message.</summary>
    private const int Page = 1000;

    private readonly ReadContainerLog _request;
    private readonly IActorRef _asker;
    private readonly RunLog _log;
    private readonly bool _follows;
    private readonly IActorRef _self;
    private long _next;

    public LogFeedActor(PodLogRequest wanted, RunLog log, bool grows)
    {
        (_request, _asker, _log, _self) = (wanted.Request, wanted.Asker, log, Self);
        _follows = wanted.Request.Follow && grows;
        Receive<LogHasMore>(_ => Send());
        Receive<StopContainerLog>(OnStop);
        Receive<Terminated>(_ => Context.Stop(Self));
    }

    protected override void PreStart()
    {
        Context.Watch(_asker);
        _next = _log.StartOfTail(_request.TailLines);
        Send(first: true);
    }

    private void Send(bool first = false)
    {
        while (true)
        {
            var (lines, next, ended) = _log.Read(_next, Page);
            var over = ended || (!_follows && lines.Count < Page);
            if (first || over || lines.Count > 0)
                _asker.Tell(new ContainerLogRead(_request.Id, [.. lines.Select(line => new LogLine(line.Time, Encoding.UTF8.GetString(line.Text.Span)))], over, null));
            (_next, first) = (next, false);
            if (over)
                Context.Stop(Self);
            if (over || lines.Count < Page)
                break;
        }
        _log.WhenBeyond(_next, () => _self.Tell(LogHasMore.Instance));
    }

    private void OnStop(StopContainerLog stop)
    {
        if (stop.Id == _request.Id && Sender.Equals(_asker))
            Context.Stop(Self);
    }

    private sealed record LogHasMore : ILocalMessage
    {
        internal static readonly LogHasMore Instance = new();
    }
}
