using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>What the claims of a pod to devices must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/.</remarks>
internal static class ResourceClaimRules
{
    internal static IEnumerable<FieldFault> Check(Field claims)
    {
        var names = new HashSet<string>();
        return claims.Items.SelectMany(claim => Claim(claim, names));
    }

    private static IEnumerable<FieldFault> Claim(Field claim, HashSet<string> names)
    {
        var (name, direct, template) = (claim["name"], claim["resourceClaimName"], claim["resourceClaimTemplateName"]);
        if (name.IsEmptyText)
            yield return FieldFault.Required(name.Path);
        else if (!names.Add(name.Text))
            yield return FieldFault.Duplicate(name.Path, name.Text);
        else
            foreach (var fault in Checks.Name(name, NameRule.Label.Faults))
                yield return fault;
        if (direct.IsSet && template.IsSet)
            yield return FieldFault.Invalid(claim.Path, claim.Node, "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
        if (!direct.IsSet && !template.IsSet)
            yield return FieldFault.Invalid(claim.Path, claim.Node, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
        foreach (var source in new[] { direct, template }.Where(source => source.IsSet))
            foreach (var fault in NameRule.Subdomain.Faults(source.Text))
                yield return FieldFault.Invalid(source.Path, source.Text, fault);
    }
}
