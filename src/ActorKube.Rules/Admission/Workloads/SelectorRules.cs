using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>What a workload's selector must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements.</remarks>
internal static class SelectorRules
{
    /// <param name="selector">The selector.</param>
    /// <param name="workload">What upstream's sentence calls the workload of an empty selector; it says deployment for most.</param>
    internal static IEnumerable<FieldFault> Check(Field selector, string workload = "deployment")
    {
        if (!selector.IsSet)
            return [FieldFault.Required(selector.Path)];
        var faults = LabelSelectorRules.Check(selector).ToList();
        if (selector["matchLabels"].Count + selector["matchExpressions"].Count == 0)
            faults.Add(FieldFault.Invalid(selector.Path, GoSyntax.Selector(selector), $"empty selector is invalid for {workload}"));
        return faults;
    }

    internal static IEnumerable<FieldFault> CheckUnchanged(Field selector, Field live) =>
        selector.Node.SameAs(live.Node) ? [] : [FieldFault.Invalid(selector.Path, GoSyntax.Selector(selector), Checks.Immutable)];
}
