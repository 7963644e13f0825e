using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Pods.Containers;

namespace ActorKube.Rules.Admission.Policy;

/// <summary>Admission of ResourceQuotas.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/policy/resource-quotas/.</remarks>
internal sealed class ResourceQuotaAdmission() : KindAdmission(KindCatalogue.ResourceQuota)
{
    private protected override IEnumerable<FieldFault> Validate(Field value) =>
        [.. Amounts(value["spec"]["hard"]), .. QuotaScopeRules.Check(value["spec"])];

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live)
    {
        var (scopes, before) = (value["spec"]["scopes"], live["spec"]["scopes"]);
        return scopes.Items.Select(scope => scope.Text).ToHashSet().SetEquals(before.Items.Select(scope => scope.Text))
            ? []
            : [FieldFault.Invalid(scopes.Path, QuotaScopeRules.Shown(scopes), Checks.Immutable)];
    }

    private protected override IEnumerable<FieldFault> ValidateStatus(Field status) => [.. Amounts(status["hard"]), .. Amounts(status["used"])];

    private static IEnumerable<FieldFault> Amounts(Field amounts) => amounts.Entries.SelectMany(entry => (FieldFault[])
    [
        .. ResourceName.FaultsOfQuota(entry.Key).Select(fault => FieldFault.Invalid(entry.Value.Path, entry.Key, fault)),
        .. AmountRules.Check(entry.Key, entry.Value),
    ]);
}
