using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>Admission of PodTemplates.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-template-v1/.</remarks>
internal sealed class PodTemplateAdmission() : KindAdmission(KindCatalogue.PodTemplate)
{
    internal override bool CountsGenerations => true;

    internal override bool IsNewGeneration(JsonObject tree, JsonObject live) => !tree["template"].SameAs(live["template"]);

    private protected override void Default(JsonObject tree)
    {
        tree.Part("template");
        TemplateRules.Default(tree);
    }

    private protected override IEnumerable<FieldFault> Validate(Field value) => TemplateRules.CheckTemplate(value["template"]);
}
