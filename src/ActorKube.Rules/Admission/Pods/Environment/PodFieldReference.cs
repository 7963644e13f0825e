using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Environment;

/// <summary>A reference to a field of the pod itself: which ones there are.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields.</remarks>
internal static class PodFieldReference
{
    private static readonly string[] OfVariables =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP",
        "status.podIPs",
    ];

    private static readonly string[] OfVolumes = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

    private static readonly string[] Known =
        [.. OfVariables, "metadata.annotations", "metadata.labels", "spec.restartPolicy", "spec.schedulerName", "status.phase"];

    internal static IEnumerable<FieldFault> CheckVariable(Field reference) => Check(reference, OfVariables);

    internal static IEnumerable<FieldFault> CheckVolume(Field reference) => Check(reference, OfVolumes);

    private static IEnumerable<FieldFault> Check(Field reference, string[] supported)
    {
        if (!reference.IsSet)
            return [];
        var (version, path) = (reference["apiVersion"], reference["fieldPath"]);
        if (version.IsEmptyText)
            return [FieldFault.Required(version.Path)];
        if (path.IsEmptyText)
            return [FieldFault.Required(path.Path)];
        var (field, subscript) = Split(path.Text);
        if (Unconvertible(version.Text, path.Text, field, subscript is not null) is { } reason)
            return [FieldFault.Invalid(path.Path, path.Text, $"error converting fieldPath: {reason}")];
        if (subscript is not null)
        {
            var key = field == "metadata.annotations" ? subscript.ToLowerInvariant() : subscript;
            return NameRule.QualifiedFaults(key).Select(fault => FieldFault.Invalid(reference.Path, key, fault));
        }
        // The name that the first clients of v1 had for it.
        var inner = field == "spec.host" ? "spec.nodeName" : field;
        return supported.Contains(inner) ? [] : [FieldFault.NotSupported(path.Path, inner, supported)];
    }

    private static string? Unconvertible(string version, string path, string field, bool subscripted)
    {
        if (version != "v1")
            return $"unsupported pod version: {version}";
        if (subscripted)
            return field is "metadata.annotations" or "metadata.labels" ? null : $"field label does not support subscript: {path}";
        return field == "spec.host" || Known.Contains(field) ? null : $"field label not supported: {path}";
    }

    /// <summary>The path and the key in <c>['…']</c> behind it; no key if there is none.</summary>
    private static (string Path, string? Subscript) Split(string path)
    {
        var start = path.IndexOf("['", StringComparison.Ordinal);
        return start > 0 && path.EndsWith("']", StringComparison.Ordinal) && path.Length >= start + 4 ? (path[..start], path[(start + 2)..^2]) : (path, null);
    }
}
