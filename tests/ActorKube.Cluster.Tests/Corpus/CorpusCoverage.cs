namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>Which rows can't run yet, and why. What admission refuses as "not emulated yet" is found while running; this is the rest.</summary>
internal static class CorpusCoverage
{
    private static readonly string[] Prerequisites = ["node-label:", "node-taint:", "node-cordoned:", "node-capacity:", "node-exists:", "ns:", "corpus:", "helper-pod:", "configmap:", "secret:", "no-egress"];

    private static readonly string[] Then =
    [
        "kubectl apply", "kubectl delete pod", "kubectl delete replicaset", "kubectl scale deployment", "kubectl label node", "kubectl label pod",
        "kubectl set image",
    ];

    /// <summary>Manifests whose containers need what isn't there yet, but for rows whose pods never start.</summary>
    private static readonly Dictionary<string, string> Needs = new()
    {
        ["pods/commands.yaml"] = "the variables of Services come with the Service controllers",
    };

    internal static string? NotYet(CorpusRow row)
    {
        if (Needs.TryGetValue(row.File, out var missing))
            return missing;
        if (row.Prerequisites.FirstOrDefault(item => !Prerequisites.Any(known => item.StartsWith(known, StringComparison.Ordinal))) is { } prerequisite)
            return $"prerequisite {prerequisite} needs what a later issue brings";
        if (row.Then.Length > 0 && !Then.Any(known => row.Then.StartsWith(known, StringComparison.Ordinal)))
            return $"\"{row.Then}\" needs what a later issue brings";
        return CorpusCheck.NotCheckable(row.Expected);
    }
}
