using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>Admission of pods.</summary>
internal sealed class PodAdmission(AdmissionPolicy policy) : KindAdmission(KindCatalogue.Pod)
{
    private protected override void Default(JsonObject tree)
    {
        PodDefaults.OfSpec(tree.Part("spec"));
        PodDefaults.OfPod(tree.Part("spec"), policy);
    }

    private protected override void PrepareNew(JsonObject tree) =>
        tree["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = QosClass.Of(tree.Part("spec")) };

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var spec = value["spec"];
        return
        [
            .. PodSpecRules.Check(spec),
            .. Priority(spec["priority"]),
            .. Gates(spec),
            .. NotEmulatedYet.Check(spec),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live) => PodUpdateRules.Check(value["spec"], live["spec"]);

    private static IEnumerable<FieldFault> Priority(Field priority) => priority.Number is { } number and not 0
        ? [FieldFault.Forbidden(priority.Path, $"the integer value of priority ({number}) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name")]
        : [];

    private static IEnumerable<FieldFault> Gates(Field spec) => spec["schedulingGates"].Count > 0 && !spec["nodeName"].IsEmptyText
        ? [FieldFault.Forbidden(spec["nodeName"].Path, "cannot be set until all schedulingGates have been cleared")]
        : [];
}
