using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Conversions;

/// <summary>Metrics of autoscalers: v2 has a metric and a target or a reading; the form of v1's annotations has one flat object for each type.</summary>
/// <remarks>Source: the types of autoscaling/v1 and autoscaling/v2 in https://github.com/kubernetes/api.</remarks>
internal static class MetricConversion
{
    // For each type: the field that holds it, and the names that v1 gives to the parts of a target; a reading has "current" for "target".
    private static readonly Shape[] Shapes =
    [
        new("Resource", "resource", "name", null, null, "targetAverageValue", "targetAverageUtilization"),
        new("ContainerResource", "containerResource", "name", null, null, "targetAverageValue", "targetAverageUtilization"),
        new("Pods", "pods", "metricName", "selector", null, "targetAverageValue", null),
        new("Object", "object", "metricName", "selector", "targetValue", "averageValue", null),
        new("External", "external", "metricName", "metricSelector", "targetValue", "targetAverageValue", null),
    ];

    internal static JsonNode SpecToV1(JsonObject metric) => ToV1(metric, "target");

    internal static JsonNode SpecToV2(JsonObject metric) => ToV2(metric, "target");

    internal static JsonNode StatusToV1(JsonObject metric) => ToV1(metric, "current");

    internal static JsonNode StatusToV2(JsonObject metric) => ToV2(metric, "current");

    private static JsonNode ToV1(JsonObject metric, string part)
    {
        if (Find(metric) is not { } shape || metric[shape.Field] is not JsonObject source)
            return metric.DeepClone();
        var flat = new JsonObject();
        flat.Take(shape.Name, shape.IsPlain ? source["name"] : source.Object("metric")?["name"]);
        if (shape.Selector is not null)
            flat.Take(shape.Selector, source.Object("metric")?["selector"]);
        flat.Take("container", source["container"]);
        // v1 calls "target" what v2 calls "describedObject".
        flat.Take("target", source["describedObject"]);
        foreach (var (v2, v1) in shape.Parts(part))
            flat.Take(v1, source.Object(part)?[v2]);
        return new JsonObject { ["type"] = metric.Text("type"), [shape.Field] = flat };
    }

    private static JsonNode ToV2(JsonObject metric, string part)
    {
        if (Find(metric) is not { } shape || metric[shape.Field] is not JsonObject flat)
            return metric.DeepClone();
        var (source, amount) = (new JsonObject(), new JsonObject());
        if (shape.IsPlain)
        {
            source.Take("name", flat[shape.Name]);
        }
        else
        {
            source.Part("metric").Take("name", flat[shape.Name]);
            source.Part("metric").Take("selector", flat[shape.Selector!]);
        }
        source.Take("container", flat["container"]);
        source.Take("describedObject", flat["target"]);
        foreach (var (v2, v1) in shape.Parts(part))
            amount.Take(v2, flat[v1]);
        if (part == "target")
            amount["type"] = amount.ContainsKey("averageUtilization") ? "Utilization" : amount.ContainsKey("averageValue") ? "AverageValue" : "Value";
        source[part] = amount;
        return new JsonObject { ["type"] = metric.Text("type"), [shape.Field] = source };
    }

    private static Shape? Find(JsonObject metric) => Array.Find(Shapes, shape => shape.Type == metric.Text("type"));

    private sealed record Shape(string Type, string Field, string Name, string? Selector, string? Value, string? AverageValue, string? AverageUtilization)
    {
        /// <summary>True if v2 has the name beside the target, and not in a metric of its own.</summary>
        internal bool IsPlain => Selector is null;

        internal IEnumerable<(string V2, string V1)> Parts(string part)
        {
            if (Value is not null)
                yield return ("value", Named(Value, part));
            if (AverageValue is not null)
                yield return ("averageValue", Named(AverageValue, part));
            if (AverageUtilization is not null)
                yield return ("averageUtilization", Named(AverageUtilization, part));
        }

        private static string Named(string name, string part) => name.Replace("target", part, StringComparison.Ordinal);
    }
}
