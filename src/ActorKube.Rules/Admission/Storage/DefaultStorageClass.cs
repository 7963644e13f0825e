using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Writes;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>Gives the default class to a new claim that names none: of several defaults the youngest, and of these the first by name.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#defaultstorageclass.</remarks>
internal static class DefaultStorageClass
{
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";

    internal static void Give(JsonObject claim, WriteContext world)
    {
        if (claim.Part("spec")["storageClassName"] is not null || claim.Object("metadata").Object("annotations")?[ClassAnnotation] is not null)
            return;
        var defaults = world.List(KindCatalogue.StorageClass, "").Where(IsDefault);
        if (defaults.OrderByDescending(item => item.Metadata.CreationTimestamp).ThenBy(item => item.Key.Name, StringComparer.Ordinal).FirstOrDefault() is { } chosen)
            claim.Part("spec")["storageClassName"] = chosen.Key.Name;
    }

    private static bool IsDefault(ApiObject storageClass) =>
        new[] { "storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class" }
            .Any(annotation => storageClass.Metadata.Annotations.GetValueOrDefault(annotation) == "true");
}
