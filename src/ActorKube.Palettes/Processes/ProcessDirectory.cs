using ActorKube.Protocol.Processes;
using Akka.Actor;
using Akka.Cluster;

namespace ActorKube.Palettes.Processes;

/// <summary>
/// Knows the processes of the cluster by name: asks each member who it is as soon as it joins, so that the name and the pid are known
/// when it dies, and remembers those that left.
/// </summary>
internal sealed class ProcessDirectory : ReceiveActor, IWithTimers
{
    private readonly PalettesSettings _settings;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Dictionary<UniqueAddress, ProcessDescribed> _known = [];
    private readonly Dictionary<long, UniqueAddress> _asked = [];
    private readonly List<(UniqueAddress Address, ProcessDescribed Process)> _departed = [];
    private readonly Dictionary<long, Round> _rounds = [];
    private long _lastId;

    public ProcessDirectory(PalettesSettings settings)
    {
        _settings = settings;
        Receive<DescribeMembers>(OnDescribeMembers);
        Receive<ProcessDescribed>(OnProcessDescribed);
        Receive<RoundDue>(due => Answer(due.Round));
        Receive<RefreshDue>(_ => AskUnknown());
        Receive<ClusterEvent.MemberRemoved>(removed => OnMemberRemoved(removed.Member));
        Receive<ClusterEvent.IMemberEvent>(_ => AskUnknown());
        Receive<ClusterEvent.IReachabilityEvent>(_ => AskUnknown());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Timers.StartPeriodicTimer(RefreshDue.Instance, RefreshDue.Instance, _settings.DirectoryRefreshInterval);
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void OnDescribeMembers(DescribeMembers ask)
    {
        var round = new Round(ask.Id, Sender, [], []);
        foreach (var member in Reachable())
            round.Outstanding.Add(Ask(member));
        var id = ++_lastId;
        _rounds[id] = round;
        if (round.Outstanding.Count == 0)
            Answer(id);
        else
            Timers.StartSingleTimer(id, new RoundDue(id), _settings.ProcessTimeout);
    }

    private void OnProcessDescribed(ProcessDescribed described)
    {
        if (!_asked.Remove(described.Id, out var address))
            return;
        _known[address] = described;
        _departed.RemoveAll(departed => departed.Process.Name == described.Name);
        foreach (var (id, round) in _rounds.ToList())
        {
            if (!round.Outstanding.Remove(described.Id))
                continue;
            round.Fresh.Add(address);
            if (round.Outstanding.Count == 0)
                Answer(id);
        }
    }

    private void OnMemberRemoved(Member member)
    {
        if (!_known.Remove(member.UniqueAddress, out var process))
            return;
        _departed.Insert(0, (member.UniqueAddress, process));
        if (_departed.Count > _settings.DepartedProcesses)
            _departed.RemoveAt(_departed.Count - 1);
    }

    private void AskUnknown()
    {
        // Whatever was asked of members that are gone will not be answered.
        var present = _cluster.State.Members.Select(member => member.UniqueAddress).ToHashSet();
        foreach (var (id, address) in _asked.Where(asked => !present.Contains(asked.Value)).ToList())
            _asked.Remove(id);
        foreach (var member in Reachable().Where(member => !_known.ContainsKey(member.UniqueAddress)))
            Ask(member);
    }

    private void Answer(long id)
    {
        if (!_rounds.Remove(id, out var round))
            return;
        Timers.Cancel(id);
        var state = _cluster.State;
        var members = state.Members
            .Select(member => new ClusterMember(
                member, member.Address, !state.Unreachable.Contains(member), _known.GetValueOrDefault(member.UniqueAddress),
                round.Fresh.Contains(member.UniqueAddress)))
            .OrderBy(member => member.Role, StringComparer.Ordinal).ThenBy(member => member.Name, StringComparer.Ordinal);
        var departed = _departed.Select(gone => new ClusterMember(null, gone.Address.Address, false, gone.Process, false));
        round.Asker.Tell(new MembersDescribed(round.AskerId, [.. members], [.. departed], state.Leader));
    }

    private long Ask(Member member)
    {
        // One question a member is enough: a newer one replaces what an unreachable process never answered.
        foreach (var (old, _) in _asked.Where(asked => asked.Value.Equals(member.UniqueAddress) && !IsAwaited(asked.Key)).ToList())
            _asked.Remove(old);
        _asked[++_lastId] = member.UniqueAddress;
        Context.ActorSelection(new RootActorPath(member.Address) / "user" / "process").Tell(new DescribeProcess(_lastId));
        return _lastId;
    }

    private bool IsAwaited(long id) => _rounds.Values.Any(round => round.Outstanding.Contains(id));

    private IEnumerable<Member> Reachable()
    {
        var state = _cluster.State;
        return state.Members.Where(member => !state.Unreachable.Contains(member));
    }

    private sealed record Round(long AskerId, IActorRef Asker, HashSet<long> Outstanding, HashSet<UniqueAddress> Fresh);

    private sealed record RoundDue(long Round) : INoSerializationVerificationNeeded;

    private sealed record RefreshDue : INoSerializationVerificationNeeded
    {
        public static readonly RefreshDue Instance = new();
    }
}
