using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Writes;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>Admission of PersistentVolumeClaims.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims.</remarks>
internal sealed class PersistentVolumeClaimAdmission() : KindAdmission(KindCatalogue.PersistentVolumeClaim)
{
    private protected override void Default(JsonObject tree)
    {
        if (tree.Part("spec")["volumeMode"] is null)
            tree.Part("spec")["volumeMode"] = "Filesystem";
    }

    private protected override void PrepareNew(JsonObject tree)
    {
        tree["status"] = new JsonObject { ["phase"] = "Pending" };
        Prepare(tree.Part("spec"), null);
    }

    private protected override void PrepareUpdate(JsonObject tree, JsonObject live) => Prepare(tree.Part("spec"), live.Object("spec"));

    private protected override ImmutableArray<FieldFault> Allocate(JsonObject tree, JsonObject? live, WriteContext world)
    {
        if (live is null)
            DefaultStorageClass.Give(tree, world);
        return [];
    }

    private protected override IEnumerable<FieldFault> Validate(Field value) => ClaimRules.Check(value["spec"]);

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live) => ClaimUpdates.Check(value, live);

    private protected override IEnumerable<FieldFault> ValidateStatus(Field status) => ClaimRules.CheckStatus(status);

    private static void Prepare(JsonObject spec, JsonObject? live)
    {
        // The feature VolumeAttributesClass is off in v1.32, which then forgets the field.
        if (live?["volumeAttributesClassName"] is null)
            spec.Remove("volumeAttributesClassName");
        DataSources.Prepare(spec, live);
    }
}
