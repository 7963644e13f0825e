using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Authorization;

/// <summary>Admission of Roles.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole.</remarks>
internal sealed class RoleAdmission() : KindAdmission(KindCatalogue.Role)
{
    private protected override NameRule NameRule => NameRule.PathSegment;

    private protected override IEnumerable<FieldFault> Validate(Field value) => PolicyRules.Check(value["rules"], namespaced: true);
}
