using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Updates;

/// <summary>What of a pod's spec may change: images, deadlines, more tolerations, fewer scheduling gates; and while gates hold it, where it may run.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement.</remarks>
internal static class PodUpdateRules
{
    private const string Forbidden =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    private static readonly string[] Changeable = ["activeDeadlineSeconds", "tolerations", "schedulingGates"];

    internal static IEnumerable<FieldFault> Check(Field spec, Field live)
    {
        foreach (var list in new[] { "containers", "initContainers" }.Where(list => spec[list].Count != live[list].Count))
            return [FieldFault.Forbidden(spec[list].Path, "pod updates may not add or remove containers")];
        var (deadline, stops) = Deadline(spec["activeDeadlineSeconds"], live["activeDeadlineSeconds"]);
        if (stops)
            return deadline;
        return
        [
            .. deadline,
            .. Tolerations(spec["tolerations"], live["tolerations"]),
            .. Gates(spec["schedulingGates"], live["schedulingGates"]),
            .. live["schedulingGates"].Count > 0 ? GatedPodRules.Check(spec, live) : [],
            .. Others(spec, live),
        ];
    }

    private static (IEnumerable<FieldFault> Faults, bool Stops) Deadline(Field deadline, Field live) => (live.Number, deadline.Number) switch
    {
        (_, < 0 or > int.MaxValue) => (Checks.Range(deadline, 0, int.MaxValue), true),
        ({ } before, { } now) when now > before => ([FieldFault.Invalid(deadline.Path, now, "must be less than or equal to previous value")], true),
        ({ }, null) => ([FieldFault.Invalid(deadline.Path, null, "must not update from a positive integer to nil value")], false),
        _ => ([], false),
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
            .Select(name => FieldFault.Forbidden(name.Path, $"only deletion is allowed, but found new scheduling gate '{name.Text}'"));
    }

    private static IEnumerable<FieldFault> Others(Field spec, Field live)
    {
        var (now, before) = (Copy(spec), Copy(live));
        // What was stored before a default came has it in the eyes of everybody who reads it.
        PodDefaults.OfSpec(before);
        foreach (var field in Changeable)
            now.CopyFrom(before, field);
        foreach (var list in new[] { "containers", "initContainers" })
            foreach (var (container, old) in now.Array(list).Objects().Zip(before.Array(list).Objects()))
                container.CopyFrom(old, "image");
        if (before.Number("terminationGracePeriodSeconds") < 0 && now.Number("terminationGracePeriodSeconds") == 1)
            now.CopyFrom(before, "terminationGracePeriodSeconds");
        if (live["schedulingGates"].Count > 0)
            GatedPodRules.Excuse(now, before);
        return now.SameAs(before) ? [] : [FieldFault.Forbidden(spec.Path, $"{Forbidden}\n{SpecDiff.Of("core.PodSpec", before, now)}")];
    }

    private static JsonObject Copy(Field spec) => spec.Node?.DeepClone() as JsonObject ?? [];
}
