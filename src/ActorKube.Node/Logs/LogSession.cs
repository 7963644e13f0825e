using ActorKube.Node.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Containers.Logs;

namespace ActorKube.Node.Logs;

/// <summary>A container's log as a stream: as much as the client takes at a time, then, if following, what is added until the run ends.</summary>
internal sealed class LogSession(RunLog log, LogOptions options, bool grows) : IContainerSession
{
    /// <summary>Entries that are read at a time, at most.</summary>
    private const int Page = 200;

    private ISessionHost _host = null!;
    private LogText _text = null!;
    private long _next;
    private long _end;

    public void Start(ISessionHost host)
    {
        _host = host;
        var since = options.SinceTime ?? (options.SinceSeconds is { } seconds ? LogText.Before(host.Now, seconds) : DateTimeOffset.MinValue);
        _text = new(options.Timestamps, since, options.LimitBytes ?? long.MaxValue);
        _next = log.Start(options.TailLines, since);
        // Who doesn't follow gets what there is now, however fast more comes.
        _end = options.Follow && grows ? long.MaxValue : log.Next;
        Proceed();
    }

    public void Proceed()
    {
        while (_host.HasRoom)
        {
            var page = log.Read(_next, (int)Math.Min(Page, _end - _next));
            _next = page.Next;
            _host.Write(SessionStream.Stdout, _text.Page(page.Entries));
            if (_text.IsFull || _next >= _end || (page.Ended && !page.HasMore))
            {
                _host.Exit(0);
                return;
            }
            if (!page.HasMore)
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
