using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Pods.Placement;
using ActorKube.Rules.Admission.Pods.Security;
using ActorKube.Rules.Admission.Pods.Updates;
using ActorKube.Rules.Admission.Pods.Warnings;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>Admission of pods.</summary>
internal sealed class PodAdmission(AdmissionPolicy policy) : KindAdmission(KindCatalogue.Pod)
{
    private protected override void Default(JsonObject tree)
    {
        PodDefaults.OfSpec(tree.Part("spec"));
        PodDefaults.OfPod(tree.Part("spec"), policy);
    }

    private protected override void PrepareNew(JsonObject tree)
    {
        LabelKeys.Fill(tree);
        var status = new JsonObject { ["phase"] = "Pending", ["qosClass"] = QosClass.Of(tree.Part("spec")) };
        if (tree.Object("spec").Array("schedulingGates") is { Count: > 0 })
            status["conditions"] = new JsonArray(Held());
        tree["status"] = status;
    }

    private protected override IEnumerable<FieldFault> Validate(Field value) =>
    [
        .. AnnotationRules.Check(value["metadata"]["annotations"], value["spec"]),
        .. PodSpecRules.CheckPod(value["spec"], value["metadata"]["name"].Text),
        .. Priority(value["spec"]["priority"]),
        .. NotEmulatedYet.Check(value["spec"]),
    ];

    private protected override IEnumerable<FieldFault> ValidateNew(Field value)
    {
        var spec = value["spec"];
        return
        [
            .. spec["ephemeralContainers"].Count > 0 ? [FieldFault.Forbidden(spec["ephemeralContainers"].Path, "cannot be set on create")] : Array.Empty<FieldFault>(),
            .. Gates(spec),
            .. SecurityAnnotationRules.CheckAgreement(value),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live) =>
    [
        .. AnnotationRules.CheckUpdate(value["metadata"]["annotations"], live["metadata"]["annotations"]),
        .. PodUpdateRules.Check(value["spec"], live["spec"]),
    ];

    private static JsonObject Held() => new()
    {
        ["type"] = "PodScheduled", ["status"] = "False", ["reason"] = "SchedulingGated", ["message"] = "Scheduling is blocked due to non-empty scheduling gates",
    };

    // Pods seldom change by hand; their authors heard it when they made them.
    private protected override IEnumerable<string> WarningsOf(Field value, Field live) => live.IsSet ? [] : PodWarnings.OfPod(value);

    private static IEnumerable<FieldFault> Priority(Field priority) => priority.Number is { } number and not 0
        ? [FieldFault.Forbidden(priority.Path, $"the integer value of priority ({number}) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name")]
        : [];

    private static IEnumerable<FieldFault> Gates(Field spec) => spec["schedulingGates"].Count > 0 && !spec["nodeName"].IsEmptyText
        ? [FieldFault.Forbidden(spec["nodeName"].Path, "cannot be set until all schedulingGates have been cleared")]
        : [];
}
