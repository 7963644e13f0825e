using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>Admission of DaemonSets.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#writing-a-daemonset-spec.</remarks>
internal sealed class DaemonSetAdmission() : KindAdmission(KindCatalogue.DaemonSet)
{
    private const string RollingUpdate = "RollingUpdate";

    internal override bool CountsGenerations => true;

    private protected override void Default(JsonObject tree)
    {
        var spec = tree.Part("spec");
        spec.Default("revisionHistoryLimit", 10);
        TemplateRules.Default(spec);
        var strategy = spec.Part("updateStrategy");
        strategy.Default("type", RollingUpdate);
        if (strategy.Text("type") != RollingUpdate)
            return;
        strategy.Part("rollingUpdate").Default("maxUnavailable", 1);
        strategy.Part("rollingUpdate").Default("maxSurge", 0);
    }

    private protected override void PrepareNew(JsonObject tree) => tree["status"] = new JsonObject
    {
        ["currentNumberScheduled"] = 0, ["numberMisscheduled"] = 0, ["desiredNumberScheduled"] = 0, ["numberReady"] = 0,
    };

    private protected override IEnumerable<string> WarningsOf(Field value, Field live) => TemplateRules.Warnings(value, live, value["spec"], bearsName: false);

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var spec = value["spec"];
        var (type, bounds) = (spec["updateStrategy"]["type"], spec["updateStrategy"]["rollingUpdate"]);
        return
        [
            .. SelectorRules.Check(spec["selector"], "daemonset"),
            .. TemplateRules.CheckForEver(spec, "DaemonSet"),
            .. Checks.NonNegative(spec["minReadySeconds"]),
            .. Checks.NonNegative(spec["revisionHistoryLimit"]),
            .. Checks.OneOf(type, "RollingUpdate", "OnDelete"),
            .. type.Text == RollingUpdate ? StrategyRules.CheckDaemons(bounds["maxUnavailable"], bounds["maxSurge"]) : [],
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live) =>
        SelectorRules.CheckUnchanged(value["spec"]["selector"], live["spec"]["selector"]);
}
