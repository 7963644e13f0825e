using System.Globalization;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using Akka.Actor;
using Akka.Cluster;

namespace ActorKube.Palettes.Commands.Membership;

/// <summary><c>cluster tail</c>: membership events as they happen, the present state first.</summary>
internal sealed class ClusterTail : CommandSession
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Dictionary<Address, string> _names = [];

    public ClusterTail(CommandContext context) : base(context)
    {
        Receive<ClusterEvent.MemberStatusChange>(change => Show(change.Member.Status.ToString(), change.Member.Address));
        Receive<ClusterEvent.UnreachableMember>(unreachable => Show("Unreachable", unreachable.Member.Address));
        Receive<ClusterEvent.ReachableMember>(reachable => Show("Reachable", reachable.Member.Address));
        Receive<ClusterEvent.LeaderChanged>(changed =>
        {
            if (changed.Leader is { } leader)
                Show("Leader", leader);
        });
    }

    public static PaletteCommand Definition { get; } =
        PaletteCommand.RunBy<ClusterTail>("tail", "membership events as they happen, until it is cancelled").ThatStreams();

    protected override void Run() => Learn(() => _cluster.Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
        typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent), typeof(ClusterEvent.LeaderChanged)));

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        base.PostStop();
    }

    private void Show(string happened, Address address)
    {
        var isKnown = _names.TryGetValue(address, out var name);
        Stream([string.Create(CultureInfo.InvariantCulture, $"{Now:HH:mm:ss.fff}  {happened,-11}  {name ?? "(new)"}  {address}")]);
        if (!isKnown)
            Learn(() => { });
    }

    private void Learn(Action then) => Members(members =>
    {
        foreach (var member in members.Members.Where(member => member.Process is not null))
            _names[member.Address] = member.Name;
        then();
    });
}
