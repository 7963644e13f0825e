using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>What paths within a volume, and those to a volume, must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/.</remarks>
internal static class PathRules
{
    /// <summary>No way back up.</summary>
    internal static IEnumerable<FieldFault> WithoutBacksteps(Field path) =>
        path.Text.Split('/').Contains("..") ? [FieldFault.Invalid(path.Path, path.Text, "must not contain '..'")] : [];

    /// <summary>A way down from where one is.</summary>
    internal static IEnumerable<FieldFault> Descending(Field path) =>
    [
        .. path.Text.StartsWith('/') ? [FieldFault.Invalid(path.Path, path.Text, "must be a relative path")] : Array.Empty<FieldFault>(),
        .. WithoutBacksteps(path),
    ];

    /// <summary>A way down that doesn't look like the files by which a volume is changed at once.</summary>
    internal static IEnumerable<FieldFault> NotReserved(Field path) =>
    [
        .. Descending(path),
        .. path.Text.StartsWith("..", StringComparison.Ordinal) && !path.Text.StartsWith("../", StringComparison.Ordinal)
            ? [FieldFault.Invalid(path.Path, path.Text, "must not start with '..'")]
            : Array.Empty<FieldFault>(),
    ];
}
