using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>Admission of ReplicaSets.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#writing-a-replicaset-manifest.</remarks>
internal sealed class ReplicaSetAdmission() : KindAdmission(KindCatalogue.ReplicaSet)
{
    internal override bool CountsGenerations => true;

    private protected override void Default(JsonObject tree)
    {
        var spec = tree.Part("spec");
        spec.Default("replicas", 1);
        TemplateRules.Default(spec);
    }

    private protected override void PrepareNew(JsonObject tree) => tree["status"] = new JsonObject { ["replicas"] = 0 };

    private protected override IEnumerable<string> WarningsOf(Field value, Field live) => TemplateRules.Warnings(value, live, value["spec"]);

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var spec = value["spec"];
        return
        [
            .. Checks.NonNegative(spec["replicas"]),
            .. Checks.NonNegative(spec["minReadySeconds"]),
            .. SelectorRules.Check(spec["selector"]),
            .. TemplateRules.Check(spec, "ReplicaSet"),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live) =>
        SelectorRules.CheckUnchanged(value["spec"]["selector"], live["spec"]["selector"]);
}
