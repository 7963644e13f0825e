namespace ActorKube.Rules.Workloads;

/// <summary>The next sizes of a rolling update: never more pods than replicas and surge, never fewer available ones than replicas less unavailable.</summary>
/// <remarks>
/// Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment. Upstream counts by spec and status alone, which
/// lag behind each other. Here the bounds hold at every revision: above, by waiting until an old set has really given up what its spec gave up; below, by
/// counting no more available pods in a set than its spec still wants.
/// </remarks>
internal static class RollingUpdate
{
    /// <summary>The size of the new set, given the others.</summary>
    internal static int NewSize(DeploymentState deployment, int newReplicas, IReadOnlyCollection<ReplicaSetState> old)
    {
        if (newReplicas >= deployment.Replicas)
            return deployment.Replicas;
        if (old.Any(set => !set.IsSettled))
            return newReplicas;
        var room = deployment.MaxReplicas - newReplicas - old.Sum(set => Math.Max(set.Replicas, set.ActivePods));
        return newReplicas + Math.Clamp(room, 0, deployment.Replicas - newReplicas);
    }

    /// <summary>Old sets to scale down, oldest first: pods that don't serve go before those that do.</summary>
    internal static IEnumerable<(ReplicaSetState Set, int Replicas)> ScaleDownOld(
        DeploymentState deployment, ReplicaSetState newest, IReadOnlyCollection<ReplicaSetState> old)
    {
        var sets = old.Where(set => set.Replicas > 0).OrderBy(set => set.Created).ThenBy(set => set.Name, StringComparer.Ordinal).ToList();
        var all = newest.Replicas + sets.Sum(set => set.Replicas);
        var spare = all - deployment.MinAvailable - (newest.Replicas - newest.SurelyAvailable);
        var sizes = sets.ToDictionary(set => set.Name, set => set.Replicas, StringComparer.Ordinal);

        var cleanable = spare;
        foreach (var set in sets)
        {
            var unavailable = Math.Clamp(cleanable, 0, set.Replicas - set.SurelyAvailable);
            sizes[set.Name] -= unavailable;
            cleanable -= unavailable;
        }
        var excess = newest.SurelyAvailable + sets.Sum(set => set.SurelyAvailable) - deployment.MinAvailable;
        foreach (var set in sets)
        {
            var down = Math.Clamp(Math.Min(excess, cleanable), 0, sizes[set.Name]);
            sizes[set.Name] -= down;
            excess -= down;
            cleanable -= down;
        }
        return sets.Where(set => sizes[set.Name] != set.Replicas).Select(set => (set, sizes[set.Name]));
    }
}
