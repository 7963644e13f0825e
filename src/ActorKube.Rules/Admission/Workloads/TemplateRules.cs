using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Model.Selectors;
using ActorKube.Rules.Admission.Metadata;
using ActorKube.Rules.Admission.Pods;
using ActorKube.Rules.Admission.Pods.Warnings;
using k8s.Models;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>Defaults and rules of a workload's pod template.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates.</remarks>
internal static class TemplateRules
{
    internal static void Default(JsonObject spec)
    {
        if (spec.Object("template") is { } template)
            PodDefaults.OfSpec(template.Part("spec"));
    }

    /// <summary>Warnings of a template, if it is new or something about its workload is.</summary>
    /// <param name="value">The whole object.</param>
    /// <param name="live">The stored object; not set if there is none.</param>
    /// <param name="workload">What holds the template.</param>
    /// <param name="bearsName">True if pods bear the name of the object.</param>
    internal static IEnumerable<string> Warnings(Field value, Field live, Field workload, bool bearsName = true)
    {
        if (live.IsSet)
            return value["spec"].Node.SameAs(live["spec"].Node) ? [] : PodWarnings.OfTemplate(workload["template"]);
        return [.. bearsName ? PodWarnings.OfOwnersName(value) : [], .. PodWarnings.OfTemplate(workload["template"])];
    }

    /// <summary>Rules of pods that run for ever, of a workload whose controller is there: what nobody carries out is refused.</summary>
    internal static IEnumerable<FieldFault> Check(Field workload, string kind) =>
        CheckForEver(workload, kind).Concat(NotEmulatedYet.Check(workload["template"]["spec"]));

    /// <summary>Rules of pods that run for ever.</summary>
    internal static IEnumerable<FieldFault> CheckForEver(Field workload, string kind)
    {
        var template = workload["template"];
        if (!template.IsSet)
            return [FieldFault.Required(template.Path)];
        var (restart, deadline) = (template["spec"]["restartPolicy"], template["spec"]["activeDeadlineSeconds"]);
        return
        [
            .. Matched(workload["selector"], template["metadata"]["labels"]),
            .. CheckTemplate(template),
            .. restart.Text is "OnFailure" or "Never" ? [FieldFault.NotSupported(restart.Path, restart.Text, "Always")] : Array.Empty<FieldFault>(),
            .. deadline.IsSet ? [FieldFault.Forbidden(deadline.Path, $"activeDeadlineSeconds in {kind} is not Supported")] : Array.Empty<FieldFault>(),
        ];
    }

    /// <summary>Rules of pods that run to completion.</summary>
    internal static IEnumerable<FieldFault> CheckToCompletion(Field job)
    {
        var template = job["template"];
        if (!template.IsSet)
            return [FieldFault.Required(template.Path)];
        var restart = template["spec"]["restartPolicy"];
        return
        [
            .. CheckTemplate(template),
            .. restart.Text is "OnFailure" or "Never" ? Array.Empty<FieldFault>() : [FieldFault.NotSupported(restart.Path, restart.Text, "OnFailure", "Never")],
        ];
    }

    /// <summary>Rules of any template of pods. Upstream's faults leave out that labels and annotations are metadata.</summary>
    internal static IEnumerable<FieldFault> CheckTemplate(Field template)
    {
        var annotations = template["metadata"]["annotations"] with { Path = template["annotations"].Path };
        return
        [
            .. LabelRules.Check(template["metadata"]["labels"] with { Path = template["labels"].Path }),
            .. MetadataRules.CheckAnnotations(annotations),
            .. AnnotationRules.Check(annotations, template["spec"]),
            .. PodSpecRules.Check(template["spec"]),
            .. template["spec"]["ephemeralContainers"] is { Count: > 0 } ephemeral
                ? [FieldFault.Forbidden(ephemeral.Path, "ephemeral containers not allowed in pod template")]
                : Array.Empty<FieldFault>(),
        ];
    }

    private static IEnumerable<FieldFault> Matched(Field selector, Field labels)
    {
        var found = labels.Node is JsonObject map
            ? LabelSet.From(map.Select(label => KeyValuePair.Create(label.Key, label.Value.AsText() ?? "")))
            : LabelSet.Empty;
        if (!selector.IsSet || selector["matchLabels"].Count + selector["matchExpressions"].Count == 0)
            return [];
        try
        {
            var parsed = LabelSelector.From(Model.Json.CanonicalJson.Read<V1LabelSelector>(selector.Node!));
            return parsed.Matches(found) ? [] : [FieldFault.Invalid(labels.Path, GoSyntax.Map(found), "`selector` does not match template `labels`")];
        }
        catch (FormatException)
        {
            // What is wrong with the selector is said of the selector.
            return [];
        }
    }
}
