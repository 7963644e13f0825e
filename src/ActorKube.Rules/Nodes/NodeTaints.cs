using System.Collections.Immutable;
using ActorKube.Model.Nodes;

namespace ActorKube.Rules.Nodes;

/// <summary>The taints that the control plane itself puts on a node and takes off; a user's own stay.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions.</remarks>
public static class NodeTaints
{
    /// <summary>The taints that a node must have: those of its condition, since when they hold, and the one of a cordoned node.</summary>
    /// <param name="present">The taints that it has.</param>
    /// <param name="ready">Status of its Ready condition.</param>
    /// <param name="unschedulable">True if it is cordoned.</param>
    /// <param name="now">Emulated time, for what is new.</param>
    public static ImmutableArray<Taint> Wanted(ImmutableArray<Taint> present, string ready, bool unschedulable, DateTimeOffset now)
    {
        string[] keys = ready switch { "Unknown" => [Taint.Unreachable], "False" => [Taint.NotReady], _ => [] };
        var own = keys.SelectMany(key => (Taint[])[new(key, "", Taint.NoSchedule, now), new(key, "", Taint.NoExecute, now)]);
        if (unschedulable)
            own = own.Append(new(Taint.Unschedulable, "", Taint.NoSchedule, now));
        var wanted = own.ToList();
        var kept = present.Where(taint =>
            taint.Key is not (Taint.Unreachable or Taint.NotReady or Taint.Unschedulable) || wanted.Any(other => IsSame(other, taint))).ToList();
        return [.. kept, .. wanted.Where(taint => !kept.Any(other => IsSame(other, taint)))];
    }

    private static bool IsSame(Taint one, Taint other) => one.Key == other.Key && one.Effect == other.Effect;
}
