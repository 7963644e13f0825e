using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>What a claim must keep to, in an object of its own or in a template.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/.</remarks>
internal static class ClaimRules
{
    private static readonly string[] ResizeStatuses =
        ["ControllerResizeInProgress", "ControllerResizeInfeasible", "NodeResizeInProgress", "NodeResizeInfeasible", "NodeResizePending"];

    internal static IEnumerable<FieldFault> Check(Field spec)
    {
        var (modes, resources, storageClass, mode) = (spec["accessModes"], spec["resources"], spec["storageClassName"], spec["volumeMode"]);
        var size = resources["requests"][StorageSizeRules.Storage] with { Path = $"{resources.Path}[{StorageSizeRules.Storage}]" };
        return
        [
            .. modes.Count == 0 ? [FieldFault.Required(modes.Path, "at least 1 access mode is required")] : Array.Empty<FieldFault>(),
            .. LabelSelectorRules.Check(spec["selector"]),
            .. AccessModeRules.Check(modes),
            .. size.IsSet ? StorageSizeRules.Positive(size) : [FieldFault.Required(size.Path)],
            .. storageClass.IsEmptyText ? [] : Checks.Name(storageClass, NameRule.Subdomain.Faults),
            .. !mode.IsSet || mode.Text is "Block" or "Filesystem" ? Array.Empty<FieldFault>() : [FieldFault.NotSupported(mode.Path, mode.Text, "Block", "Filesystem")],
            .. DataSources.Check(spec),
        ];
    }

    internal static IEnumerable<FieldFault> CheckStatus(Field status)
    {
        var (capacity, resizing, allocated) = (status["capacity"], status["allocatedResourceStatuses"], status["allocatedResources"]);
        // Upstream's path lacks the plural.
        var resizingPath = $"{status.Path}.allocatedResourceStatus";
        return
        [
            .. capacity.Entries.SelectMany(entry => StorageSizeRules.Basic(entry.Value)),
            .. resizing.Entries.SelectMany(entry => Resource(entry.Key, resizingPath).Concat(ResizeStatuses.Contains(entry.Value.Text)
                ? []
                : [FieldFault.NotSupported(resizingPath, entry.Key, ResizeStatuses.Order(StringComparer.Ordinal))])),
            .. allocated.Entries.SelectMany(entry => Resource(entry.Key, allocated.Path).ToList() is { Count: > 0 } faults ? faults : StorageSizeRules.Basic(entry.Value)),
        ];
    }

    private static IEnumerable<FieldFault> Resource(string name, string path)
    {
        var faults = NameRule.QualifiedFaults(name).Select(fault => FieldFault.Invalid(path, name, fault)).ToList();
        var native = !name.Contains('/') || name.Contains("kubernetes.io/", StringComparison.Ordinal);
        return faults.Count > 0 || !native || name == StorageSizeRules.Storage ? faults : [FieldFault.NotSupported(path, name, StorageSizeRules.Storage)];
    }
}
