using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>Admission of namespaces.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/.</remarks>
internal sealed class NamespaceAdmission() : KindAdmission(KindCatalogue.Namespace)
{
    private const string NameLabel = "kubernetes.io/metadata.name";
    private const string Cluster = "kubernetes";

    private protected override NameRule NameRule => NameRule.Label;

    private protected override void Default(JsonObject tree)
    {
        var metadata = tree.Part("metadata");
        metadata.Part("labels")[NameLabel] = metadata.Text("name");
    }

    private protected override void PrepareNew(JsonObject tree)
    {
        var spec = tree.Part("spec");
        if (spec["finalizers"] is not JsonArray finalizers)
            spec["finalizers"] = finalizers = [];
        if (!finalizers.Texts().Contains(Cluster))
            finalizers.Add((JsonNode)Cluster);
        tree["status"] = new JsonObject { ["phase"] = "Active" };
    }

    // Only one that is being deleted may lose spec.finalizers: that is how it says that it is empty.
    private protected override void PrepareUpdate(JsonObject tree, JsonObject live)
    {
        if (live.Object("metadata").Text("deletionTimestamp").Length == 0)
            tree.CopyFrom(live, "spec");
    }

    private protected override IEnumerable<FieldFault> Validate(Field value) => value["spec"]["finalizers"].Items.SelectMany(MetadataRules.Finalizer);

    private protected override void DefaultStatus(JsonObject tree) => tree.Part("status").Default("phase", "Active");

    // Upstream writes the field like this.
    private protected override IEnumerable<FieldFault> ValidateStatusOf(Field value)
    {
        var phase = value["status"]["phase"].Text;
        var (wanted, state) = value["metadata"]["deletionTimestamp"].IsSet ? ("Terminating", "not empty") : ("Active", "empty");
        return phase == wanted ? [] : [FieldFault.Invalid("status.Phase", phase, $"may only be '{wanted}' if `deletionTimestamp` is {state}")];
    }
}
