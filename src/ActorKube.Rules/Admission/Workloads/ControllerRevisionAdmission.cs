using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>Admission of ControllerRevisions: what they hold never changes.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/controller-revision-v1/.</remarks>
internal sealed class ControllerRevisionAdmission() : KindAdmission(KindCatalogue.ControllerRevision)
{
    private protected override IEnumerable<FieldFault> Validate(Field value) =>
    [
        .. value["data"].IsSet ? Array.Empty<FieldFault>() : [FieldFault.Required("data", "data is mandatory")],
        .. Checks.NonNegative(value["revision"]),
    ];

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live) =>
        value["data"].Node.SameAs(live["data"].Node) ? [] : [FieldFault.Invalid("data", value["data"].Node?.ToJsonString() ?? "null", Checks.Immutable)];
}
