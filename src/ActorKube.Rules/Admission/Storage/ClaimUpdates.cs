using System.Text.Json.Nodes;
using ActorKube.Model.Quantities;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>What of a claim may change: the volume once, a missing class once, and the size of one that is bound.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims.</remarks>
internal static class ClaimUpdates
{
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";
    private const string SizePath = "spec.resources.requests.storage";

    internal static IEnumerable<FieldFault> Check(Field value, Field live)
    {
        var (spec, before) = (value["spec"], live["spec"]);
        var (annotation, annotationBefore) = (value["metadata"]["annotations"][ClassAnnotation], live["metadata"]["annotations"][ClassAnnotation]);
        var (wanted, had) = ((JsonObject)spec.Node!.DeepClone(), (JsonObject)before.Node!.DeepClone());
        if (had.Text("volumeName").Length == 0)
            had.CopyFrom(wanted, "volumeName");
        var classMoves = MovesToField(annotation, annotationBefore, wanted["storageClassName"], had["storageClassName"]);
        if (had["storageClassName"] is null && (!annotationBefore.IsSet || wanted.Text("storageClassName") == annotationBefore.Text))
            wanted.Remove("storageClassName");
        if (live["status"]["phase"].Text == "Bound")
            TakeSize(wanted, had);
        return
        [
            .. !classMoves && annotation.Text != annotationBefore.Text
                ? [FieldFault.Invalid($"metadata.annotations[{ClassAnnotation}]", annotation.Text, Checks.Immutable)]
                : Array.Empty<FieldFault>(),
            .. wanted.SameAs(had) ? Array.Empty<FieldFault>() : [FieldFault.Forbidden(spec.Path,
                $"spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims{SpecDifference.Of(had, wanted)}")],
            .. Size(spec["resources"]["requests"], before["resources"]["requests"], live["status"]["capacity"]),
            .. spec["volumeMode"].Text == before["volumeMode"].Text
                ? Array.Empty<FieldFault>()
                : [FieldFault.Invalid("volumeMode", spec["volumeMode"].Text, Checks.Immutable)],
        ];
    }

    // Who named the class in the annotation of old may name it in the field and let the annotation go.
    private static bool MovesToField(Field annotation, Field annotationBefore, JsonNode? storageClass, JsonNode? storageClassBefore) =>
        annotationBefore.IsSet && storageClassBefore is null && storageClass.AsText() == annotationBefore.Text
        && (!annotation.IsSet || annotation.Text == annotationBefore.Text);

    private static void TakeSize(JsonObject wanted, JsonObject had)
    {
        if (wanted.Object("resources").Object("requests") is { } requests)
            requests.CopyFrom(had.Object("resources").Object("requests"), StorageSizeRules.Storage);
    }

    // A claim that could not grow may shrink again, but not to what it has.
    private static IEnumerable<FieldFault> Size(Field requests, Field before, Field capacity)
    {
        var (wanted, had, has) = (Of(requests), Of(before), Of(capacity));
        return wanted < had && wanted <= has ? [FieldFault.Forbidden(SizePath, "field can not be less than status.capacity")] : [];
    }

    private static Quantity Of(Field resources) => Quantity.TryParse(resources[StorageSizeRules.Storage].Text, out var size) ? size : Quantity.Zero;
}
