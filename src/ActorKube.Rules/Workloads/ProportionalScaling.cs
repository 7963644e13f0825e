namespace ActorKube.Rules.Workloads;

/// <summary>How a Deployment that is scaled in the middle of a rollout, or while it is paused, shares the difference among its ReplicaSets.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#proportional-scaling.</remarks>
internal static class ProportionalScaling
{
    /// <summary>True if a set was last scaled for another size of the Deployment.</summary>
    internal static bool IsDue(DeploymentState deployment, IEnumerable<ReplicaSetState> sets) =>
        sets.Any(set => set.Replicas > 0 && DeploymentAnnotations.Desired(set) is { } desired && desired != deployment.Replicas);

    /// <summary>Gives the sets their sizes.</summary>
    internal static void Scale(DeploymentState deployment, ReplicaSetState? newest, IReadOnlyList<ReplicaSetState> sets, ReplicaSetEdits edits)
    {
        var active = sets.Where(set => set.Replicas > 0).ToList();
        if (active.Count <= 1)
        {
            if ((active.FirstOrDefault() ?? newest ?? sets.MaxBy(set => set.Created)) is { } only)
                edits.Scale(only, deployment.Replicas);
            return;
        }
        if (newest is not null && IsSaturated(deployment, newest))
        {
            foreach (var set in active.Where(set => set != newest))
                edits.Scale(set, 0);
            return;
        }
        if (deployment.Recreates)
            return;
        var allowed = deployment.Replicas > 0 ? deployment.MaxReplicas : 0;
        var toAdd = allowed - active.Sum(set => set.Replicas);
        // The larger first; of equal ones the newer first when adding, the older first when taking away.
        var ordered = toAdd > 0
            ? active.OrderByDescending(set => set.Replicas).ThenByDescending(set => set.Created).ToList()
            : [.. active.OrderByDescending(set => set.Replicas).ThenBy(set => set.Created)];
        var added = 0;
        var sizes = new int[ordered.Count];
        for (var i = 0; i < ordered.Count; i++)
        {
            var share = toAdd == 0 ? 0 : Share(deployment, ordered[i], toAdd, toAdd - added);
            sizes[i] = ordered[i].Replicas + share;
            added += share;
        }
        sizes[0] = Math.Max(0, sizes[0] + toAdd - added);
        for (var i = 0; i < ordered.Count; i++)
            edits.Scale(ordered[i], sizes[i]);
    }

    private static bool IsSaturated(DeploymentState deployment, ReplicaSetState newest) =>
        newest.Replicas == deployment.Replicas
        && DeploymentAnnotations.Desired(newest) == deployment.Replicas
        && newest.Status.Available == deployment.Replicas;

    private static int Share(DeploymentState deployment, ReplicaSetState set, int toAdd, int left)
    {
        if (left == 0)
            return 0;
        var before = DeploymentAnnotations.Max(set) is > 0 and var max ? max : deployment.Status.Replicas;
        var fraction = deployment.Replicas == 0 ? -set.Replicas
            : before == 0 ? 0
            : (int)Math.Round((double)set.Replicas * deployment.MaxReplicas / before, MidpointRounding.AwayFromZero) - set.Replicas;
        return toAdd > 0 ? Math.Min(fraction, left) : Math.Max(fraction, left);
    }
}
