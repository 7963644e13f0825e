using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;
using ActorKube.Rules.Admission.Pods.Containers;
using ActorKube.Rules.Admission.Pods.Placement;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>Admission of RuntimeClasses.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/containers/runtime-class/.</remarks>
internal sealed class RuntimeClassAdmission() : KindAdmission(KindCatalogue.RuntimeClass)
{
    internal override bool AllowsUnconditionalUpdate => false;

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var (handler, overhead, scheduling) = (value["handler"], value["overhead"], value["scheduling"]);
        return
        [
            .. NameRule.Label.Faults(handler.Text).Select(fault => FieldFault.Invalid(handler.Path, handler.Text, fault)),
            .. ResourceRules.CheckOverhead(overhead["podFixed"] with { Path = overhead.Path }),
            .. LabelRules.Check(scheduling["nodeSelector"]),
            .. TolerationRules.Check(scheduling["tolerations"]),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live) => value["handler"].Text == live["handler"].Text
        ? []
        : [FieldFault.Invalid("handler", value["handler"].Text, Checks.Immutable)];
}
