using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>Admission of namespaces.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/.</remarks>
internal sealed class NamespaceAdmission() : KindAdmission(KindCatalogue.Namespace)
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    private protected override NameRule NameRule => NameRule.Label;

    private protected override void Default(JsonObject tree)
    {
        var metadata = tree.Part("metadata");
        metadata.Part("labels")[NameLabel] = metadata.Text("name");
    }

    private protected override void PrepareNew(JsonObject tree)
    {
        tree["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
        tree["status"] = new JsonObject { ["phase"] = "Active" };
    }

    // Only one that is being deleted may lose spec.finalizers: that is how it says that it is empty.
    private protected override void PrepareUpdate(JsonObject tree, JsonObject live)
    {
        if (live.Object("metadata").Text("deletionTimestamp").Length == 0)
            tree.CopyFrom(live, "spec");
    }
}
