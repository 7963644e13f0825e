using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Policy;

/// <summary>Admission of PodDisruptionBudgets.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/run-application/configure-pdb/.</remarks>
internal sealed class PodDisruptionBudgetAdmission() : KindAdmission(KindCatalogue.PodDisruptionBudget)
{
    internal override bool AllowsUnconditionalUpdate => false;

    internal override bool CountsGenerations => true;

    private protected override NameRule NameRule => NameRule.PathSegment;

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var spec = value["spec"];
        var (available, unavailable) = (spec["minAvailable"], spec["maxUnavailable"]);
        return
        [
            .. available.IsSet && unavailable.IsSet
                ? [FieldFault.Invalid(spec.Path, spec.Node, "minAvailable and maxUnavailable cannot be both set")]
                : Array.Empty<FieldFault>(),
            .. IntOrPercent.Check(available),
            .. IntOrPercent.Check(unavailable),
            .. LabelSelectorRules.Check(spec["selector"]),
            .. Checks.Known(spec["unhealthyPodEvictionPolicy"], "AlwaysAllow", "IfHealthyBudget"),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateStatus(Field status) =>
    [
        .. ConditionRules.Check(status["conditions"]),
        .. new[] { "disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods" }.SelectMany(name => Checks.NonNegative(status[name])),
    ];
}
