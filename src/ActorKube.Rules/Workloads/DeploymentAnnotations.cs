using System.Globalization;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Workloads;

/// <summary>The annotations by which a Deployment keeps its history and its size on its ReplicaSets.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/labels-annotations-taints/#deployment-kubernetes-io-revision.</remarks>
public static class DeploymentAnnotations
{
    /// <summary>Number of the rollout, on the Deployment and on each ReplicaSet.</summary>
    public const string Revision = "deployment.kubernetes.io/revision";

    /// <summary>Earlier numbers of a ReplicaSet that was rolled back to.</summary>
    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";

    /// <summary>The Deployment's replicas when the ReplicaSet was last scaled.</summary>
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";

    /// <summary>The Deployment's replicas and surge when the ReplicaSet was last scaled.</summary>
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";

    private static readonly HashSet<string> NotCopied = new(StringComparer.Ordinal)
    {
        Revision, RevisionHistory, DesiredReplicas, MaxReplicas,
        "kubectl.kubernetes.io/last-applied-configuration", "deprecated.deployment.rollback.to",
    };

    internal static long RevisionOf(ReplicaSetState set) => Number(set, Revision) ?? 0;

    internal static int? Desired(ReplicaSetState set) => (int?)Number(set, DesiredReplicas);

    internal static int? Max(ReplicaSetState set) => (int?)Number(set, MaxReplicas);

    /// <summary>The user's annotations of a Deployment, which its new ReplicaSet gets too.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Copied(DeploymentState deployment) =>
        deployment.Source.Metadata.Annotations.Where(annotation => !NotCopied.Contains(annotation.Key));

    /// <summary>The annotations that a set must get to be the Deployment's newest one: its revision is then above those of all others.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Newest(DeploymentState deployment, ReplicaSetState set, IEnumerable<ReplicaSetState> others)
    {
        foreach (var annotation in Copied(deployment))
            yield return annotation;
        var present = RevisionOf(set);
        var wanted = others.Select(RevisionOf).Append(0).Max() + 1;
        if (present >= wanted)
            yield break;
        yield return new(Revision, Text(wanted));
        if (present > 0)
        {
            var history = set.Annotations.GetValueOrDefault(RevisionHistory);
            yield return new(RevisionHistory, string.IsNullOrEmpty(history) ? Text(present) : $"{history},{present}");
        }
    }

    /// <summary>The annotations of a ReplicaSet that is about to be created.</summary>
    internal static JsonObject First(DeploymentState deployment, IEnumerable<ReplicaSetState> others) => new(
        Copied(deployment)
            .Append(new(Revision, Text(others.Select(RevisionOf).Append(0).Max() + 1)))
            .Concat(Sizes(deployment))
            .Select(annotation => new KeyValuePair<string, JsonNode?>(annotation.Key, annotation.Value)));

    internal static IEnumerable<KeyValuePair<string, string>> Sizes(DeploymentState deployment) =>
        [new(DesiredReplicas, Text(deployment.Replicas)), new(MaxReplicas, Text(deployment.MaxReplicas))];

    private static long? Number(ReplicaSetState set, string key) =>
        long.TryParse(set.Annotations.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
