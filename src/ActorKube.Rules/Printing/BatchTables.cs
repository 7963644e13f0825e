using System.Globalization;
using System.Text.Json;
using ActorKube.Model.Json;
using ActorKube.Model.Time;

namespace ActorKube.Rules.Printing;

/// <summary>Work that ends: Jobs and CronJobs.</summary>
internal static class BatchTables
{
    internal static readonly ResourceTable Job = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Status", "How far the job is."),
        TableColumn.Text("Completions", "How many of the wanted pods have succeeded."),
        TableColumn.Text("Duration", "How long the job took, or has been running."),
        TableColumn.Age,
        TableColumn.Containers.Wide,
        TableColumn.Images.Wide,
        TableColumn.Selector,
    ], row => row.Name().Text(State(row)).Text(Completions(row)).Text(Duration(row)).Age().Containers(row.Spec.Field("template"))
        .Text(row.Spec.SelectorOrNone("selector")));

    internal static readonly ResourceTable CronJob = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Schedule", "When jobs are started, in cron's notation."),
        TableColumn.Text("Timezone", "Time zone of the schedule."),
        TableColumn.Flag("Suspend", "Whether no more jobs are started."),
        TableColumn.Number("Active", "How many jobs are running."),
        TableColumn.Text("Last Schedule", "Time since the last job was due."),
        TableColumn.Age,
        TableColumn.Containers.Wide,
        TableColumn.Images.Wide,
        TableColumn.Selector,
    ], row =>
    {
        var job = row.Spec.Field("jobTemplate").Field("spec");
        var last = row.Status.Text("lastScheduleTime");
        row.Name().Text(row.Spec.Text("schedule")).Text(row.Spec.Text("timeZone"), Row.None).Text(Suspended(row.Spec.Field("suspend")))
            .Number(row.Status.Count("active")).Text(last.Length > 0 ? row.Since(row.Status.Time("lastScheduleTime")) : Row.None).Age()
            .Containers(job.Field("template")).Text(job.SelectorOrNone("selector"));
    });

    private static string State(Row row) => row switch
    {
        _ when row.Status.HasCondition("Complete") => "Complete",
        _ when row.Status.HasCondition("Failed") => "Failed",
        _ when row.Value.Metadata.IsDeleting => "Terminating",
        _ when row.Status.HasCondition("Suspended") => "Suspended",
        _ when row.Status.HasCondition("FailureTarget") => "FailureTarget",
        _ => "Running",
    };

    private static string Completions(Row row)
    {
        var done = row.Status.Number("succeeded") ?? 0;
        return (row.Spec.Number("completions"), row.Spec.Number("parallelism")) switch
        {
            ({ } wanted, _) => string.Create(CultureInfo.InvariantCulture, $"{done}/{wanted}"),
            (null, > 1 and var atOnce) => string.Create(CultureInfo.InvariantCulture, $"{done}/1 of {atOnce}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{done}/1"),
        };
    }

    private static string Duration(Row row) => (row.Status.Time("startTime"), row.Status.Time("completionTime")) switch
    {
        (null, _) => "",
        ({ } start, null) => row.Since(start),
        ({ } start, { } end) => HumanDuration.Of(end - start),
    };

    private static string Suspended(JsonElement flag) => flag.ValueKind switch
    {
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        _ => Row.Unset,
    };
}
