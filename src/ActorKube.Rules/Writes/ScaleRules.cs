using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>The scale subresource: how many pods a workload wants and has, in the same form for every kind of workload.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.32/#scale-v1-autoscaling.</remarks>
public static class ScaleRules
{
    private static readonly string[] SharedMetadata = ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"];

    /// <summary>True if objects of this kind have a scale.</summary>
    public static bool Has(ResourceKind kind) => kind.Subresources.Any(subresource => subresource.Name == "scale");

    /// <summary>The autoscaling/v1 Scale of a workload, as a fresh tree.</summary>
    /// <param name="workload">A Deployment, ReplicaSet, ReplicationController or StatefulSet.</param>
    public static JsonObject Of(ApiObject workload)
    {
        var tree = workload.ToTree();
        var (live, metadata) = (tree.Object("metadata"), new JsonObject());
        foreach (var field in SharedMetadata)
            metadata.CopyFrom(live, field);
        var status = new JsonObject { ["replicas"] = tree.Object("status").Number("replicas") ?? 0 };
        if (Selector(workload.Key.Kind, tree.Object("spec")) is { Length: > 0 } selector)
            status["selector"] = selector;
        return new JsonObject
        {
            ["apiVersion"] = "autoscaling/v1",
            ["kind"] = "Scale",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["replicas"] = tree.Object("spec").Number("replicas") ?? 0 },
            ["status"] = status,
        };
    }

    // A ReplicationController selects by a plain map, the others by a label selector.
    private static string Selector(ResourceKind kind, JsonObject? spec)
    {
        if (kind == KindCatalogue.ReplicationController)
            return spec.Labels("selector").ToString();
        var selector = SelectorReader.Read(spec.Object("selector"));
        return selector.SelectsNothing ? "" : selector.ToString();
    }
}
