using System.Net.Sockets;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Akka.Remote;

namespace ActorKube.Hosting;

/// <summary>
/// Tells a dead process from a slow one. When a link to a member breaks, its port is tried: an operating system that refuses the connection
/// three times in a row says that the process is gone, so it is downed at once, without the split-brain resolver's patience. A process that is
/// only stopped, or behind a cut link, never refuses, and stays the resolver's business.
/// </summary>
internal sealed class DeadPeerActor : ReceiveActor, IWithTimers
{
    private const int RefusalsWanted = 3;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(1);

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public DeadPeerActor()
    {
        Receive<DisassociatedEvent>(broken => Try(new PortTry(broken.RemoteAddress, 0)));
        Receive<PortTry>(Try);
        Receive<PortTried>(OnTried);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void Try(PortTry next)
    {
        if (IsMember(next.Address))
            ConnectAsync(next).PipeTo(Self);
    }

    private void OnTried(PortTried tried)
    {
        if (!tried.Refused || !IsMember(tried.Try.Address))
            return;
        var refusals = tried.Try.Refusals + 1;
        if (refusals < RefusalsWanted)
        {
            Timers.StartSingleTimer(tried.Try.Address, new PortTry(tried.Try.Address, refusals), BetweenTries);
            return;
        }
        _log.Warning("process at {Address} is gone: its port refused {Refusals} connections; downing it", tried.Try.Address, refusals);
        _cluster.Down(tried.Try.Address);
    }

    private bool IsMember(Address address) =>
        address != _cluster.SelfAddress && _cluster.State.Members.Any(member => member.Address == address && member.Status is not MemberStatus.Down);

    private static async Task<PortTried> ConnectAsync(PortTry next)
    {
        using var patience = new CancellationTokenSource(TryTimeout);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(next.Address.Host!, next.Address.Port!.Value, patience.Token);
            return new PortTried(next, Refused: false);
        }
        catch (SocketException error)
        {
            return new PortTried(next, error.SocketErrorCode == SocketError.ConnectionRefused);
        }
        catch (OperationCanceledException)
        {
            return new PortTried(next, Refused: false);
        }
    }

    private sealed record PortTry(Address Address, int Refusals);

    private sealed record PortTried(PortTry Try, bool Refused);
}
