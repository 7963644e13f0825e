using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>Admission of Leases.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/architecture/leases/.</remarks>
internal sealed class LeaseAdmission() : KindAdmission(KindCatalogue.Lease)
{
    internal override bool AllowsUnconditionalUpdate => false;

    private protected override void PrepareNew(JsonObject tree) => ForgetElection(tree, null);

    private protected override void PrepareUpdate(JsonObject tree, JsonObject live) => ForgetElection(tree, live.Object("spec"));

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var duration = value["spec"]["leaseDurationSeconds"];
        return
        [
            .. duration.Number <= 0 ? [FieldFault.Invalid(duration.Path, duration.Number, "must be greater than 0")] : Array.Empty<FieldFault>(),
            .. Checks.NonNegative(value["spec"]["leaseTransitions"]),
        ];
    }

    // The feature CoordinatedLeaderElection is off in v1.32, which then forgets what belongs to it.
    private static void ForgetElection(JsonObject tree, JsonObject? live)
    {
        if (tree.Object("spec") is not { } spec || live?["strategy"] is not null)
            return;
        spec.Remove("strategy");
        spec.Remove("preferredHolder");
    }
}
