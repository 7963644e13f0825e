using ActorKube.Node.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Containers;

namespace ActorKube.Node.Logs;

/// <summary>A container's log as a stream: as much as the client takes at a time, then, if following, what is added until the run ends.</summary>
internal sealed class LogSession(RunLog log, LogOptions options, bool grows) : IContainerSession
{
    /// <summary>Lines that are read at a time.</summary>
    private const int Page = 200;

    private readonly bool _follows = options.Follow && grows;
    private long _left = options.LimitBytes ?? long.MaxValue;
    private ISessionHost _host = null!;
    private DateTimeOffset _since;
    private long _next;

    public void Start(ISessionHost host)
    {
        _host = host;
        _since = options.SinceTime ?? (options.SinceSeconds is { } seconds ? LogText.Before(host.Now, seconds) : DateTimeOffset.MinValue);
        _next = log.StartOfTail(options.TailLines);
        Proceed();
    }

    public void Proceed()
    {
        while (_host.HasRoom)
        {
            var (lines, next, ended) = log.Read(_next, Page);
            var page = LogText.Page(lines.Where(line => line.Time >= _since).Select(line => (line.Time, line.Text)), options.Timestamps, _left);
            (_next, _left) = (next, _left - page.Length);
            _host.Write(SessionStream.Stdout, page);
            if (ended || _left == 0 || (!_follows && lines.Count < Page))
            {
                _host.Exit(0);
                return;
            }
            if (lines.Count == 0)
            {
                log.WhenBeyond(_next, _host.Poke);
                return;
            }
        }
    }

    public void Input(ReadOnlyMemory<byte> bytes) => _host.Consumed(bytes.Length);

    public void EndInput()
    {
    }

    public void Resize(int width, int height)
    {
    }

    public void ContainerEnded()
    {
    }

    public void Close()
    {
    }
}
