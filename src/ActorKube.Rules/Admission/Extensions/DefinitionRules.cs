using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Extensions.Schemas;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>What the spec of a definition must keep to, in the form of <see cref="HoistedDefinition"/>.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/.</remarks>
internal static class DefinitionRules
{
    internal static IEnumerable<FieldFault> Check(Field spec)
    {
        var (versions, names, conversion, validation) = (spec["versions"], spec["names"], spec["conversion"], spec["validation"]);
        var preserves = spec["preserveUnknownFields"].Flag;
        return
        [
            .. Group(spec["group"]),
            .. Checks.OneOf(spec["scope"], "Cluster", "Namespaced"),
            .. validation["openAPIV3Schema"].IsSet ? [] : versions.Items.Select(version => version["schema"]["openAPIV3Schema"]).Where(schema => !schema.IsSet)
                .Select(schema => FieldFault.Required(schema.Path, "schemas are required")),
            .. preserves && versions.Items.Select(version => version["schema"]).Append(validation).Any(schema => SchemaWalk.Any(schema["openAPIV3Schema"], part => part["default"].IsSet))
                ? [FieldFault.Invalid(spec["preserveUnknownFields"].Path, true, "must be false in order to use defaults in the schema")]
                : Array.Empty<FieldFault>(),
            .. versions.Items.SelectMany(version => Version(spec, version)),
            .. Together(versions),
            .. DefinitionNameRules.Joined(spec["version"], spec["version"].Text),
            .. new[] { "plural", "singular", "kind", "listKind" }.Where(name => names[name].IsEmptyText).Select(name => FieldFault.Required(names[name].Path)),
            .. DefinitionNameRules.Check(names),
            .. SchemaRules.Check(validation, HasStatus(spec) || versions.Items.Any(HasStatus)),
            .. SubresourceRules.Check(spec["subresources"]),
            .. spec["additionalPrinterColumns"].Items.SelectMany(PrinterColumnRules.Check),
            .. spec["selectableFields"].Count == 0 ? []
                : validation.IsSet ? SelectableFieldRules.Check(spec["selectableFields"], validation["openAPIV3Schema"])
                : [FieldFault.Invalid(spec["selectableFields"].Path, "", "selectableFields may only be set when validations.schema is included")],
            .. preserves && conversion["strategy"].Text != "None"
                ? [FieldFault.Invalid(conversion["strategy"].Path, conversion["strategy"].Text, "must be None if spec.preserveUnknownFields is true")]
                : Array.Empty<FieldFault>(),
            .. ConversionRules.Check(conversion),
        ];
    }

    private static IEnumerable<FieldFault> Group(Field group)
    {
        if (group.IsEmptyText)
            return [FieldFault.Required(group.Path)];
        if (NameRule.Subdomain.Faults(group.Text).ToList() is { Count: > 0 } faults)
            return [FieldFault.Invalid(group.Path, group.Text, string.Join(",", faults))];
        return group.Text.Contains('.') ? [] : [FieldFault.Invalid(group.Path, group.Text, "should be a domain with at least one dot")];
    }

    private static IEnumerable<FieldFault> Version(Field spec, Field version)
    {
        var (schema, selectable) = (version["schema"], version["selectableFields"]);
        var ownSubresources = spec["versions"].Items.Any(other => other["subresources"].IsSet);
        return
        [
            .. DefinitionNameRules.Joined(version["name"], version["name"].Text, evenEmpty: true),
            .. DeprecationRules.Check(version),
            .. SchemaRules.Check(schema, HasStatus(ownSubresources ? version : spec)),
            .. SubresourceRules.Check(version["subresources"]),
            .. version["additionalPrinterColumns"].Items.SelectMany(PrinterColumnRules.Check),
            .. selectable.Count == 0 ? []
                : schema["openAPIV3Schema"].IsSet ? SelectableFieldRules.Check(selectable, schema["openAPIV3Schema"])
                // The "not" is upstream's.
                : [FieldFault.Invalid(selectable.Path, "", "selectableFields may only be set when version.schema.openAPIV3Schema is not included")],
        ];
    }

    private static IEnumerable<FieldFault> Together(Field versions)
    {
        object? shown = versions.Count == 0 ? GoSyntax.Of("[]apiextensions.CustomResourceDefinitionVersion(nil)") : versions.Node;
        if (versions.Each("name").Select(name => name.Text).Distinct().Count() < versions.Count)
            yield return FieldFault.Invalid(versions.Path, shown, "must contain unique version names");
        if (versions.Items.Count(version => version["storage"].Flag) != 1)
            yield return FieldFault.Invalid(versions.Path, shown, "must have exactly one version marked as storage version");
    }

    private static bool HasStatus(Field holder) => holder["subresources"]["status"].IsSet;
}
