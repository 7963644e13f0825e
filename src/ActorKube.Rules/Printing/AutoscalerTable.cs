using System.Globalization;
using System.Text.Json;
using ActorKube.Model.Json;

namespace ActorKube.Rules.Printing;

/// <summary>HorizontalPodAutoscalers of autoscaling/v2 and v1.</summary>
internal static class AutoscalerTable
{
    private const int Shown = 2;

    internal static readonly ResourceTable Autoscaler = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Reference", "What is scaled."),
        TableColumn.Text("Targets", "Each metric: the current value and the wanted one."),
        TableColumn.Text("MinPods", "Fewest pods."),
        TableColumn.Text("MaxPods", "Most pods."),
        TableColumn.Text("Replicas", "How many pods there are."),
        TableColumn.Age,
    ], row =>
    {
        var target = row.Spec.Field("scaleTargetRef");
        row.Name().Text($"{target.Text("kind")}/{target.Text("name")}").Text(Targets(row)).Text(row.Spec.Scalar("minReplicas"), Row.Unset)
            .Number(row.Spec.Number("maxReplicas")).Number(row.Status.Number("currentReplicas")).Age();
    });

    private static string Targets(Row row)
    {
        // Version 1 knows one metric only, under names of its own.
        if (row.Spec.Number("targetCPUUtilizationPercentage") is { } wanted)
            return $"cpu: {Percentage(row.Status.Number("currentCPUUtilizationPercentage"), Row.Unknown)}/{Percentage(wanted, "")}";
        var metrics = row.Spec.Items("metrics").ToList();
        var current = row.Status.Items("currentMetrics").ToList();
        if (metrics.Count == 0)
            return Row.None;
        var targets = string.Join(", ", metrics.Take(Shown).Select((metric, index) => Target(metric, index < current.Count ? current[index] : default)));
        return metrics.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $"{targets} + {metrics.Count - Shown} more...") : targets;
    }

    private static string Target(JsonElement metric, JsonElement status) => metric.Text("type") switch
    {
        "External" => Measured(metric.Field("external"), status.Field("external")),
        "Object" => Measured(metric.Field("object"), status.Field("object")),
        "Pods" => $"{Value(status.Field("pods"), "averageValue")}/{metric.Field("pods").Field("target").Quantity("averageValue", "<nil>")}",
        "Resource" => Resource(metric.Field("resource"), status.Field("resource")),
        "ContainerResource" => Resource(metric.Field("containerResource"), status.Field("containerResource")),
        _ => "<unknown type>",
    };

    /// <summary>A metric that is compared whole, or divided by the number of pods.</summary>
    private static string Measured(JsonElement metric, JsonElement status)
    {
        var target = metric.Field("target");
        if (target.Scalar("averageValue").Length == 0)
            return $"{Value(status, "value")}/{target.Quantity("value", "<nil>")}";
        return $"{status.Field("current").Quantity("averageValue", Row.Unknown)}/{target.Quantity("averageValue")} (avg)";
    }

    /// <summary>A resource of the pods or of one of their containers, as an amount or as a part of what they request.</summary>
    private static string Resource(JsonElement metric, JsonElement status)
    {
        var target = metric.Field("target");
        if (target.Scalar("averageValue").Length > 0)
            return $"{metric.Text("name")}: {Value(status, "averageValue")}/{target.Quantity("averageValue")}";
        return $"{metric.Text("name")}: {Percentage(status.Field("current").Number("averageUtilization"), Row.Unknown)}/" +
            Percentage(target.Number("averageUtilization"), "<auto>");
    }

    private static string Value(JsonElement status, string name) =>
        status.ValueKind == JsonValueKind.Object ? status.Field("current").Quantity(name, "<nil>") : Row.Unknown;

    private static string Percentage(long? value, string ifMissing) => value is null ? ifMissing : string.Create(CultureInfo.InvariantCulture, $"{value}%");
}
