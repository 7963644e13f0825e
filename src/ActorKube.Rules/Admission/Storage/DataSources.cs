using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>What a claim's volume is filled with at first. Two fields say it, the old <c>dataSource</c> and <c>dataSourceRef</c>, and the server keeps them alike.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#data-source-references.</remarks>
internal static class DataSources
{
    private const string Claim = "PersistentVolumeClaim";

    /// <summary>Forgets what the old field can't say, and fills each field from the other one.</summary>
    /// <param name="spec">The claim's spec; changed in place.</param>
    /// <param name="live">The stored one; null if there is none.</param>
    internal static void Prepare(JsonObject spec, JsonObject? live)
    {
        // The feature CrossNamespaceVolumeDataSource is off in v1.32, which then forgets such a reference.
        if (live?["dataSourceRef"] is null && spec.Object("dataSourceRef")?["namespace"] is not null)
            spec.Remove("dataSourceRef");
        if (live?["dataSource"] is null && live?["dataSourceRef"] is null && !IsClaimOrSnapshot(spec.Object("dataSource")))
            spec.Remove("dataSource");
        if (spec.Object("dataSource") is { } source && spec["dataSourceRef"] is null)
            spec["dataSourceRef"] = source.DeepClone();
        else if (spec.Object("dataSourceRef") is { } reference && spec["dataSource"] is null && reference.Text("namespace").Length == 0)
            spec["dataSource"] = reference.DeepClone();
    }

    internal static IEnumerable<FieldFault> Check(Field spec)
    {
        var (source, reference) = (spec["dataSource"], spec["dataSourceRef"]);
        return
        [
            .. source.IsSet ? Reference(source) : [],
            .. reference.IsSet ? Reference(reference) : [],
            .. Alike(spec, source, reference),
        ];
    }

    private static bool IsClaimOrSnapshot(JsonObject? source) =>
        (source.Text("kind"), source.Text("apiGroup")) is (Claim, "") or ("VolumeSnapshot", "snapshot.storage.k8s.io");

    private static IEnumerable<FieldFault> Reference(Field reference)
    {
        var (name, kind, group, home) = (reference["name"], reference["kind"], reference["apiGroup"], reference["namespace"]);
        return
        [
            .. name.IsEmptyText ? [FieldFault.Required(name.Path)] : Array.Empty<FieldFault>(),
            .. kind.IsEmptyText ? [FieldFault.Required(kind.Path)] : Array.Empty<FieldFault>(),
            .. group.IsEmptyText && kind.Text != Claim
                ? [FieldFault.Invalid(reference.Path, kind.Text, "must be 'PersistentVolumeClaim' when referencing the default apiGroup")]
                : Array.Empty<FieldFault>(),
            .. group.IsEmptyText ? [] : Checks.Name(group, NameRule.Subdomain.Faults),
            .. home.IsEmptyText ? [] : Checks.Name(home, NameRule.Label.Faults),
        ];
    }

    private static IEnumerable<FieldFault> Alike(Field spec, Field source, Field reference)
    {
        if (!source.IsSet || !reference.IsSet)
            return [];
        if (!reference["namespace"].IsEmptyText)
            return [FieldFault.Invalid(spec.Path, GoSyntax.Of(source.Path), "may not be specified when dataSourceRef.namespace is specified")];
        var alike = new[] { "apiGroup", "kind", "name" }.All(name => source[name].Text == reference[name].Text);
        return alike ? [] : [FieldFault.Invalid(spec.Path, GoSyntax.Of(source.Path), "must match dataSourceRef")];
    }
}
