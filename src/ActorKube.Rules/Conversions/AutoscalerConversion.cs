using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Writes;

namespace ActorKube.Rules.Conversions;

/// <summary>
/// HorizontalPodAutoscalers of autoscaling/v1, which know CPU alone, and of autoscaling/v2. What v1 has no field for stands in annotations of its own, as upstream
/// keeps it, so that nothing is lost on the way there and back.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v1/.</remarks>
internal static class AutoscalerConversion
{
    private const string Metrics = "autoscaling.alpha.kubernetes.io/metrics";
    private const string CurrentMetrics = "autoscaling.alpha.kubernetes.io/current-metrics";
    private const string Conditions = "autoscaling.alpha.kubernetes.io/conditions";
    private const string Behavior = "autoscaling.alpha.kubernetes.io/behavior";

    internal static void ToV1(JsonObject tree)
    {
        if (tree["spec"] is JsonObject spec)
        {
            var metrics = spec.Array("metrics").Objects().ToList();
            // The first one is v1's; a second one for CPU makes no sense, and is lost upstream too.
            if (metrics.FirstOrDefault(IsCpuUtilization) is { } cpu)
                spec["targetCPUUtilizationPercentage"] = cpu.Object("resource").Object("target")!["averageUtilization"]!.DeepClone();
            Annotate(tree, Metrics, new JsonArray([.. metrics.Where(metric => !IsCpuUtilization(metric)).Select(MetricConversion.SpecToV1)]));
            if (spec["behavior"] is JsonObject behavior)
                Annotate(tree, Behavior, GoNames.Upper(behavior));
            spec.Remove("metrics");
            spec.Remove("behavior");
        }
        if (tree["status"] is not JsonObject status)
            return;
        var current = status.Array("currentMetrics").Objects().ToList();
        if (current.Find(IsCpuReading) is { } reading)
            status["currentCPUUtilizationPercentage"] = reading.Object("resource").Object("current")!["averageUtilization"]!.DeepClone();
        Annotate(tree, CurrentMetrics, new JsonArray([.. current.Select(MetricConversion.StatusToV1)]));
        Annotate(tree, Conditions, status["conditions"] as JsonArray ?? []);
        status.Remove("currentMetrics");
        status.Remove("conditions");
    }

    internal static void ToV2(JsonObject tree)
    {
        var annotations = tree.Object("metadata").Object("annotations");
        if (tree["spec"] is JsonObject spec)
        {
            var metrics = Read(annotations, Metrics).Objects().Select(MetricConversion.SpecToV2).ToList();
            if (spec.Number("targetCPUUtilizationPercentage") is { } percent)
                metrics.Add(CpuUtilization(percent));
            if (metrics.Count > 0)
                spec["metrics"] = new JsonArray([.. metrics]);
            if (ReadNode(annotations, Behavior) is JsonObject behavior)
                spec["behavior"] = GoNames.Lower(behavior);
            spec.Remove("targetCPUUtilizationPercentage");
        }
        if (tree["status"] is JsonObject status)
        {
            var current = Read(annotations, CurrentMetrics).Objects().Select(MetricConversion.StatusToV2).ToList();
            if (current.Count == 0 && status.Number("currentCPUUtilizationPercentage") is { } percent)
                current.Add(CpuReading(percent));
            if (current.Count > 0)
                status["currentMetrics"] = new JsonArray([.. current]);
            if (Read(annotations, Conditions) is { Count: > 0 } conditions)
                status["conditions"] = conditions.DeepClone();
            status.Remove("currentCPUUtilizationPercentage");
        }
        foreach (var name in new[] { Metrics, CurrentMetrics, Conditions, Behavior })
            annotations?.Remove(name);
        if (annotations?.Count == 0)
            tree.Object("metadata")!.Remove("annotations");
    }

    private static bool IsCpuUtilization(JsonObject metric) => IsCpu(metric, "target");

    private static bool IsCpuReading(JsonObject metric) => IsCpu(metric, "current");

    private static bool IsCpu(JsonObject metric, string part) =>
        metric.Text("type") == "Resource" && metric.Object("resource").Text("name") == "cpu"
        && metric.Object("resource").Object(part).Number("averageUtilization") is not null;

    private static JsonNode CpuUtilization(long percent) => new JsonObject
    {
        ["type"] = "Resource",
        ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = percent } },
    };

    private static JsonNode CpuReading(long percent) => new JsonObject
    {
        ["type"] = "Resource",
        ["resource"] = new JsonObject { ["name"] = "cpu", ["current"] = new JsonObject { ["averageUtilization"] = percent } },
    };

    private static void Annotate(JsonObject tree, string name, JsonNode value)
    {
        if (value is not JsonArray { Count: 0 })
            tree.Part("metadata").Part("annotations")[name] = Encoding.UTF8.GetString(CanonicalJson.Write(value));
    }

    private static JsonArray? Read(JsonObject? annotations, string name) => ReadNode(annotations, name) as JsonArray;

    // One that somebody has spoilt is passed over, as upstream does.
    private static JsonNode? ReadNode(JsonObject? annotations, string name) =>
        annotations.Text(name) is { Length: > 0 } text ? JsonInput.Read(Encoding.UTF8.GetBytes(text)).Node : null;
}
