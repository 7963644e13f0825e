using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>Admission of CronJobs.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#writing-a-cronjob-spec.</remarks>
internal sealed class CronJobAdmission() : KindAdmission(KindCatalogue.CronJob)
{
    // A job's name is the cron job's and eleven characters for the time.
    private const int LongestName = 52;

    internal override bool CountsGenerations => true;

    private protected override void Default(JsonObject tree)
    {
        var spec = tree.Part("spec");
        spec.Default("concurrencyPolicy", "Allow");
        spec.Default("suspend", false);
        spec.Default("successfulJobsHistoryLimit", 3);
        spec.Default("failedJobsHistoryLimit", 1);
        if (spec.Object("jobTemplate").Object("spec") is { } job)
            TemplateRules.Default(job);
    }

    private protected override IEnumerable<string> WarningsOf(Field value, Field live) => TemplateRules.Warnings(value, live, value["spec"]["jobTemplate"]["spec"]);

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var (name, spec) = (value["metadata"]["name"], value["spec"]);
        var job = spec["jobTemplate"]["spec"];
        return
        [
            .. name.Text.Length > LongestName ? [FieldFault.Invalid(name.Path, name.Text, $"must be no more than {LongestName} characters")] : Array.Empty<FieldFault>(),
            .. ScheduleRules.Check(spec["schedule"], spec["timeZone"]),
            .. Checks.OneOf(spec["concurrencyPolicy"], "Allow", "Forbid", "Replace"),
            .. Checks.NonNegative(spec["startingDeadlineSeconds"]),
            .. Checks.NonNegative(spec["successfulJobsHistoryLimit"]),
            .. Checks.NonNegative(spec["failedJobsHistoryLimit"]),
            .. Checks.NonNegative(job["parallelism"]),
            .. Checks.NonNegative(job["completions"]),
            .. Checks.NonNegative(job["activeDeadlineSeconds"]),
            .. Checks.NonNegative(job["backoffLimit"]),
            .. Checks.Known(job["completionMode"], "NonIndexed", "Indexed"),
            .. job["selector"].IsSet ? [FieldFault.Invalid(job["selector"].Path, job["selector"].Node!.ToJsonString(), "`selector` will be auto-generated")] : Array.Empty<FieldFault>(),
            .. job["manualSelector"].Flag ? [FieldFault.NotSupported(job["manualSelector"].Path, "true", "nil", "false")] : Array.Empty<FieldFault>(),
            .. TemplateRules.CheckToCompletion(job),
        ];
    }
}
