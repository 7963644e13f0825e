using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>Where the scale of a custom object is read and written.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#scale-subresource.</remarks>
internal static class SubresourceRules
{
    internal static IEnumerable<FieldFault> Check(Field subresources)
    {
        var scale = subresources["scale"];
        if (!scale.IsSet)
            return [];
        var selector = scale["labelSelectorPath"];
        return
        [
            .. Under(scale["specReplicasPath"], "should be a json path under .spec", ".spec."),
            .. Under(scale["statusReplicasPath"], "should be a json path under .status", ".status."),
            .. selector.IsEmptyText ? [] : Under(selector, "should be a json path under either .spec or .status", ".spec.", ".status."),
        ];
    }

    private static IEnumerable<FieldFault> Under(Field path, string sentence, params string[] roots)
    {
        if (SimplePath.Check(path).ToList() is { Count: > 0 } faults)
            return faults;
        return roots.Any(root => path.Text.StartsWith(root, StringComparison.Ordinal)) ? [] : [FieldFault.Invalid(path.Path, path.Text, sentence)];
    }
}
