using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>Defaults and rules of a Job's spec, in a Job or in the template of a CronJob.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/.</remarks>
internal static class JobRules
{
    private const int MostIndexes = 100_000;

    internal static void Default(JsonObject spec)
    {
        if (spec["completions"] is null && spec["parallelism"] is null)
            spec["completions"] = 1;
        spec.Default("parallelism", 1);
        spec.Default("completionMode", "NonIndexed");
        spec.Default("suspend", false);
        spec.Default("backoffLimit", spec["backoffLimitPerIndex"] is null ? 6 : int.MaxValue);
        spec.Default("podReplacementPolicy", spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed");
        TemplateRules.Default(spec);
    }

    internal static IEnumerable<FieldFault> Check(Field spec) =>
    [
        .. Checks.NonNegative(spec["parallelism"]),
        .. Checks.NonNegative(spec["completions"]),
        .. Checks.NonNegative(spec["activeDeadlineSeconds"]),
        .. Checks.NonNegative(spec["backoffLimit"]),
        .. Checks.NonNegative(spec["backoffLimitPerIndex"]),
        .. Checks.NonNegative(spec["maxFailedIndexes"]),
        .. Checks.NonNegative(spec["ttlSecondsAfterFinished"]),
        .. Checks.OneOf(spec["completionMode"], "NonIndexed", "Indexed"),
        .. Indexes(spec),
        .. FailurePolicy(spec),
        .. Checks.Known(spec["podReplacementPolicy"], "Failed", "TerminatingOrFailed"),
        .. TemplateRules.CheckToCompletion(spec),
    ];

    /// <summary>What of a Job can't be changed.</summary>
    internal static IEnumerable<FieldFault> CheckUpdate(Field spec, Field live)
    {
        // Indexed jobs may grow and shrink, as long as both numbers go together.
        var isElastic = spec["completionMode"].Text == "Indexed" && spec["completions"].Number == spec["parallelism"].Number;
        foreach (var name in (string[])["completions", "selector", "completionMode", "podFailurePolicy", "successPolicy", "backoffLimitPerIndex", "managedBy"])
        {
            if (name == "completions" && isElastic)
                continue;
            if (!spec[name].Node.SameAs(live[name].Node))
                yield return FieldFault.Invalid(spec[name].Path, Shown(spec[name]), Checks.Immutable);
        }
        // Before it first starts, a suspended job may still be told where to run.
        var mayMove = live["suspend"].Flag;
        if (!Fixed(spec["template"], mayMove).SameAs(Fixed(live["template"], mayMove)))
            yield return FieldFault.Invalid(spec["template"].Path, Shown(spec["template"]), Checks.Immutable);
    }

    private static IEnumerable<FieldFault> Indexes(Field spec)
    {
        if (spec["completionMode"].Text == "Indexed")
        {
            if (!spec["completions"].IsSet)
                yield return FieldFault.Required(spec["completions"].Path, "when completion mode is Indexed");
            if (spec["parallelism"].Number > MostIndexes)
                yield return FieldFault.Invalid(spec["parallelism"].Path, spec["parallelism"].Number, $"must be less than or equal to {MostIndexes} when completion mode is Indexed");
        }
        else if (spec["backoffLimitPerIndex"].IsSet)
        {
            yield return FieldFault.Invalid(spec["backoffLimitPerIndex"].Path, spec["backoffLimitPerIndex"].Number, "requires indexed completion mode");
        }
        if (spec["maxFailedIndexes"].IsSet && !spec["backoffLimitPerIndex"].IsSet)
            yield return FieldFault.Required(spec["backoffLimitPerIndex"].Path, "when maxFailedIndexes is specified");
    }

    private static IEnumerable<FieldFault> FailurePolicy(Field spec)
    {
        var policy = spec["podFailurePolicy"];
        if (!policy.IsSet)
            yield break;
        if (spec["template"]["spec"]["restartPolicy"].Text == "OnFailure")
            yield return FieldFault.Invalid("spec.template.spec.restartPolicy", "OnFailure", "only \"Never\" is supported when podFailurePolicy is specified");
        foreach (var rule in policy["rules"].Items)
        {
            foreach (var fault in Checks.OneOf(rule["action"], "Count", "FailIndex", "FailJob", "Ignore"))
                yield return fault;
            if (rule["onExitCodes"].IsSet == (rule["onPodConditions"].Count > 0))
                yield return FieldFault.Invalid(rule.Path, Shown(rule), "specifying one of OnExitCodes and OnPodConditions is required");
            var codes = rule["onExitCodes"];
            if (!codes.IsSet)
                continue;
            foreach (var fault in Checks.OneOf(codes["operator"], "In", "NotIn"))
                yield return fault;
            if (codes["values"].Count == 0)
                yield return FieldFault.Invalid(codes["values"].Path, "[]", "at least one value is required");
            if (codes["operator"].Text == "In" && codes["values"].Items.FirstOrDefault(code => code.Number == 0) is { IsSet: true } zero)
                yield return FieldFault.Invalid(zero.Path, 0, "must not be 0 for the In operator");
        }
    }

    private static JsonNode? Fixed(Field template, bool mayMove)
    {
        var copy = template.Node?.DeepClone();
        if (!mayMove || copy.Object("spec") is not { } spec)
            return copy;
        foreach (var field in (string[])["nodeSelector", "affinity", "tolerations", "schedulingGates"])
            spec.Remove(field);
        copy.Object("metadata")?.Remove("labels");
        copy.Object("metadata")?.Remove("annotations");
        return copy;
    }

    private static string Shown(Field field) => field.Node?.ToJsonString() ?? "null";
}
