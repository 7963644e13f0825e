using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>What of a pod's spec may change: images, deadlines, more tolerations, fewer scheduling gates.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement.</remarks>
internal static class PodUpdateRules
{
    private const string Forbidden =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    internal static IEnumerable<FieldFault> Check(Field spec, Field live)
    {
        var resized = new[] { "containers", "initContainers" }.Where(list => spec[list].Count != live[list].Count).ToList();
        if (resized.Count > 0)
            return resized.Select(list => FieldFault.Forbidden(spec[list].Path, "pod updates may not add or remove containers"));
        return
        [
            .. Deadline(spec["activeDeadlineSeconds"], live["activeDeadlineSeconds"]),
            .. Tolerations(spec["tolerations"], live["tolerations"]),
            .. Gates(spec["schedulingGates"], live["schedulingGates"]),
            .. Others(spec, live),
        ];
    }

    private static IEnumerable<FieldFault> Deadline(Field deadline, Field live) => (live.Number, deadline.Number) switch
    {
        ({ }, null) => [FieldFault.Invalid(deadline.Path, deadline.Node, "must not update from a positive integer to nil value")],
        ({ } before, { } now) when now > before => [FieldFault.Invalid(deadline.Path, now, "must be less than or equal to previous value")],
        _ => [],
    };

    private static IEnumerable<FieldFault> Tolerations(Field tolerations, Field live)
    {
        var kept = live.Items.All(before => tolerations.Items.Any(now => WithoutSeconds(now).SameAs(WithoutSeconds(before))));
        return kept ? [] : [FieldFault.Forbidden(tolerations.Path, "existing toleration can not be modified except its tolerationSeconds")];
    }

    private static JsonNode? WithoutSeconds(Field toleration)
    {
        var copy = toleration.Node?.DeepClone();
        (copy as JsonObject)?.Remove("tolerationSeconds");
        return copy;
    }

    private static IEnumerable<FieldFault> Gates(Field gates, Field live)
    {
        var before = live.Each("name").Select(name => name.Text).ToHashSet();
        return gates.Each("name").Where(name => !before.Contains(name.Text))
            .Select(name => FieldFault.Forbidden(gates.Path, $"only deletion is allowed, but found new scheduling gate '{name.Text}'"));
    }

    private static IEnumerable<FieldFault> Others(Field spec, Field live)
    {
        var (now, before) = (Comparable(spec, live), Comparable(live, live));
        var changed = now.Select(field => field.Key).Union(before.Select(field => field.Key))
            .Where(name => !now[name].SameAs(before[name])).Select(name => $"{spec.Path}.{name}").ToList();
        return changed.Count == 0 ? [] : [FieldFault.Forbidden(spec.Path, $"{Forbidden}; changed: {string.Join(", ", changed)}")];
    }

    /// <summary>The spec without what may change.</summary>
    private static JsonObject Comparable(Field spec, Field live)
    {
        var copy = spec.Node?.DeepClone() as JsonObject ?? [];
        foreach (var name in new[] { "activeDeadlineSeconds", "tolerations", "schedulingGates" })
            copy.Remove(name);
        foreach (var container in copy.Array("containers").Objects().Concat(copy.Array("initContainers").Objects()))
            container.Remove("image");
        if (live["terminationGracePeriodSeconds"].Number < 0 && spec["terminationGracePeriodSeconds"].Number == 1)
            copy["terminationGracePeriodSeconds"] = live["terminationGracePeriodSeconds"].Node!.DeepClone();
        return copy;
    }
}
