using System.Text.Json.Nodes;

namespace ActorKube.Rules.Workloads;

/// <summary>
/// The changes that one pass of a Deployment makes to its ReplicaSets: gathered, so that each set gets at most one patch, which holds only while the set is
/// as it was seen.
/// </summary>
internal sealed class ReplicaSetEdits(DeploymentState deployment)
{
    private readonly List<Edit> _edits = [];

    /// <summary>True if nothing is to be changed.</summary>
    internal bool IsEmpty => _edits.Count == 0;

    /// <summary>Gives a set this size, and notes on it the size of the Deployment that it was given for.</summary>
    internal void Scale(ReplicaSetState set, int replicas)
    {
        foreach (var (key, value) in DeploymentAnnotations.Sizes(deployment))
            Annotate(set, key, value);
        if (replicas == set.Replicas)
            return;
        var edit = Of(set);
        edit.Spec["replicas"] = replicas;
        edit.Announcement = Scaled(deployment, set.Name, set.Replicas, replicas);
    }

    /// <summary>Puts an annotation on a set unless it is there.</summary>
    internal void Annotate(ReplicaSetState set, string key, string value)
    {
        if (set.Annotations.GetValueOrDefault(key) != value)
            Of(set).Annotations[key] = value;
    }

    /// <summary>Gives a set the Deployment's seconds of readiness.</summary>
    internal void Align(ReplicaSetState set)
    {
        if (set.MinReadySeconds != deployment.MinReadySeconds)
            Of(set).Spec["minReadySeconds"] = deployment.MinReadySeconds;
    }

    internal IEnumerable<Change> Build() => _edits.Select(edit => edit.Build());

    /// <summary>The Event of a scaling, in upstream's words.</summary>
    internal static Announcement Scaled(DeploymentState deployment, string set, int from, int to) => new(
        deployment.Source, "ScalingReplicaSet", $"Scaled {(to > from ? "up" : "down")} replica set {set} from {from} to {to}");

    private Edit Of(ReplicaSetState set)
    {
        var edit = _edits.FirstOrDefault(edit => edit.Set.Source.Key == set.Source.Key);
        if (edit is null)
            _edits.Add(edit = new Edit(set));
        return edit;
    }

    private sealed class Edit(ReplicaSetState set)
    {
        internal ReplicaSetState Set => set;

        internal JsonObject Annotations { get; } = [];

        internal JsonObject Spec { get; } = [];

        internal Announcement? Announcement { get; set; }

        internal Change Build()
        {
            var metadata = new JsonObject { ["uid"] = set.Source.Metadata.Uid, ["resourceVersion"] = set.Source.Revision.ToString() };
            if (Annotations.Count > 0)
                metadata["annotations"] = Annotations;
            var patch = new JsonObject { ["metadata"] = metadata };
            if (Spec.Count > 0)
                patch["spec"] = Spec;
            return new Change.Patch(set.Source.Key, patch) { Announcement = Announcement };
        }
    }
}
