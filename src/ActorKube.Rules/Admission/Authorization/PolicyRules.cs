using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Authorization;

/// <summary>What the rules of a role must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole.</remarks>
internal static class PolicyRules
{
    internal static IEnumerable<FieldFault> Check(Field rules, bool namespaced) => rules.Items.SelectMany(rule => Rule(rule, namespaced));

    private static IEnumerable<FieldFault> Rule(Field rule, bool namespaced)
    {
        var urls = rule["nonResourceURLs"];
        if (rule["verbs"].Count == 0)
            yield return FieldFault.Required(rule["verbs"].Path, "verbs must contain at least one value");
        if (urls.Count > 0)
        {
            if (namespaced)
                yield return FieldFault.Invalid(urls.Path, GoSyntax.Texts(urls), "namespaced rules cannot apply to non-resource URLs");
            if (rule["apiGroups"].Count + rule["resources"].Count + rule["resourceNames"].Count > 0)
                yield return FieldFault.Invalid(urls.Path, GoSyntax.Texts(urls), "rules cannot apply to both regular resources and non-resource URLs");
            yield break;
        }
        if (rule["apiGroups"].Count == 0)
            yield return FieldFault.Required(rule["apiGroups"].Path, "resource rules must supply at least one api group");
        if (rule["resources"].Count == 0)
            yield return FieldFault.Required(rule["resources"].Path, "resource rules must supply at least one resource");
    }
}
