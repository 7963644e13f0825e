using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Authorization;

/// <summary>Admission of ClusterRoles.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles.</remarks>
internal sealed class ClusterRoleAdmission() : KindAdmission(KindCatalogue.ClusterRole)
{
    private protected override NameRule NameRule => NameRule.PathSegment;

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var selectors = value["aggregationRule"]["clusterRoleSelectors"];
        return
        [
            .. PolicyRules.Check(value["rules"], namespaced: false),
            .. value["aggregationRule"].IsSet && selectors.Count == 0
                ? [FieldFault.Required(selectors.Path, "at least one clusterRoleSelector required if aggregationRule is non-nil")]
                : Array.Empty<FieldFault>(),
            .. selectors.Items.SelectMany(LabelSelectorRules.Check),
        ];
    }
}
