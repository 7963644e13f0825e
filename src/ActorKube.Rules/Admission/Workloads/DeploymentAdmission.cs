using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>Admission of Deployments.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#writing-a-deployment-spec.</remarks>
internal sealed class DeploymentAdmission() : KindAdmission(KindCatalogue.Deployment)
{
    internal override bool CountsGenerations => true;

    private protected override void Default(JsonObject tree)
    {
        var spec = tree.Part("spec");
        spec.Default("replicas", 1);
        spec.Default("revisionHistoryLimit", 10);
        spec.Default("progressDeadlineSeconds", 600);
        StrategyRules.Default(spec.Part("strategy"));
        TemplateRules.Default(spec);
    }

    private protected override IEnumerable<string> WarningsOf(Field value, Field live) => TemplateRules.Warnings(value, live, value["spec"]);

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var spec = value["spec"];
        return
        [
            .. Checks.NonNegative(spec["replicas"]),
            .. SelectorRules.Check(spec["selector"]),
            .. TemplateRules.Check(spec, "Deployment"),
            .. StrategyRules.Check(spec["strategy"]),
            .. Checks.NonNegative(spec["minReadySeconds"]),
            .. Checks.NonNegative(spec["revisionHistoryLimit"]),
            .. Deadline(spec["progressDeadlineSeconds"], spec["minReadySeconds"].Number ?? 0),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live) =>
        SelectorRules.CheckUnchanged(value["spec"]["selector"], live["spec"]["selector"]);

    private static IEnumerable<FieldFault> Deadline(Field deadline, long minReadySeconds) =>
    [
        .. Checks.NonNegative(deadline),
        .. deadline.Number <= minReadySeconds
            ? [FieldFault.Invalid(deadline.Path, deadline.Number, "must be greater than minReadySeconds")]
            : Array.Empty<FieldFault>(),
    ];
}
