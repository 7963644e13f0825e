using System.Text.Json;
using ActorKube.Model.Json;

namespace ActorKube.Rules.Printing;

/// <summary>Events, in the fields of core/v1 or of events.k8s.io/v1, which are two names for the same.</summary>
internal static class EventTable
{
    internal static readonly ResourceTable Event = new(
    [
        TableColumn.Text("Last Seen", "Time since the event was last observed."),
        TableColumn.Text("Type", "Normal or Warning."),
        TableColumn.Text("Reason", "One word that says why it happened."),
        TableColumn.Text("Object", "What it happened to."),
        TableColumn.Text("Subobject", "Which part of that object it happened to.").Wide,
        TableColumn.Text("Source", "Who reported it.").Wide,
        TableColumn.Text("Message", "What happened, for people."),
        TableColumn.Text("First Seen", "Time since the event was first observed.").Wide,
        TableColumn.Text("Count", "How often it was observed.").Wide,
        TableColumn.OfName.Wide,
    ], Print);

    private static void Print(Row row)
    {
        var about = Either(row, "involvedObject", "regarding");
        var series = row.Root.Field("series");
        var first = row.Since(Either(row, "firstTimestamp", "deprecatedFirstTimestamp").AsTime() ?? row.Root.Time("eventTime"));
        var last = series.ValueKind == JsonValueKind.Object ? row.Since(series.Time("lastObservedTime"))
            : Either(row, "lastTimestamp", "deprecatedLastTimestamp").AsTime() is { } seen ? row.Since(seen)
            : first;
        var count = series.ValueKind == JsonValueKind.Object ? series.Number("count")
            : (row.Root.Number("count") ?? row.Root.Number("deprecatedCount")) is { } times and not 0 ? times
            : 1;
        row.Text(last).Text(row.Root.Text("type")).Text(row.Root.Text("reason")).Text(Target(about)).Text(about.Text("fieldPath")).Text(Source(row))
            .Text((row.Root.Text("message") is { Length: > 0 } message ? message : row.Root.Text("note")).Trim())
            .Text(first).Number(count).Name();
    }

    private static JsonElement Either(Row row, string name, string other) =>
        row.Root.Field(name) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } field ? field : row.Root.Field(other);

    private static string Target(JsonElement about)
    {
        var kind = about.Text("kind").ToLowerInvariant();
        return about.Text("name") is { Length: > 0 } name ? $"{kind}/{name}" : kind;
    }

    private static string Source(Row row)
    {
        var source = Either(row, "source", "deprecatedSource");
        var component = FirstOf(source.Text("component"), row.Root.Text("reportingComponent"), row.Root.Text("reportingController"));
        var instance = FirstOf(source.Text("host"), row.Root.Text("reportingInstance"));
        return instance.Length > 0 ? $"{component}, {instance}" : component;
    }

    private static string FirstOf(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            if (text.Length > 0)
                return text;
        return "";
    }
}
