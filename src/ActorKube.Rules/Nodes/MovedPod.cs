using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Nodes;

/// <summary>The pod that takes the place of one that is moved.</summary>
public static class MovedPod
{
    /// <summary>The same name, labels, annotations and spec, without what the cluster itself had set: it is scheduled and started anew.</summary>
    public static JsonObject From(ApiObject pod)
    {
        var tree = pod.ToTree();
        var metadata = new JsonObject { ["name"] = pod.Key.Name, ["namespace"] = pod.Key.Namespace };
        foreach (var field in (string[])["labels", "annotations", "ownerReferences", "finalizers"])
            metadata.CopyFrom(tree.Object("metadata"), field);
        var spec = tree["spec"]!.DeepClone().AsObject();
        spec.Remove("nodeName");
        return new JsonObject { ["apiVersion"] = pod.Key.Kind.ApiVersion, ["kind"] = pod.Key.Kind.Kind, ["metadata"] = metadata, ["spec"] = spec };
    }
}
