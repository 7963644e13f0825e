using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>Admission of Jobs, which get labels and a selector of their own by their uid.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/job/#writing-a-job-spec.</remarks>
internal sealed class JobAdmission() : KindAdmission(KindCatalogue.Job)
{
    private const string ControllerUid = "batch.kubernetes.io/controller-uid";
    private const string JobName = "batch.kubernetes.io/job-name";

    internal override bool CountsGenerations => true;

    private protected override void Default(JsonObject tree)
    {
        var spec = tree.Part("spec");
        JobRules.Default(spec);
        LabelLikePods(tree);
    }

    private protected override void PrepareNew(JsonObject tree)
    {
        tree["status"] = new JsonObject();
        var (spec, metadata) = (tree.Part("spec"), tree.Object("metadata"));
        if (spec["manualSelector"] is JsonValue manual && manual.GetValueKind() == System.Text.Json.JsonValueKind.True || spec.Object("template") is not { } template)
            return;
        var (uid, name) = (metadata.Text("uid"), metadata.Text("name"));
        var labels = template.Part("metadata").Part("labels");
        // The names without a prefix are what older programs look for.
        (labels[ControllerUid], labels["controller-uid"]) = (uid, uid);
        (labels[JobName], labels["job-name"]) = (name, name);
        spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [ControllerUid] = uid } };
        LabelLikePods(tree);
    }

    // A job without labels has those of its pods.
    private static void LabelLikePods(JsonObject tree)
    {
        if (tree.Object("spec").Object("template").Object("metadata").Object("labels") is { Count: > 0 } labels && tree.Part("metadata")["labels"] is null or JsonObject { Count: 0 })
            tree.Part("metadata")["labels"] = labels.DeepClone();
    }

    private protected override void PrepareUpdate(JsonObject tree, JsonObject live)
    {
        // What the server made stays, also for whoever applies a manifest that doesn't have it.
        var (spec, before) = (tree.Part("spec"), live.Object("spec"));
        if (spec["selector"] is null)
            spec.CopyFrom(before, "selector");
        foreach (var label in (string[])[ControllerUid, "controller-uid", JobName, "job-name"])
            if (spec.Object("template") is { } template && before.Object("template").Object("metadata").Object("labels")?[label] is { } value)
                template.Part("metadata").Part("labels").Default(label, value.DeepClone());
    }

    private protected override IEnumerable<string> WarningsOf(Field value, Field live) => TemplateRules.Warnings(value, live, value["spec"]);

    private protected override IEnumerable<FieldFault> Validate(Field value) => JobRules.Check(value["spec"]);

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live) => JobRules.CheckUpdate(value["spec"], live["spec"]);
}
