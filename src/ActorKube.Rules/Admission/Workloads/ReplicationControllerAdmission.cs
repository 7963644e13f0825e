using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>Admission of ReplicationControllers, whose selector is a plain map.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/replicationcontroller/#writing-a-replicationcontroller-manifest.</remarks>
internal sealed class ReplicationControllerAdmission() : KindAdmission(KindCatalogue.ReplicationController)
{
    internal override bool CountsGenerations => true;

    private protected override void Default(JsonObject tree)
    {
        var spec = tree.Part("spec");
        spec.Default("replicas", 1);
        TemplateRules.Default(spec);
        if (spec.Object("template").Object("metadata").Object("labels") is not { Count: > 0 } labels)
            return;
        // What the template is labelled with stands for both.
        if (spec["selector"] is null or JsonObject { Count: 0 })
            spec["selector"] = labels.DeepClone();
        if (tree.Part("metadata")["labels"] is null or JsonObject { Count: 0 })
            tree.Part("metadata")["labels"] = labels.DeepClone();
    }

    private protected override void PrepareNew(JsonObject tree) => tree["status"] = new JsonObject { ["replicas"] = 0 };

    private protected override IEnumerable<string> WarningsOf(Field value, Field live) => TemplateRules.Warnings(value, live, value["spec"]);

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var spec = value["spec"];
        var template = spec["template"];
        return
        [
            .. Checks.NonNegative(spec["replicas"]),
            .. Checks.NonNegative(spec["minReadySeconds"]),
            .. spec["selector"].Count == 0 ? [FieldFault.Required(spec["selector"].Path)] : Array.Empty<FieldFault>(),
            .. template.IsSet && spec["selector"].Entries.Any(label => template["metadata"]["labels"][label.Key].Text != label.Value.Text)
                ? [FieldFault.Invalid(template["metadata"]["labels"].Path, template["metadata"]["labels"].Node?.ToJsonString() ?? "{}", "`selector` does not match template `labels`")]
                : Array.Empty<FieldFault>(),
            .. TemplateRules.CheckForEver(WithoutSelector(spec), "ReplicationController"),
        ];
    }

    // The rules of templates know selectors with matchLabels; this one was checked above.
    private static Field WithoutSelector(Field spec)
    {
        if (spec.Node?.DeepClone() is not JsonObject copy)
            return spec;
        copy.Remove("selector");
        return new(spec.Path, copy);
    }
}
