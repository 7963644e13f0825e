using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Extensions.Schemas;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>The fields of a custom object by which a list may be narrowed.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#crd-selectable-fields.</remarks>
internal static class SelectableFieldRules
{
    private const int Most = 8;

    internal static IEnumerable<FieldFault> Check(Field selectable, Field schema)
    {
        List<FieldFault> faults = [];
        var seen = new HashSet<string>();
        foreach (var path in selectable.Each("jsonPath"))
        {
            if (path.IsEmptyText)
            {
                faults.Add(FieldFault.Required(path.Path));
                continue;
            }
            var found = SchemaPath.Find(path.Text, schema, brackets: false);
            if (found.Fault is { } fault)
            {
                faults.Add(FieldFault.Invalid(path.Path, path.Text, $"is an invalid path: {fault}"));
                continue;
            }
            if (found.Steps[0] == "metadata")
                faults.Add(FieldFault.Invalid(path.Path, path.Text, "must not point to fields in metadata"));
            if (found.Schema["type"].Text is not ("string" or "boolean" or "integer"))
                faults.Add(FieldFault.Invalid(path.Path, path.Text, "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed."));
            if (!seen.Add(string.Join(".", found.Steps)))
                faults.Add(FieldFault.Duplicate(path.Path, path.Text));
        }
        if (seen.Count > Most)
            faults.Add(FieldFault.TooMany(selectable.Path, seen.Count, Most));
        return faults;
    }
}
