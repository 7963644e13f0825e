using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;
using ActorKube.Rules.Admission.Pods.Placement;
using ActorKube.Rules.Writes;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>Admission of PersistentVolumes.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/persistent-volumes/.</remarks>
internal sealed class PersistentVolumeAdmission() : KindAdmission(KindCatalogue.PersistentVolume)
{
    private protected override void Default(JsonObject tree)
    {
        var spec = tree.Part("spec");
        spec.Default("persistentVolumeReclaimPolicy", "Retain");
        if (spec["volumeMode"] is null)
            spec["volumeMode"] = "Filesystem";
        if (spec.Object("claimRef") is { } claim)
        {
            claim.Default("kind", "PersistentVolumeClaim");
            claim.Default("apiVersion", "v1");
        }
        VolumeSourceDefaults.Of(spec);
    }

    private protected override void PrepareNew(JsonObject tree)
    {
        tree["status"] = new JsonObject { ["phase"] = "Pending" };
        // The feature VolumeAttributesClass is off in v1.32, which then forgets the field.
        tree.Part("spec").Remove("volumeAttributesClassName");
    }

    private protected override void PrepareUpdate(JsonObject tree, JsonObject live)
    {
        if (live.Object("spec")?["volumeAttributesClassName"] is null)
            tree.Part("spec").Remove("volumeAttributesClassName");
    }

    private protected override ImmutableArray<FieldFault> Allocate(JsonObject tree, JsonObject? live, WriteContext world)
    {
        if (live is null)
            tree.Part("status")["lastPhaseTransitionTime"] = world.Now.ToText();
        return [];
    }

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var spec = value["spec"];
        var (modes, policy, storageClass) = (spec["accessModes"], spec["persistentVolumeReclaimPolicy"], spec["storageClassName"]);
        return
        [
            .. modes.Count == 0 ? [FieldFault.Required(modes.Path)] : Array.Empty<FieldFault>(),
            .. AccessModeRules.Check(modes),
            .. Capacity(spec["capacity"]),
            .. Checks.Known(policy, "Delete", "Recycle", "Retain"),
            .. spec["nodeAffinity"].IsSet ? Affinity(spec["nodeAffinity"]["required"]) : [],
            .. VolumeSourceRules.Check(spec),
            .. policy.Text == "Recycle" && IsRoot(spec["hostPath"]["path"].Text)
                ? [FieldFault.Forbidden(policy.Path, "may not be 'recycle' for a hostPath mount of '/'")]
                : Array.Empty<FieldFault>(),
            .. storageClass.IsEmptyText ? [] : Checks.Name(storageClass, NameRule.Subdomain.Faults),
            .. spec["volumeMode"].Text is "Block" or "Filesystem"
                ? Array.Empty<FieldFault>()
                : [FieldFault.NotSupported(spec["volumeMode"].Path, spec["volumeMode"].Text, "Block", "Filesystem")],
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live)
    {
        var (spec, before) = (value["spec"], live["spec"]);
        var (wanted, had) = (VolumeSourceRules.Sources(spec), VolumeSourceRules.Sources(before));
        // A secret for growing may be named later.
        if (wanted.Object("csi") is { } csi && had.Object("csi") is { } csiBefore && csiBefore["controllerExpandSecretRef"] is null)
            csi.Remove("controllerExpandSecretRef");
        var mode = spec["volumeMode"];
        return
        [
            .. wanted.SameAs(had)
                ? Array.Empty<FieldFault>()
                : [FieldFault.Forbidden("spec.persistentvolumesource", $"spec.persistentvolumesource is immutable after creation{SpecDifference.Of(had, wanted)}")],
            .. mode.Text == before["volumeMode"].Text ? Array.Empty<FieldFault>() : [FieldFault.Invalid("volumeMode", mode.Text, Checks.Immutable)],
            .. before["nodeAffinity"].IsSet && !spec["nodeAffinity"].Node.SameAs(before["nodeAffinity"].Node)
                ? [FieldFault.Invalid("nodeAffinity", spec["nodeAffinity"].Node, Checks.Immutable)]
                : Array.Empty<FieldFault>(),
        ];
    }

    private static IEnumerable<FieldFault> Capacity(Field capacity) =>
    [
        .. capacity.Count == 0 ? [FieldFault.Required(capacity.Path)] : Array.Empty<FieldFault>(),
        .. capacity.Count != 1 || !capacity[StorageSizeRules.Storage].IsSet
            ? [FieldFault.NotSupported(capacity.Path, capacity.Node?.ToJsonString() ?? "", StorageSizeRules.Storage)]
            : Array.Empty<FieldFault>(),
        .. capacity.Entries.SelectMany(entry => StorageSizeRules.Basic(entry.Value).Concat(StorageSizeRules.Positive(entry.Value))),
    ];

    private static IEnumerable<FieldFault> Affinity(Field required) => required.IsSet
        ? NodeAffinityRules.Selector(required)
        : [FieldFault.Required(required.Path, "must specify required node constraints")];

    private static bool IsRoot(string path) => path.StartsWith('/') && path.Split('/').All(part => part is "" or "." or "..");
}
