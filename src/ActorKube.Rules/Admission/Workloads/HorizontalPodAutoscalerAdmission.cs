using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>Admission of HorizontalPodAutoscalers, in the version that they are stored in.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/.</remarks>
internal sealed class HorizontalPodAutoscalerAdmission() : KindAdmission(KindCatalogue.HorizontalPodAutoscaler)
{
    private const int DefaultUtilization = 80;

    private static readonly Dictionary<string, string> Sources = new()
    {
        ["Resource"] = "resource", ["Pods"] = "pods", ["Object"] = "object", ["External"] = "external", ["ContainerResource"] = "containerResource",
    };

    private protected override void Default(JsonObject tree)
    {
        var spec = tree.Part("spec");
        spec.Default("minReplicas", 1);
        if (spec["metrics"] is null or JsonArray { Count: 0 })
        {
            spec["metrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = DefaultUtilization } },
            });
        }
        if (spec["behavior"] is not JsonObject behavior)
            return;
        DefaultRules(behavior.Part("scaleUp"), 0, ("Pods", 4, 15), ("Percent", 100, 15));
        DefaultRules(behavior.Part("scaleDown"), null, ("Percent", 100, 15));
    }

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var spec = value["spec"];
        var (least, most, target) = (spec["minReplicas"], spec["maxReplicas"], spec["scaleTargetRef"]);
        return
        [
            .. least.Number < 1 ? [FieldFault.Invalid(least.Path, least.Number, "must be greater than or equal to 1")] : Array.Empty<FieldFault>(),
            .. most.Number is null or < 1 ? [FieldFault.Invalid(most.Path, most.Number ?? 0, "must be greater than 0")] : Array.Empty<FieldFault>(),
            .. most.Number < least.Number ? [FieldFault.Invalid(most.Path, most.Number, "must be greater than or equal to `minReplicas`")] : Array.Empty<FieldFault>(),
            .. target["kind"].IsEmptyText ? [FieldFault.Required(target["kind"].Path)] : Array.Empty<FieldFault>(),
            .. target["name"].IsEmptyText ? [FieldFault.Required(target["name"].Path)] : Array.Empty<FieldFault>(),
            .. spec["metrics"].Items.SelectMany(Metric),
            .. ScalingRules(spec["behavior"]["scaleUp"]),
            .. ScalingRules(spec["behavior"]["scaleDown"]),
        ];
    }

    private static IEnumerable<FieldFault> Metric(Field metric)
    {
        if (!Sources.TryGetValue(metric["type"].Text, out var source))
            return Checks.OneOf(metric["type"], "ContainerResource", "External", "Object", "Pods", "Resource");
        if (!metric[source].IsSet)
            return [FieldFault.Required(metric[source].Path, $"must populate information for the given metric source")];
        var target = metric[source]["target"];
        return
        [
            .. Checks.OneOf(target["type"], "Utilization", "Value", "AverageValue"),
            .. target["averageUtilization"].Number < 1
                ? [FieldFault.Invalid(target["averageUtilization"].Path, target["averageUtilization"].Number, "must be greater than 0")] : Array.Empty<FieldFault>(),
            .. source is "resource" or "containerResource" && metric[source]["name"].IsEmptyText
                ? [FieldFault.Required(metric[source]["name"].Path, "must specify a resource name")] : Array.Empty<FieldFault>(),
            .. source == "containerResource" && metric[source]["container"].IsEmptyText
                ? [FieldFault.Required(metric[source]["container"].Path, "must specify a container")] : Array.Empty<FieldFault>(),
        ];
    }

    private static IEnumerable<FieldFault> ScalingRules(Field rules)
    {
        if (!rules.IsSet)
            return [];
        var window = rules["stabilizationWindowSeconds"];
        return
        [
            .. Checks.NonNegative(window),
            .. window.Number > 3600 ? [FieldFault.Invalid(window.Path, window.Number, "must be less than or equal to 3600")] : Array.Empty<FieldFault>(),
            .. Checks.OneOf(rules["selectPolicy"], "Disabled", "Max", "Min"),
            .. rules["policies"].Count == 0 ? [FieldFault.Required(rules["policies"].Path, "must specify at least one Policy")] : Array.Empty<FieldFault>(),
            .. rules["policies"].Items.SelectMany(policy => (FieldFault[])
            [
                .. Checks.OneOf(policy["type"], "Percent", "Pods"),
                .. policy["value"].Number is null or < 1 ? [FieldFault.Invalid(policy["value"].Path, policy["value"].Number ?? 0, "must be greater than zero")] : Array.Empty<FieldFault>(),
                .. policy["periodSeconds"].Number is null or < 1 ? [FieldFault.Invalid(policy["periodSeconds"].Path, policy["periodSeconds"].Number ?? 0, "must be greater than zero")] : Array.Empty<FieldFault>(),
                .. policy["periodSeconds"].Number > 1800
                    ? [FieldFault.Invalid(policy["periodSeconds"].Path, policy["periodSeconds"].Number, "must be less than or equal to 1800")] : Array.Empty<FieldFault>(),
            ]),
        ];
    }

    private static void DefaultRules(JsonObject rules, int? window, params (string Type, int Value, int Period)[] policies)
    {
        rules.Default("selectPolicy", "Max");
        if (window is not null)
            rules.Default("stabilizationWindowSeconds", window.Value);
        if (rules["policies"] is null or JsonArray { Count: 0 })
            rules["policies"] = new JsonArray([.. policies.Select(policy => new JsonObject { ["type"] = policy.Type, ["value"] = policy.Value, ["periodSeconds"] = policy.Period })]);
    }
}
