using System.Globalization;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Pods.Security;
using ActorKube.Rules.Containers;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>What annotations that mean something for pods must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/labels-annotations-taints/.</remarks>
internal static class AnnotationRules
{
    private const string Mirror = "kubernetes.io/config.mirror";
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";

    /// <summary>The annotations of a pod or a template.</summary>
    internal static IEnumerable<FieldFault> Check(Field annotations, Field spec)
    {
        var (mirror, cost) = (annotations[Mirror], annotations[DeletionCost]);
        return
        [
            .. mirror.IsSet && spec["nodeName"].IsEmptyText
                ? [FieldFault.Invalid(Key(annotations, Mirror), mirror.Text, "must set spec.nodeName if mirror pod annotation is set")]
                : Array.Empty<FieldFault>(),
            .. cost.IsSet && !IsCost(cost.Text)
                ? [FieldFault.Invalid(Key(annotations, DeletionCost), cost.Text, "must be a 32bit integer")]
                : Array.Empty<FieldFault>(),
            .. SecurityAnnotationRules.Check(annotations, spec),
            .. annotations.Entries.Select(entry => entry.Key).Select(key => (Key: key, Fault: BehaviourAnnotations.Fault(key, annotations[key].Text))).Where(found => found.Fault is not null)
                .Select(found => FieldFault.Invalid(Key(annotations, found.Key), annotations[found.Key].Text, found.Fault!)),
        ];
    }

    /// <summary>What stays as it was when the pod was made.</summary>
    internal static IEnumerable<FieldFault> CheckUpdate(Field annotations, Field live) => live.Entries.Concat(annotations.Entries)
        .Select(entry => entry.Key).Distinct().Where(IsFixed).SelectMany(key => (live[key].IsSet, annotations[key].IsSet) switch
        {
            (false, true) => Forbidden(annotations, key, IsMirror(key) ? "may not add mirror pod annotation" : "may not add AppArmor annotations"),
            _ when live[key].Text != annotations[key].Text || !annotations[key].IsSet =>
                Forbidden(annotations, key, IsMirror(key) ? "may not remove or update mirror pod annotation" : "may not remove or update AppArmor annotations"),
            _ => [],
        });

    private static bool IsFixed(string key) => IsMirror(key) || key.StartsWith(SecurityAnnotationRules.AppArmorOfContainer, StringComparison.Ordinal);

    private static bool IsMirror(string key) => key == Mirror;

    private static FieldFault[] Forbidden(Field annotations, string key, string detail) => [FieldFault.Forbidden(Key(annotations, key), detail)];

    private static string Key(Field annotations, string key) => $"{annotations.Path}[{key}]";

    // A price has no plus and no zero in front.
    private static bool IsCost(string text) =>
        (text is "0" or ['-' or (>= '1' and <= '9'), ..]) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
