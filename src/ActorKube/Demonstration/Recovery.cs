using ActorKube.Launching;

namespace ActorKube.Demonstration;

/// <summary>What is seen of a cluster after one of its workers was killed, as a timeline. Fed with snapshots; says each thing once, when it is first seen.</summary>
internal sealed class Recovery
{
    /// <summary>What the sample asks for: twelve replicas and one bare pod.</summary>
    internal const int PodsWanted = 13;

    private readonly ProcessRecord _victim;
    private readonly long _killedAt;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, PodState> _lost;
    private bool _notReady;
    private bool _evicted;
    private bool _running;
    private bool _back;

    internal Recovery(ProcessRecord victim, IReadOnlyList<PodState> before, long killedAt, TimeProvider time)
    {
        (_victim, _killedAt, _time) = (victim, killedAt, time);
        _lost = before.Where(pod => pod.Node == victim.Name).ToDictionary(pod => pod.Name);
    }

    internal string Killed => Line(TimeSpan.Zero, $"killed {_victim.Name} (pid {_victim.Pid}, SIGKILL), where {_lost.Count} pods ran");

    internal bool IsComplete => _running && _back;

    internal TimeSpan PodsRecoveredAfter { get; private set; }

    internal string Missing => string.Join("; ", Missings());

    /// <summary>The lines that this snapshot adds to the timeline.</summary>
    internal IReadOnlyList<string> Observe(IReadOnlyList<NodeState> nodes, IReadOnlyList<PodState> pods)
    {
        var elapsed = _time.GetElapsedTime(_killedAt);
        var lines = new List<string>();
        var node = nodes.FirstOrDefault(node => node.Name == _victim.Name);
        if (!_notReady && node is { IsReady: false })
        {
            _notReady = true;
            lines.Add(Line(elapsed, $"node {_victim.Name} {node.Status}"));
        }
        if (!_evicted && _notReady && !pods.Any(IsStillLost))
        {
            _evicted = true;
            lines.Add(Line(elapsed, $"its {_lost.Count} pods evicted"));
        }
        var live = nodes.Where(candidate => candidate.IsReady).Select(candidate => candidate.Name).ToHashSet();
        if (!_running && _evicted && pods.Count(pod => pod.IsRunningReady && live.Contains(pod.Node)) >= PodsWanted)
        {
            _running = true;
            PodsRecoveredAfter = elapsed;
            lines.Add(Line(elapsed, $"all {PodsWanted} pods running again: {string.Join(", ", pods.GroupBy(pod => pod.Node).OrderBy(group => group.Key).Select(group => $"{group.Count()} on {group.Key}"))}"));
        }
        if (!_back && _notReady && node is { IsReady: true })
        {
            _back = true;
            lines.Add(Line(elapsed, $"node {_victim.Name} Ready again: the launcher started its process anew"));
        }
        return lines;
    }

    /// <summary>A pod of before that still stands on the dead node, and has not been started there again.</summary>
    private bool IsStillLost(PodState pod) =>
        pod.Node == _victim.Name && pod.Status != "Terminating" && _lost.TryGetValue(pod.Name, out var before) && before.Restarts == pod.Restarts;

    private IEnumerable<string> Missings()
    {
        if (!_notReady)
            yield return "the node was never seen NotReady";
        if (!_evicted)
            yield return "its pods were not evicted";
        if (!_running)
            yield return "not all pods run on live nodes";
        if (!_back)
            yield return $"{_victim.Name} is not back";
    }

    private static string Line(TimeSpan elapsed, string what) => $"{$"+{elapsed.TotalMilliseconds:0}",8} ms  {what}";
}
