using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Pods.Containers;

namespace ActorKube.Rules.Admission.Policy;

/// <summary>What the scopes of a quota must keep to: they say which pods count, so they fit only resources that pods use.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes.</remarks>
internal static class QuotaScopeRules
{
    private const string ExistsDetail =
        "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, "
        + "ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

    private static readonly string[] Scopes =
        ["Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity"];

    private static readonly string[] OfPods = ["pods", "cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"];

    internal static IEnumerable<FieldFault> Check(Field spec) => [.. OfList(spec), .. OfSelector(spec)];

    /// <summary>The list of scopes as upstream's messages show it.</summary>
    internal static GoSyntax Shown(Field scopes) =>
        scopes.IsSet ? GoSyntax.Texts(scopes, "core.ResourceQuotaScope") : GoSyntax.Of("[]core.ResourceQuotaScope(nil)");

    private static IEnumerable<FieldFault> OfList(Field spec)
    {
        var scopes = spec["scopes"];
        return
        [
            .. scopes.Items.SelectMany(scope => (FieldFault[])
            [
                .. Scopes.Contains(scope.Text) ? Array.Empty<FieldFault>() : [FieldFault.Invalid(scopes.Path, Shown(scopes), "unsupported scope")],
                .. Misfits(spec, scope.Text).Select(_ => FieldFault.Invalid(scopes.Path, Shown(scopes), "unsupported scope applied to resource")),
            ]),
            .. Conflicts(scopes.Items.Select(scope => scope.Text)).Select(_ => FieldFault.Invalid(scopes.Path, Shown(scopes), "conflicting scopes")),
        ];
    }

    private static IEnumerable<FieldFault> OfSelector(Field spec)
    {
        var selector = spec["scopeSelector"];
        var expressions = selector["matchExpressions"];
        return
        [
            .. expressions.Items.SelectMany(expression => Expression(spec, selector, expression)),
            .. Conflicts(expressions.Each("scopeName").Select(scope => scope.Text))
                .Select(_ => FieldFault.Invalid(expressions.Path, Shown(spec["scopes"]), "conflicting scopes")),
        ];
    }

    // Upstream's faults point to the list, not to the item.
    private static IEnumerable<FieldFault> Expression(Field spec, Field selector, Field expression)
    {
        var path = selector["matchExpressions"].Path;
        var (scope, @operator, values) = (expression["scopeName"].Text, expression["operator"].Text, expression["values"]);
        if (!Scopes.Contains(scope))
            yield return FieldFault.Invalid($"{path}.scopeName", scope, "unsupported scope");
        foreach (var _ in Misfits(spec, scope))
            yield return FieldFault.Invalid(path, Shown(selector["matchExpressions"], "core.ScopeSelector"), "unsupported scope applied to resource");
        if (Scopes.Contains(scope) && scope != "PriorityClass" && @operator != "Exists")
            yield return FieldFault.Invalid($"{path}.operator", @operator, ExistsDetail);
        if (@operator is "In" or "NotIn")
        {
            if (values.Count == 0)
                yield return FieldFault.Required($"{path}.values", "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
        }
        else if (@operator is "Exists" or "DoesNotExist")
        {
            if (values.Count > 0)
                yield return FieldFault.Invalid($"{path}.values", GoSyntax.Texts(values), "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
        }
        else
        {
            yield return FieldFault.Invalid($"{path}.operator", @operator, "not a valid selector operator");
        }
    }

    private static IEnumerable<string> Misfits(Field spec, string scope) => !Scopes.Contains(scope)
        ? []
        : spec["hard"].Entries.Select(entry => entry.Key)
            .Where(resource => ResourceName.IsStandardOfQuotas(resource) && !(scope == "BestEffort" ? resource == "pods" : OfPods.Contains(resource)));

    private static IEnumerable<(string, string)> Conflicts(IEnumerable<string> scopes)
    {
        var all = scopes.ToHashSet();
        return new[] { ("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating") }.Where(pair => all.Contains(pair.Item1) && all.Contains(pair.Item2));
    }

    private static GoSyntax Shown(Field expressions, string type) => GoSyntax.Of(
        $"{type}{{MatchExpressions:[]core.ScopedResourceSelectorRequirement{{{string.Join(", ", expressions.Items.Select(item =>
            $"core.ScopedResourceSelectorRequirement{{ScopeName:\"{item["scopeName"].Text}\", Operator:\"{item["operator"].Text}\", Values:{GoSyntax.Texts(item["values"])}}}"))}}}}}");
}
